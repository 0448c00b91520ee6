/**
 * Dissolves: stretches in which each picture is a blend of the one before and the one after them.
 *
 * For each picture, pairs of pictures at equal distances before and after it are tried. In the middle of a dissolve it
 * is their mean (the linear model of Lienhart, SPIE 2001), while the edges of both lie over each other at half
 * strength, so that its gradient is well under theirs (the dip that Truong, Dorai and Venkatesh, ACM Multimedia 2000,
 * follow in the variance). Motion keeps its edges, a change of light keeps its shapes, and neither is a blend of two
 * unlike pictures. The best middle of each run is then measured: the share of the new picture in each one must rise
 * evenly. Bounds were set on footage joined for that purpose (`bench/cuts.ts`, the tuning part).
 */
import { fitRamp } from './dissolve-ramp.ts';
import { halvePicture } from './halve-picture.ts';
import { correlation } from './picture-change.ts';
import { RecentItems } from './recent-items.ts';

export interface Dissolve {
  /** Time of the last picture of the old shot alone, and of the first of the new shot alone. */
  readonly startSec: number;
  readonly endSec: number;
  /** How far the threshold of difference was passed; 1 = just. */
  readonly strength: number;
}

interface Sample {
  /** rgb24 at half the size in each direction. */
  readonly colours: Float32Array;
  timeSec: number;
  gradient: number;
  /** Nearly all black or all white: what leads there is a fade. */
  blank: boolean;
}

interface Middle {
  readonly sample: number;
  readonly half: number;
  readonly difference: number;
  readonly quality: number;
}

/** Distances, in samples, of the pairs that are tried. */
const halves: readonly number[] = [3, 4, 6, 8, 11, 15, 20, 26, 34];
const longestHalf = 34;
/** Samples beyond a pair that are measured when its ramp is. */
const margin = 10;
const lookAhead = longestHalf + margin;
/** A run of possible middles ends after so many samples without one, or when it is this long. */
const runGap = 4;
const longestRun = 60;
/** Samples nearer than this are left out: enough for every dissolve, and half the work at 60 pictures a second. */
const sampleGapSec = 0.025;
/** The middle's gradient over the mean of the pair's. Two unrelated pictures blend to 0.5. */
const mostGradient = 0.85;
/** Mean square distance of the middle from the pair's mean, over that of the pair. An unrelated picture: 0.75. */
const mostDistance = 0.115;
/** The same for the outermost pair, between which footage has more time to move. */
const mostOuterDistance = 0.2;
/** Correlation over which the pair shows the same scene. */
const mostCorrelation = 0.8;
/** Bounds on the measured ramp: its error and its largest step, in parts of its height; its length in samples. */
const mostRampError = 0.09;
const mostRampStep = 0.45;
const shortestRamp = 4;

export interface DissolveDetectorOptions {
  readonly width: number;
  readonly height: number;
  /** Least root mean square difference of the pictures that blend, in levels of 0 to 255. */
  readonly floor: number;
}

export class DissolveDetector {
  private readonly options: DissolveDetectorOptions;
  private readonly samples: RecentItems<Sample>;
  private readonly found: Dissolve[] = [];
  private cutTimesSec: number[] = [];
  private examined = 0;
  private runStart = -1;
  private best: Middle | null = null;
  private lastPossible = -1;

  constructor(options: DissolveDetectorOptions) {
    this.options = options;
    const numbers = Math.floor(options.width / 2) * Math.floor(options.height / 2) * 3;
    this.samples = new RecentItems<Sample>(2 * lookAhead + longestRun + runGap + 4, () => ({
      colours: new Float32Array(numbers),
      timeSec: 0,
      gradient: 0,
      blank: false,
    }));
  }

  push(rgb: Uint8Array, timeSec: number, gradient: number, blank: boolean): void {
    const last = this.samples.length - 1;
    if (last >= 0 && timeSec - this.samples.at(last).timeSec < sampleGapSec) return;
    const sample = this.samples.next();
    // Half the size: coding noise and small motion go, what blends stays.
    halvePicture(rgb, this.options.width, this.options.height, sample.colours);
    sample.timeSec = timeSec;
    sample.gradient = gradient;
    sample.blank = blank;
    while (this.examined < this.samples.length - lookAhead) this.examineNext();
  }

  /** A hard cut: no dissolve goes across it. Must come before its picture is `lookAhead` samples old. */
  noteCut(timeSec: number): void {
    this.cutTimesSec.push(timeSec);
  }

  finish(): readonly Dissolve[] {
    while (this.examined < this.samples.length) this.examineNext();
    this.closeRun();
    return this.found;
  }

