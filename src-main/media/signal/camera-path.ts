/**
 * What the shifts between neighbouring frames tell about the camera: the path that the picture took, its smooth part
 * (where the camera was pointed) and the rest (how much it shook). The split into a smooth path and jitter is the one
 * video stabilisation works with (Y. Matsushita et al., "Full-frame video stabilization", CVPR 2005).
 * Lengths are per cent of the picture's width.
 */
import { GrowingSeries } from './growing-series.ts';

/** Length of the pieces of the path that are judged one by one. */
const stretchSec = 1;
/** Half of the window of the moving average, in seconds: shaking is what comes and goes within a second. */
const smoothHalfSec = 0.5;
/** Jitter, per cent of the width, at which stability is 0.5. By trial: a tripod gives under 0.05, a hand 0.2 to 1. */
const halfStableJitter = 0.4;
/** Jitter above which a camera is not on a tripod, and smooth speed (per cent a second) above which it is pointed elsewhere. */
const tripodJitter = 0.08;
const tripodSpeed = 1;
const deliberateSpeed = 4;
/** A pan or tilt moves along its axis this many times faster than across. */
const axisDominance = 2;

/** Share of frames that must fit on their predecessors for the path to tell anything. */
const fewestAligned = 0.5;

export type CameraMotion = 'static' | 'handheld' | 'pan' | 'tilt' | 'moving';

export interface CameraMotionSummary {
  /** Mean speed of the picture content, per cent of the width a second. */
  readonly motion: number;
  /** Root mean square distance of the path from its moving average in a typical second, per cent of the width. */
  readonly jitter: number;
  /** 0 (shaken) to 1 (on a tripod). */
  readonly stability: number;
  readonly cameraMotion: CameraMotion;
}

/** One step of the picture between two frames. */
export interface PathStep {
  readonly timeSec: number;
  /** Time since the frame before. */
  readonly durationSec: number;
  readonly x: number;
  readonly y: number;
  /** Mean distance that content moved. */
  readonly content: number;
  /** False at a cut: the path starts anew. */
  readonly aligned: boolean;
}

interface Position {
  readonly x: number;
  readonly y: number;
}

/** What is measured of about one second of the path. */
interface Stretch {
  untilSec: number;
  /** Sum of the squared distances from the smooth path. */
  squares: number;
  positions: number;
  /** Way of the smooth path along each axis, and the time it took. */
  wayX: number;
  wayY: number;
  sec: number;
}

export class CameraPath {
  readonly #times = new GrowingSeries('times');
  readonly #x = new GrowingSeries('times');
  readonly #y = new GrowingSeries('times');
  readonly #content = new GrowingSeries('times');
  readonly #durations = new GrowingSeries('times');
  #steps = 0;
  /** Index of the first position of each unbroken part. */
  readonly #partStarts: number[] = [];

  /** The first frame of all. */
  start(timeSec: number): void {
    this.#startPart(timeSec);
  }

  add(step: PathStep): void {
    this.#steps += 1;
    if (!step.aligned) {
      this.#startPart(step.timeSec);
      return;
    }
    const last = this.#x.length - 1;
    this.#push(step.timeSec, this.#x.at(last) + step.x, this.#y.at(last) + step.y);
    this.#content.push(step.content);
    this.#durations.push(step.durationSec);
  }

