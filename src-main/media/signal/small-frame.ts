/**
 * The frame sizes that measured stages have in common. Equal wishes cost the shared decode one output only, so stages
 * that can live with the same pictures ask for exactly these.
 */

/** Every frame, thumbnail-sized, for whatever compares neighbouring frames. */
export const smallFrameWish = { rate: 'every', width: 128, height: 72, pixelFormat: 'rgb24' } as const;

/** Longer side, in pixels, of the pictures on which detail is judged. Smaller clips keep their own size. */
const sampleLongSide = 480;

/** At most about so many samples of one clip, and at least so many where it has enough frames. */
const sampleCountGoal = { most: 600, least: 8 } as const;

/** What of a clip decides which samples are taken of it. */
export interface SampledClip {
  readonly durationSec: number | null;
  readonly framesPerSecond: number | null;
  /** Size in square pixels, the right way up. */
  readonly displayWidth: number;
  readonly displayHeight: number;
}

/** A picture about every second, grey, HDR as SDR, in proportion. */
export interface SampleFrameWish {
  readonly rate: { readonly perSecond: number };
  readonly width: number;
  readonly height: number;
  readonly pixelFormat: 'gray';
  readonly toneMap: true;
}

/**
 * How many samples a second suit a clip: one, more for clips so short that they would get less than
 * `sampleCountGoal.least`, fewer for those so long that they would get more than `sampleCountGoal.most`.
 * One a second where the duration is unknown. Between 0.001 and 240, in steps of 0.001.
 */
export function samplesPerSecond(durationSec: number | null, framesPerSecond: number | null): number {
  if (durationSec === null || !Number.isFinite(durationSec) || durationSec <= 0) return 1;
  const { most, least } = sampleCountGoal;
  const ceiling = framesPerSecond !== null && framesPerSecond > 0 ? Math.min(framesPerSecond, 240) : 60;
  const wanted = Math.max(Math.min(1, most / durationSec), least / durationSec);
  return Math.max(0.001, Math.round(Math.min(wanted, ceiling) * 1000) / 1000);
}

/** The pictures that exposure, sharpness and black bars are read from. */
export function sampleFrameWish(clip: SampledClip): SampleFrameWish {
  const longSide = Math.max(1, clip.displayWidth, clip.displayHeight);
  const scale = Math.min(1, sampleLongSide / longSide);
  return {
    rate: { perSecond: samplesPerSecond(clip.durationSec, clip.framesPerSecond) },
    width: Math.max(2, Math.round(clip.displayWidth * scale)),
    height: Math.max(2, Math.round(clip.displayHeight * scale)),
    pixelFormat: 'gray',
    toneMap: true,
  };
}