  private examineNext(): void {
    const sample = this.examined;
    const middle = this.bestMiddle(sample);
    this.examined += 1;
    if (middle !== null) {
      if (this.runStart < 0) this.runStart = sample;
      this.lastPossible = sample;
      if (this.best === null || middle.quality > this.best.quality) this.best = middle;
    }
    const over = sample - this.lastPossible >= runGap || sample - this.runStart >= longestRun;
    if (this.runStart >= 0 && over) this.closeRun();
  }

  private closeRun(): void {
    const dissolve = this.best === null ? null : this.measure(this.best);
    const before = this.found.at(-1);
    if (dissolve !== null && (before === undefined || dissolve.startSec >= before.endSec))
      this.found.push(dissolve);
    else if (dissolve !== null && before !== undefined && dissolve.strength > before.strength) {
      this.found[this.found.length - 1] = dissolve;
    }
    this.best = null;
    this.runStart = -1;
    const oldest = this.samples.length > 0 ? this.samples.at(this.samples.first).timeSec : 0;
    this.cutTimesSec = this.cutTimesSec.filter((timeSec) => timeSec >= oldest);
  }

  private bestMiddle(sample: number): Middle | null {
    const room = this.roomAround(sample, longestHalf);
    let best: Middle | null = null;
    for (const half of halves) {
      if (half > room) break;
      const middle = this.tryPair(sample, half);
      if (middle !== null && (best === null || middle.quality > best.quality)) best = middle;
    }
    return best;
  }

  /** How far the same stretch between hard cuts goes on both sides of a sample, in samples, up to `most`. */
  private roomAround(sample: number, most: number): number {
    let room = Math.min(most, sample - this.samples.first, this.samples.length - 1 - sample);
    const timeSec = this.samples.at(sample).timeSec;
    for (const cutSec of this.cutTimesSec) {
      if (cutSec <= timeSec) while (room > 0 && this.samples.at(sample - room).timeSec < cutSec) room -= 1;
      else while (room > 0 && this.samples.at(sample + room).timeSec >= cutSec) room -= 1;
    }
    return room;
  }

  private tryPair(sample: number, half: number): Middle | null {
    const middle = this.samples.at(sample);
    const before = this.samples.at(sample - half);
    const after = this.samples.at(sample + half);
    if (before.blank || after.blank) return null;
    if (2 * middle.gradient >= mostGradient * (before.gradient + after.gradient)) return null;
    const { difference, distance } = compareToMean(before.colours, after.colours, middle.colours);
    if (difference < this.options.floor || distance > mostDistance) return null;
    if (correlation(before.colours, after.colours) > mostCorrelation) return null;
    return { sample, half, difference, quality: difference * (1 - distance / mostDistance) };
  }

  /** The share of the new picture in each sample around the middle, and the ramp through them. */
  private measure({ sample, half, difference }: Middle): Dissolve | null {
    const room = this.roomAround(sample, Math.min(lookAhead, Math.round(1.2 * half) + 3));
    const first = sample - room;
    const before = this.samples.at(first).colours;
    const after = this.samples.at(sample + room).colours;
    const outer = compareToMean(before, after, this.samples.at(sample).colours);
    if (outer.distance > mostOuterDistance) return null;
    const shares = new Float64Array(2 * room + 1);
    for (let index = 0; index < shares.length; index += 1) {
      shares[index] = shareOf(before, after, this.samples.at(first + index).colours);
    }
    const ramp = fitRamp(shares);
    if (ramp === null || ramp.error > mostRampError || ramp.largestStep > mostRampStep) return null;
    if (ramp.end - ramp.start < shortestRamp) return null;
    return {
      startSec: this.samples.at(first + ramp.start).timeSec,
      endSec: this.samples.at(first + ramp.end).timeSec,
      strength: difference / this.options.floor,
    };
  }
}

function compareToMean(
  before: Float32Array,
  after: Float32Array,
  middle: Float32Array,
): { readonly difference: number; readonly distance: number } {
  let pair = 0;
  let rest = 0;
  for (let index = 0; index < middle.length; index += 1) {
    const a = before[index] ?? 0;
    const b = after[index] ?? 0;
    const off = (middle[index] ?? 0) - (a + b) / 2;
    pair += (b - a) * (b - a);
    rest += off * off;
  }
  return { difference: Math.sqrt(pair / middle.length), distance: pair === 0 ? Infinity : rest / pair };
}

/** Where a picture lies on the way from `before` (0) to `after` (1). */
function shareOf(before: Float32Array, after: Float32Array, picture: Float32Array): number {
  let along = 0;
  let whole = 0;
  for (let index = 0; index < picture.length; index += 1) {
    const a = before[index] ?? 0;
    const way = (after[index] ?? 0) - a;
    along += way * ((picture[index] ?? 0) - a);
    whole += way * way;
  }
  return whole === 0 ? 0 : along / whole;
}
