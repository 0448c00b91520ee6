/**
 * The frames that models look at. One wish for all that look for things as large as a face or a hand, so that they share one
 * output of the decode and one copy of each frame; a larger and rarer one for text.
 */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { FrameWish } from '../pipeline/stage.ts';

type Probe = Pick<Artifact<'probe'>, 'durationSec'> & {
  readonly video: Pick<Artifact<'probe'>['video'], 'displayWidth' | 'displayHeight'>;
};

export interface LookSettings {
  /** Pixels along the longer side; smaller clips keep their own size. */
  readonly longSidePixels: number;
  /** Frames a second of long clips. */
  readonly perSecond: number;
  /** Short clips are looked at more often, so as to give this many frames, but at most `mostPerSecond` a second. */
  readonly fewestFrames: number;
  readonly mostPerSecond: number;
}

/** Sizes are even, as scalers like them. HDR pictures come as SDR: models have seen nothing else. */
export function lookWish({ video, durationSec }: Probe, settings: LookSettings): FrameWish {
  const { displayWidth, displayHeight } = video;
  const scale = Math.min(1, settings.longSidePixels / Math.max(displayWidth, displayHeight));
  return {
    rate: { perSecond: lookRate(durationSec, settings) },
    width: even(displayWidth * scale),
    height: even(displayHeight * scale),
    pixelFormat: 'rgb24',
    toneMap: true,
  };
}

function lookRate(durationSec: number | null, settings: LookSettings): number {
  const { perSecond, fewestFrames, mostPerSecond } = settings;
  if (durationSec === null || durationSec <= 0) return perSecond;
  const wanted = Math.max(perSecond, Math.min(mostPerSecond, fewestFrames / durationSec));
  // Whole frames in a few seconds: filters take rates as fractions.
  return Math.round(wanted * 8) / 8;
}

function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2);
}
