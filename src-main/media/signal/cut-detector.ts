/**
 * Hard cuts: where the content difference between neighbouring pictures stands out from those around it.
 *
 * The threshold adapts: a picture's difference is held against the mean of its neighbours' (without itself), as
 * PySceneDetect's adaptive detector does (https://www.scenedetect.com/docs/latest/api/detectors.html), so that
 * steady motion does not pass however strong it is. What passes is looked at once more for the three things that jump
 * without being a cut: another light on the same scene, fast motion, and a flash, after which the old scene is back.
 * Bounds were set on footage joined for that purpose (`bench/cuts.ts`, the tuning part), but for those of `inMotion`.
 */
import {
  contentDifference,
  createContentPlanes,
  fillContentPlanes,
  type ContentPlanes,
  type ContentWeights,
} from './content-difference.ts';
import { colourShift, correlation, meanColour, motionResidual, type MeanColour } from './picture-change.ts';
import { RecentItems } from './recent-items.ts';

export interface CutDetectorOptions {
  readonly width: number;
  readonly height: number;
  readonly weights: ContentWeights;
  /** Least content difference of a cut, 0 to 255. */
  readonly floor: number;
  /** How many times the mean difference of its neighbours a cut's must be. */
  readonly ratio: number;
  /** Neighbours looked at on each side, in pictures. */
  readonly neighbours: number;
  /** The old scene back within this time makes it a flash; at most `reach` pictures are looked at. */
  readonly flashSec: number;
}

export interface HardCut {
  /** Number of the first picture of the new shot. */
  readonly frame: number;
  readonly timeSec: number;
  /** How far the threshold was passed; 1 = just. */
  readonly strength: number;
}

interface Picture {
  readonly planes: ContentPlanes;
  colour: MeanColour;
  timeSec: number;
  /** Content difference to the picture before; 0 for the first. */
  score: number;
}

/** Pictures looked at behind and ahead of a possible cut. */
const reach = 10;
/** Neighbours of a still shot differ by nothing at all: this much counts as noise in any case. */
const noiseScore = 1;
/** Over this correlation both pictures show the same shapes. */
const sameShapes = 0.72;
/** A mean colour that shifts by more levels is another scene even if the shapes are the same. */
const otherColours = 12;
/** A change that is to this part explained by motion is motion. */
const motionPart = 0.34;
/**
 * Bounds of `strengthInMotion`: content difference, its ratio to those around, correlation, residuals in levels. Set by
 * judgement on made pictures: the joined footage has no cut that needs them, and none that they add wrongly.
 */
const inMotion = {
  ...{ leastScore: 14, leastRatio: 1.5, mostCorrelation: 0.45 },
  ...{ leastResidual: 12, leastResidualRatio: 2.5, noise: 2 },
};
/** A picture that is this much nearer to one before the change than the change itself brings the old scene back. */
const sceneBackPart = 0.5;

export class CutDetector {
  private readonly options: CutDetectorOptions;
  private readonly pictures: RecentItems<Picture>;
  private decided = 1;

  constructor(options: CutDetectorOptions) {
    this.options = options;
    this.pictures = new RecentItems<Picture>(2 * reach + 2, () => ({
      planes: createContentPlanes(options.width, options.height),
      colour: meanColour([]),
      timeSec: 0,
      score: 0,
    }));
  }

  /** Takes rgb24 pixels; gives the planes made of them, which stay as they are until the next call. */
  push(rgb: Uint8Array, timeSec: number): ContentPlanes {
    const picture = this.pictures.next();
    fillContentPlanes(picture.planes, rgb);
    picture.colour = meanColour(rgb);
    picture.timeSec = timeSec;
    const number = this.pictures.length - 1;
    const before = number > 0 ? this.pictures.at(number - 1).planes : null;
    picture.score = before === null ? 0 : contentDifference(before, picture.planes, this.options.weights);
    return picture.planes;
  }

  /** The next cut that is certain by now, or null. Call until null; with `atEnd` nothing more is waited for. */
  nextCut(atEnd: boolean): HardCut | null {
    const last = this.pictures.length - 1;
    while (this.decided <= (atEnd ? last : last - reach)) {
      const cut = this.judge(this.decided);
      this.decided += 1;
      if (cut !== null) return cut;
    }
    return null;
  }

