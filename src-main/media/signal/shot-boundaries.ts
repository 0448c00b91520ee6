/**
 * Shot boundaries of one clip out of all its pictures in small: hard cuts, fades and dissolves, with black and frozen
 * stretches beside them. Memory holds a few dozen pictures and some ten bytes more for each one seen.
 */
import { blackLuma, FrozenDetector, SpanCollector, type TimeSpan } from './black-frozen.ts';
import type { ContentWeights } from './content-difference.ts';
import { CutDetector } from './cut-detector.ts';
import { DissolveDetector } from './dissolve-detector.ts';
import { FadeDetector, isBlankLevels } from './fade-detector.ts';
import type { ShotBoundary } from './scene-list.ts';
import { measureShotLevels } from './shot-levels.ts';

/** Every threshold of the detectors; see each for its meaning. */
export interface ShotBoundaryOptions {
  readonly width: number;
  readonly height: number;
  readonly weights: ContentWeights;
  readonly cutFloor: number;
  readonly cutRatio: number;
  readonly cutNeighbours: number;
  readonly flashSec: number;
  readonly dissolveFloor: number;
  readonly fadeFloor: number;
  readonly blackMinimumSec: number;
  readonly frozenMinimumSec: number;
  readonly frozenMeanTolerance: number;
  readonly frozenPixelTolerance: number;
}

export interface ShotFindings {
  readonly boundaries: readonly ShotBoundary[];
  readonly black: readonly TimeSpan[];
  readonly frozen: readonly TimeSpan[];
}

export class ShotBoundaryDetector {
  private readonly options: ShotBoundaryOptions;
  private readonly cuts: CutDetector;
  private readonly dissolves: DissolveDetector;
  private readonly fades: FadeDetector;
  private readonly black: SpanCollector;
  private readonly frozen: FrozenDetector;
  private readonly boundaries: ShotBoundary[] = [];
  private readonly histogram = new Uint32Array(256);

  constructor(options: ShotBoundaryOptions) {
    this.options = options;
    const { width, height, weights } = options;
    this.cuts = new CutDetector({
      ...{ width, height, weights, flashSec: options.flashSec },
      ...{ floor: options.cutFloor, ratio: options.cutRatio, neighbours: options.cutNeighbours },
    });
    this.dissolves = new DissolveDetector({ width, height, floor: options.dissolveFloor });
    this.fades = new FadeDetector(options.fadeFloor);
    this.black = new SpanCollector(options.blackMinimumSec);
    this.frozen = new FrozenDetector({
      minimumSec: options.frozenMinimumSec,
      meanTolerance: options.frozenMeanTolerance,
      pixelTolerance: options.frozenPixelTolerance,
    });
  }

  /** rgb24 pixels of the agreed size, in order of time. */
  push(rgb: Uint8Array, timeSec: number): void {
    const { width, height } = this.options;
    const { luma } = this.cuts.push(rgb, timeSec);
    const levels = measureShotLevels(luma, width, height, this.histogram);
    this.takeCuts(false);
    this.dissolves.push(rgb, timeSec, levels.gradient, isBlankLevels(levels.low, levels.high));
    this.fades.push(levels, timeSec);
    this.black.push(timeSec, levels.high < blackLuma);
    this.frozen.push(luma, timeSec);
  }

  /** `endSec` is the time until which the last picture is shown. */
  finish(endSec: number): ShotFindings {
    this.takeCuts(true);
    for (const { startSec, endSec: lastSec, strength } of this.dissolves.finish()) {
      const timeSec = (startSec + lastSec) / 2;
      this.boundaries.push({ timeSec, startSec, endSec: lastSec, kind: 'dissolve', strength });
    }
    for (const { startSec, endSec: lastSec, middleSec, strength } of this.fades.finish()) {
      this.boundaries.push({ timeSec: middleSec, startSec, endSec: lastSec, kind: 'fade', strength });
    }
    const { boundaries } = this;
    return { boundaries, black: this.black.finish(endSec), frozen: this.frozen.finish(endSec) };
  }

  private takeCuts(atEnd: boolean): void {
    for (let cut = this.cuts.nextCut(atEnd); cut !== null; cut = this.cuts.nextCut(atEnd)) {
      const { timeSec, strength } = cut;
      this.dissolves.noteCut(timeSec);
      this.boundaries.push({ timeSec, startSec: timeSec, endSec: timeSec, kind: 'cut', strength });
    }
  }
}
