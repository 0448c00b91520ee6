/** Gathers what samples and small frames of one clip tell about its picture. */
import { CameraPath, type CameraMotion } from './camera-path.ts';
import { ColourHistogram, type DominantColour } from './dominant-colours.ts';
import { GlobalMotionTracker } from './global-motion.ts';
import { type Letterbox, LetterboxDetector } from './letterbox.ts';
import { lumaOfRgb } from './luma-histogram.ts';
import {
  measureSharpness,
  median,
  rateSharpness,
  type Sharpness,
  type SharpnessRating,
} from './sharpness.ts';

/** Frames that follow faster are passed over: motion is no clearer, only dearer, at more than some 30 a second. */
const shortestStepSec = 0.03;
/** Pixels next to a bar that the bar's edge has touched. */
const barMargin = 2;

export interface PictureSizes {
  /** Of the grey samples. */
  readonly sampleWidth: number;
  readonly sampleHeight: number;
  /** Of the small RGB frames, which the picture is stretched to. */
  readonly smallWidth: number;
  readonly smallHeight: number;
  /** Width over height of the picture as it is shown. */
  readonly displayAspect: number;
}

export interface PictureFacts {
  readonly sharpness: number;
  /** null where all is black. */
  readonly sharpnessRating: SharpnessRating | null;
  readonly motion: number;
  readonly stability: number;
  readonly cameraMotion: CameraMotion;
  readonly letterbox: Letterbox;
  readonly dominantColours: DominantColour[];
  readonly samples: { readonly timeSec: number; readonly sharpness: number; readonly motion: number }[];
}

export class PictureAnalysis {
  readonly #sizes: PictureSizes;
  readonly #bars: LetterboxDetector;
  readonly #colours = new ColourHistogram();
  readonly #tracker: GlobalMotionTracker;
  readonly #path = new CameraPath();
  readonly #samples: { readonly timeSec: number; readonly sharpness: Sharpness | null }[] = [];
  #lastSmallSec: number | null = null;

  constructor(sizes: PictureSizes) {
    this.#sizes = sizes;
    this.#bars = new LetterboxDetector(sizes.sampleWidth, sizes.sampleHeight);
    const pixelHeight = sizes.smallWidth / sizes.smallHeight / sizes.displayAspect;
    this.#tracker = new GlobalMotionTracker(sizes.smallWidth, sizes.smallHeight, pixelHeight);
  }

  /** A grey sample of the sample size. */
  addSample(timeSec: number, pixels: Uint8Array): void {
    this.#bars.add(pixels);
    const region = this.#bars.contentRegion(barMargin);
    const { sampleWidth, sampleHeight } = this.#sizes;
    const sharpness = region === null ? null : measureSharpness(pixels, sampleWidth, sampleHeight, region);
    this.#samples.push({ timeSec, sharpness });
  }

  /** A small RGB frame, for motion. */
  addSmall(timeSec: number, rgb: Uint8Array): void {
    const last = this.#lastSmallSec;
    if (last !== null && timeSec - last < shortestStepSec) return;
    this.#lastSmallSec = timeSec;
    const motion = this.#tracker.next((luma) => {
      lumaOfRgb(rgb, luma);
    });
    if (motion === null || last === null) {
      this.#path.start(timeSec);
      return;
    }
    const { smallWidth, smallHeight, displayAspect } = this.#sizes;
    this.#path.add({
      timeSec,
      durationSec: timeSec - last,
      x: (motion.x / smallWidth) * 100,
      y: (motion.y / smallHeight / displayAspect) * 100,
      content: (motion.content / smallWidth) * 100,
      aligned: motion.aligned,
    });
  }

  /** A small RGB frame, for its colours. */
  addColours(rgb: Uint8Array): void {
    this.#colours.add(rgb);
  }

  /** null if there was no sample. */
  finish(): PictureFacts | null {
    if (this.#samples.length === 0) return null;
    const { bars, share } = this.#bars.finish();
    // Black pictures are neither sharp nor blurred.
    const measured = this.#samples.flatMap(({ sharpness }) => sharpness ?? []);
    const crispest = median(measured.map((each) => each.crispest));
    const { motion, stability, cameraMotion } = this.#path.summarize();
    return {
      sharpness: median(measured.map(({ variance }) => variance)),
      sharpnessRating: measured.length === 0 ? null : rateSharpness(crispest),
      motion,
      stability,
      cameraMotion,
      letterbox: bars,
      dominantColours: this.#colours.dominant(share),
      samples: this.#samples.map((sample, index) => ({
        timeSec: sample.timeSec,
        sharpness: sample.sharpness?.variance ?? 0,
        motion: this.#path.motionBetween(sample.timeSec, this.#samples[index + 1]?.timeSec ?? Infinity),
      })),
    };
  }
}