  private judge(frame: number): HardCut | null {
    const { score, timeSec } = this.pictures.at(frame);
    if (score < this.options.floor || !this.isHighest(frame)) return null;
    const around = this.neighbourMean(frame);
    const threshold = Math.max(this.options.floor, this.options.ratio * around);
    const strength = score >= threshold ? score / threshold : this.strengthInMotion(frame, around);
    if (strength < 1 || this.isSameScene(frame) || this.isFlash(frame)) return null;
    return { frame, timeSec, strength };
  }

  /**
   * In fast footage a cut's difference does not stand out, but what motion leaves unexplained of it does. Costs some
   * milliseconds, so it is only asked where the shapes have changed.
   */
  private strengthInMotion(frame: number, around: number): number {
    const { score } = this.pictures.at(frame);
    if (score < inMotion.leastScore || score < inMotion.leastRatio * around) return 0;
    const [before, after] = [this.pictures.at(frame - 1).planes, this.pictures.at(frame).planes];
    if (correlation(before.luma, after.luma) > inMotion.mostCorrelation) return 0;
    const residual = motionResidual(before, after);
    if (residual < inMotion.leastResidual) return 0;
    const beside = Math.max(this.residualAt(frame - 1), this.residualAt(frame + 1), inMotion.noise);
    return residual / (inMotion.leastResidualRatio * beside);
  }

  private residualAt(frame: number): number {
    if (frame < 1 || frame - 1 < this.pictures.first || frame >= this.pictures.length) return 0;
    return motionResidual(this.pictures.at(frame - 1).planes, this.pictures.at(frame).planes);
  }

  /** The first of equals: a blend of two shots makes two steps of the same height. */
  private isHighest(frame: number): boolean {
    const { score } = this.pictures.at(frame);
    for (let other = this.from(frame); other <= this.to(frame); other += 1) {
      const otherScore = this.pictures.at(other).score;
      if (otherScore > score || (otherScore === score && other < frame)) return false;
    }
    return true;
  }

  /** Mean of the larger half of the neighbours, for in footage with repeated pictures the others are nothing. */
  private neighbourMean(frame: number): number {
    const scores: number[] = [];
    for (let other = this.from(frame); other <= this.to(frame); other += 1) {
      if (other !== frame) scores.push(this.pictures.at(other).score);
    }
    const upper = scores.sort((a, b) => b - a).slice(0, Math.ceil(scores.length / 2));
    const sum = upper.reduce((total, score) => total + score, 0);
    return Math.max(noiseScore, upper.length === 0 ? 0 : sum / upper.length);
  }

  private from(frame: number): number {
    return Math.max(1, frame - this.options.neighbours, this.pictures.first);
  }

  private to(frame: number): number {
    return Math.min(this.pictures.length - 1, frame + this.options.neighbours);
  }

  private isSameScene(frame: number): boolean {
    const before = this.pictures.at(frame - 1);
    const after = this.afterBlend(frame);
    if (colourShift(before.colour, after.colour) >= otherColours) return false;
    if (correlation(before.planes.luma, after.planes.luma) > sameShapes) return true;
    const plain = meanDifference(before.planes.luma, after.planes.luma);
    return motionResidual(before.planes, after.planes) < motionPart * plain;
  }

  /** The new shot's first whole picture: where frames were blended, the one after the blend. */
  private afterBlend(frame: number): Picture {
    const next = frame + 1;
    const blended =
      next < this.pictures.length && this.pictures.at(next).score > 0.4 * this.pictures.at(frame).score;
    return this.pictures.at(blended ? next : frame);
  }

  /** Whether the scene from before a change is back soon after it, or a picture just before was the exception. */
  private isFlash(frame: number): boolean {
    const { score } = this.pictures.at(frame);
    for (let step = 1; step < reach; step += 1) {
      if (this.returns(frame - 1, frame + step, score)) return true;
      if (this.returns(frame - 1 - step, frame, score)) return true;
    }
    return false;
  }

  private returns(early: number, late: number, score: number): boolean {
    if (early < this.pictures.first || late >= this.pictures.length) return false;
    const before = this.pictures.at(early);
    const after = this.pictures.at(late);
    const gapSec = after.timeSec - before.timeSec;
    if (gapSec > this.options.flashSec) return false;
    return contentDifference(before.planes, after.planes, this.options.weights) < sceneBackPart * score;
  }
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += Math.abs((a[index] ?? 0) - (b[index] ?? 0));
  return a.length === 0 ? 0 : sum / a.length;
}
