/**
 * Shot boundaries of one clip out of all its pictures in small: hard cuts, fades and dissolves, with black and frozen
 * stretches beside them. Memory holds a few dozen pictures and some ten bytes more for each one seen.
 */
import { blackLuma, FrozenDetector, SpanCollector, type TimeSpan } from './black-frozen.ts';
import type { ContentWeights } from './content-difference.ts';
import { CutDetector } from './cut-detector.ts';
import { DissolveDetector, type Dissolve } from './dissolve-detector.ts';
import { FadeDetector, isBlankLevels, type Fade } from './fade-detector.ts';
import { GrowingSeries, nearestIndex } from './growing-series.ts';
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
  private readonly times = new GrowingSeries('times');
  private readonly hardCuts: ShotBoundary[] = [];
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
    this.times.push(timeSec);
    this.takeCuts(false);
    this.dissolves.push(rgb, timeSec, levels.gradient, isBlankLevels(levels.low, levels.high));
    this.fades.push(levels);
    this.black.push(timeSec, levels.high < blackLuma);
    this.frozen.push(luma, timeSec);
  }

  /** `endSec` is the time until which the last picture is shown. */
  finish(endSec: number): ShotFindings {
    this.takeCuts(true);
    const fades = this.fades.finish(this.times);
    const between = fades.filter(({ place }) => place === 'between').map((fade) => this.fadeBoundary(fade));
    return {
      boundaries: [...this.hardCuts, ...this.dissolvesBeside(fades), ...between],
      black: this.black.finish(endSec),
      frozen: this.frozen.finish(endSec),
    };
  }

  /** A picture that goes into black is also a blend of two, so a fade's stretch is the fade's alone. */
  private dissolvesBeside(fades: readonly Fade[]): readonly ShotBoundary[] {
    const boundaries = this.dissolves.finish().map((dissolve) => this.dissolveBoundary(dissolve));
    return boundaries.filter(
      ({ timeSec }) => !fades.some((fade) => timeSec >= fade.startSec && timeSec <= fade.endSec),
    );
  }

  private takeCuts(atEnd: boolean): void {
    for (let cut = this.cuts.nextCut(atEnd); cut !== null; cut = this.cuts.nextCut(atEnd)) {
      const { timeSec } = cut;
      this.dissolves.noteCut(timeSec);
      this.hardCuts.push({ ...cut, startSec: timeSec, endSec: timeSec, kind: 'cut' });
    }
  }

  private fadeBoundary({ startSec, endSec, middleSec, strength }: Fade): ShotBoundary {
    const frame = nearestIndex(this.times, middleSec);
    return { timeSec: middleSec, frame, startSec, endSec, kind: 'fade', strength };
  }

  private dissolveBoundary({ startSec, endSec, strength }: Dissolve): ShotBoundary {
    const timeSec = (startSec + endSec) / 2;
    return {
      timeSec,
      frame: nearestIndex(this.times, timeSec),
      startSec,
      endSec,
      kind: 'dissolve',
      strength,
    };
  }
}