  #startPart(timeSec: number): void {
    this.#partStarts.push(this.#x.length);
    this.#push(timeSec, 0, 0);
    this.#content.push(0);
    this.#durations.push(0);
  }

  #push(timeSec: number, x: number, y: number): void {
    this.#times.push(timeSec);
    this.#x.push(x);
    this.#y.push(y);
  }

  /** Mean speed of content from one time until another, per cent of the width a second. */
  motionBetween(fromSec: number, untilSec: number): number {
    let content = 0;
    let duration = 0;
    for (let index = firstFrom(this.#times, fromSec); index < this.#times.length; index += 1) {
      if (this.#times.at(index) >= untilSec) break;
      content += this.#content.at(index);
      duration += this.#durations.at(index);
    }
    return duration === 0 ? 0 : content / duration;
  }

  summarize(): CameraMotionSummary {
    const stretches = this.#partStarts.flatMap((start, part) =>
      this.#stretchesOf(start, this.#partStarts[part + 1] ?? this.#x.length),
    );
    const jitter = typical(stretches, ({ squares, positions }) => Math.sqrt(squares / positions));
    const motion = this.motionBetween(-Infinity, Infinity);
    const stability = 1 / (1 + (jitter / halfStableJitter) ** 2);
    const alignedShare = this.#steps === 0 ? 1 : 1 - (this.#partStarts.length - 1) / this.#steps;
    // Pictures that mostly do not fit on one another are no still ones, though there is no path to measure.
    if (alignedShare < fewestAligned) {
      return { motion, jitter, stability: stability * alignedShare, cameraMotion: 'moving' };
    }
    return { motion, jitter, stability, cameraMotion: classify(jitter, stretches) };
  }

  /** Measures one unbroken part, positions start to end - 1. */
  #stretchesOf(start: number, end: number): Stretch[] {
    const stretches: Stretch[] = [];
    let stretch: Stretch | null = null;
    let before: Position | null = null;
    let beforeSec = 0;
    for (const [index, here] of this.#smoothed(start, end)) {
      const timeSec = this.#times.at(index);
      if (stretch === null || timeSec >= stretch.untilSec) {
        stretch = { untilSec: timeSec + stretchSec, squares: 0, positions: 0, wayX: 0, wayY: 0, sec: 0 };
        stretches.push(stretch);
      }
      stretch.squares += (this.#x.at(index) - here.x) ** 2 + (this.#y.at(index) - here.y) ** 2;
      stretch.positions += 1;
      if (before !== null) {
        stretch.wayX += Math.abs(here.x - before.x);
        stretch.wayY += Math.abs(here.y - before.y);
        stretch.sec += timeSec - beforeSec;
      }
      [before, beforeSec] = [here, timeSec];
    }
    return stretches;
  }

  /** The moving average of one unbroken part, one position after the other: of an hours-long clip they are many. */
  *#smoothed(start: number, end: number): Generator<readonly [index: number, smooth: Position]> {
    let from = start;
    let until = start;
    let sumX = 0;
    let sumY = 0;
    for (let index = start; index < end; index += 1) {
      // The window is as wide on both sides, so that a steady movement is its own average even at the ends.
      const reach = this.#reach(index, start, end);
      for (; until < index + reach + 1; until += 1) {
        sumX += this.#x.at(until);
        sumY += this.#y.at(until);
      }
      for (; until > index + reach + 1; until -= 1) {
        sumX -= this.#x.at(until - 1);
        sumY -= this.#y.at(until - 1);
      }
      for (; from < index - reach; from += 1) {
        sumX -= this.#x.at(from);
        sumY -= this.#y.at(from);
      }
      // Where frames are unevenly spaced, the window may begin earlier again.
      for (; from > index - reach; from -= 1) {
        sumX += this.#x.at(from - 1);
        sumY += this.#y.at(from - 1);
      }
      yield [index, { x: sumX / (until - from), y: sumY / (until - from) }];
    }
  }

  /** How many positions on each side lie within the window and within the part. */
  #reach(index: number, start: number, end: number): number {
    const most = Math.min(index - start, end - 1 - index);
    const timeSec = this.#times.at(index);
    let reach = 0;
    while (
      reach < most &&
      timeSec - this.#times.at(index - reach - 1) <= smoothHalfSec &&
      this.#times.at(index + reach + 1) - timeSec <= smoothHalfSec
    ) {
      reach += 1;
    }
    return reach;
  }
}

/** The index of the first value not below `value` in a rising series; its length if there is none. */
function firstFrom(series: GrowingSeries, value: number): number {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series.at(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The middle of the stretches, each weighed by its positions: shaking goes on through a clip, while somebody who walks past
 * the lens disturbs a few seconds of it.
 */
function typical(stretches: readonly Stretch[], measure: (stretch: Stretch) => number): number {
  const sorted = stretches
    .map((stretch) => ({ value: measure(stretch), weight: stretch.positions }))
    .toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const { value, weight } of sorted) {
    passed += weight;
    if (passed >= half) return value;
  }
  return 0;
}

function classify(jitter: number, stretches: readonly Stretch[]): CameraMotion {
  const total = (measure: (stretch: Stretch) => number): number =>
    stretches.reduce((sum, stretch) => sum + measure(stretch), 0);
  const sec = total((stretch) => stretch.sec);
  if (sec === 0) return 'static';
  const speedX = total(({ wayX }) => wayX) / sec;
  const speedY = total(({ wayY }) => wayY) / sec;
  if (Math.max(speedX, speedY) >= deliberateSpeed) {
    if (speedX >= axisDominance * speedY) return 'pan';
    return speedY >= axisDominance * speedX ? 'tilt' : 'moving';
  }
  const speed = typical(stretches, (each) =>
    each.sec === 0 ? 0 : Math.hypot(each.wayX, each.wayY) / each.sec,
  );
  return jitter < tripodJitter && speed < tripodSpeed ? 'static' : 'handheld';
}
