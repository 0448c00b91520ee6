/**
 * Fades: a shot that goes evenly into black or white, and the next that comes out of it.
 *
 * A fade scales a picture towards one colour (Lienhart, "Comparison of Automatic Shot Boundary Detection Algorithms",
 * SPIE 1999), so its contrast falls evenly to nothing, or rises evenly from it. From each stretch of blank pictures
 * the contrast is followed outwards for as long as it grows; where that takes several pictures and no single one
 * makes most of the difference, it is a fade, else the side ends in a hard cut.
 */
import { blackLuma, whiteLuma } from './black-frozen.ts';
import { GrowingSeries } from './growing-series.ts';
import type { ShotLevels } from './shot-levels.ts';

export interface Fade {
  /** `between` two shots, or at the `edge` of the clip: then there is no shot on the other side of the blank. */
  readonly place: 'between' | 'edge';
  /** Last picture of the old shot at full strength, and first of the new shot at full strength. */
  readonly startSec: number;
  readonly endSec: number;
  /** The middle of the blank stretch, where one shot has ended and the other not begun. */
  readonly middleSec: number;
  readonly strength: number;
}

/** How one side of a blank stretch ends: the picture where full strength is reached, or `null` for a cut. */
type Side = { readonly frame: number; readonly contrast: number } | null;

/** Least pictures from full strength to blank: fewer are a cut. */
const shortestFade = 4;
/** A fade's largest step between pictures, in parts of its whole height. */
const mostStep = 0.5;
/** Growth of contrast is looked for over so many pictures, and must be this part of what was reached. */
const growthWindow = 5;
const leastGrowth = 0.03;

export class FadeDetector {
  private readonly low = new GrowingSeries('bytes');
  private readonly high = new GrowingSeries('bytes');
  private readonly floor: number;

  /** `floor`: least contrast (luma between the percentiles of `ShotLevels`) of the shot that fades. */
  constructor(floor: number) {
    this.floor = floor;
  }

  push(levels: ShotLevels): void {
    this.low.push(levels.low);
    this.high.push(levels.high);
  }

  /** `times` has the time in seconds of each picture pushed. */
  finish(times: GrowingSeries): readonly Fade[] {
    const found: Fade[] = [];
    for (let frame = 0; frame < this.low.length; frame += 1) {
      if (!this.isBlank(frame)) continue;
      const first = frame;
      while (this.has(frame + 1) && this.isBlank(frame + 1)) frame += 1;
      const fade = this.fadeAround(times, first, frame);
      if (fade !== null) found.push(fade);
    }
    return found;
  }

  private isBlank(frame: number): boolean {
    return isBlankLevels(this.low.at(frame), this.high.at(frame));
  }

  private contrast(frame: number): number {
    return this.high.at(frame) - this.low.at(frame);
  }

  private fadeAround(times: GrowingSeries, first: number, last: number): Fade | null {
    const before = this.followSide(first, -1);
    const after = this.followSide(last, 1);
    if (before === null && after === null) return null;
    const startFrame = before?.frame ?? Math.max(0, first - 1);
    const endFrame = after?.frame ?? Math.min(this.low.length - 1, last + 1);
    return {
      place: first > 0 && this.has(last + 1) ? 'between' : 'edge',
      startSec: times.at(startFrame),
      endSec: times.at(endFrame),
      middleSec: (times.at(first) + times.at(last)) / 2,
      strength: Math.max(before?.contrast ?? 0, after?.contrast ?? 0) / this.floor,
    };
  }

  private followSide(blank: number, direction: 1 | -1): Side {
    const base = this.contrast(blank);
    let full = blank;
    let largestStep = 0;
    for (let frame = blank + direction; this.has(frame); frame += direction) {
      const step = this.contrast(frame) - this.contrast(frame - direction);
      if (this.contrast(frame) > this.contrast(full) * (1 + leastGrowth)) {
        full = frame;
        largestStep = Math.max(largestStep, step);
      } else if (Math.abs(frame - full) >= growthWindow) break;
    }
    const contrast = this.contrast(full) - base;
    if (contrast < this.floor || Math.abs(full - blank) < shortestFade) return null;
    return largestStep > mostStep * contrast ? null : { frame: full, contrast };
  }

  private has(frame: number): boolean {
    return frame >= 0 && frame < this.low.length;
  }
}

/** Black but for at most 5 % of the pixels, or white but for 2 %. */
export function isBlankLevels(low: number, high: number): boolean {
  return high < blackLuma || low > whiteLuma;
}
