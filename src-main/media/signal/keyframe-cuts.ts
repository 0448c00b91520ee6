/**
 * Shot boundaries from keyframes alone, for which most of a clip need not be decoded. Neighbouring keyframes may be
 * seconds apart, so motion and slow change have moved everything: what still tells one shot from another is how often
 * each colour occurs and whether the shapes have anything in common. One figure of both is held against one bound:
 * there is no neighbourhood to adapt to. Encoders set a keyframe at most cuts (x264's scenecut), which makes times
 * better than keyframe distances let one fear.
 */
import { blackLuma, SpanCollector, type TimeSpan } from './black-frozen.ts';
import { createContentPlanes, fillContentPlanes, type ContentPlanes } from './content-difference.ts';
import { colourShift, correlation, meanColour, type MeanColour } from './picture-change.ts';
import type { ShotBoundary } from './scene-list.ts';
import { measureShotLevels } from './shot-levels.ts';

export interface KeyframeCutOptions {
  readonly width: number;
  readonly height: number;
  /** Least distance of two shots, 0 to 1.5; see `keyframeDistance`. */
  readonly floor: number;
  readonly blackMinimumSec: number;
}

/** What one keyframe is compared by. */
export interface KeyframeLook {
  readonly planes: ContentPlanes;
  readonly colour: MeanColour;
  /** Shares of the pixels by hue, chroma and value, adding up to 1. */
  readonly histogram: Float64Array;
}

const hueBins = 8;
const valueBins = 4;
/** Chroma under the first bound is grey, whose hue says nothing; under the second, pale. */
const chromaBounds = { grey: 24, pale: 80 };
const binCount = (1 + 2 * hueBins) * valueBins;
/** A mean colour that shifts by more levels is another scene, common shapes (titles, frames) or not. */
const otherColours = 12;

export class KeyframeCutDetector {
  private readonly options: KeyframeCutOptions;
  private readonly black: SpanCollector;
  private readonly found: ShotBoundary[] = [];
  private readonly histogram = new Uint32Array(256);
  private before: KeyframeLook | null = null;

  constructor(options: KeyframeCutOptions) {
    this.options = options;
    this.black = new SpanCollector(options.blackMinimumSec);
  }

  push(rgb: Uint8Array, timeSec: number): void {
    const { width, height, floor } = this.options;
    const look = lookAtKeyframe(rgb, width, height);
    const { high } = measureShotLevels(look.planes.luma, width, height, this.histogram);
    this.black.push(timeSec, high < blackLuma);
    const distance = this.before === null ? 0 : keyframeDistance(this.before, look);
    if (distance >= floor) {
      const strength = distance / floor;
      this.found.push({ timeSec, frame: null, startSec: timeSec, endSec: timeSec, kind: 'cut', strength });
    }
    this.before = look;
  }

  finish(endSec: number): {
    readonly boundaries: readonly ShotBoundary[];
    readonly black: readonly TimeSpan[];
  } {
    return { boundaries: this.found, black: this.black.finish(endSec) };
  }
}

/** From rgb24 pixels. */
function lookAtKeyframe(rgb: Uint8Array, width: number, height: number): KeyframeLook {
  const planes = createContentPlanes(width, height);
  fillContentPlanes(planes, rgb);
  return { planes, colour: meanColour(rgb), histogram: colourHistogram(planes) };
}

function colourHistogram({ hue, chroma, value }: ContentPlanes): Float64Array {
  const histogram = new Float64Array(binCount);
  const share = 1 / Math.max(1, hue.length);
  for (let pixel = 0; pixel < hue.length; pixel += 1) {
    const strength = chroma[pixel] ?? 0;
    const hueBin = Math.floor(((hue[pixel] ?? 0) * hueBins) / 256);
    const pale = strength < chromaBounds.pale ? 0 : hueBins;
    const colour = strength < chromaBounds.grey ? 0 : 1 + pale + hueBin;
    const bin = colour * valueBins + Math.floor(((value[pixel] ?? 0) * valueBins) / 256);
    histogram[bin] = (histogram[bin] ?? 0) + share;
  }
  return histogram;
}

/**
 * Distance of two looks: the part of the pixels whose colour the other picture does not have (one less the histogram
 * intersection of Swain and Ballard, "Color Indexing", IJCV 7(1), 1991), times one less the correlation of luma:
 * 0 for the same picture, about 1 for unrelated ones. Where the mean colour itself has changed, shapes do not count.
 */
function keyframeDistance(a: KeyframeLook, b: KeyframeLook): number {
  let difference = 0;
  for (let bin = 0; bin < binCount; bin += 1) {
    difference += Math.abs((a.histogram[bin] ?? 0) - (b.histogram[bin] ?? 0));
  }
  const otherPart = difference / 2;
  const alike = correlation(a.planes.luma, b.planes.luma);
  const recoloured = otherPart > 0.6 && colourShift(a.colour, b.colour) >= otherColours;
  return recoloured ? Math.max(otherPart, otherPart * (1 - alike)) : otherPart * (1 - alike);
}
