/**
 * Stretches of black pictures, and stretches in which the picture stands still.
 *
 * Black: 95 % of the pixels under a luma of 25 of 255, which is the pixel threshold of ffmpeg's blackdetect (0.10 of
 * the range; https://ffmpeg.org/ffmpeg-filters.html#blackdetect); a few per cent are left to burnt-in text. Frozen:
 * each picture is held against the first one of its stretch, as ffmpeg's freezedetect does, by the mean and, so that
 * a small thing that moves counts, by the largest difference of its pixels.
 */
export interface TimeSpan {
  readonly startSec: number;
  readonly endSec: number;
}

export const blackLuma = 25;
export const whiteLuma = 230;

/** Joins the stretches in which something holds. Times must not fall. */
export class SpanCollector {
  private readonly spans: TimeSpan[] = [];
  private readonly minimumSec: number;
  private startSec: number | null = null;

  constructor(minimumSec: number) {
    this.minimumSec = minimumSec;
  }

  push(timeSec: number, holds: boolean): void {
    if (holds) this.startSec ??= timeSec;
    else this.close(timeSec);
  }

  /** Ends a stretch here; what holds from now on is a new one. */
  close(timeSec: number): void {
    // Times are sums of fractions: a stretch of exactly the minimum must not be lost to the last digit.
    if (this.startSec !== null && timeSec - this.startSec >= this.minimumSec - 1e-6) {
      this.spans.push({ startSec: this.startSec, endSec: timeSec });
    }
    this.startSec = null;
  }

  /** The last picture is shown until `endSec`. */
  finish(endSec: number): readonly TimeSpan[] {
    this.close(endSec);
    return this.spans;
  }
}

export interface FrozenOptions {
  readonly minimumSec: number;
  /** Largest mean difference of luma from the stretch's first picture, levels of 0 to 255. */
  readonly meanTolerance: number;
  /** Largest difference of any pixel. */
  readonly pixelTolerance: number;
}

export class FrozenDetector {
  private readonly options: FrozenOptions;
  private readonly spans: SpanCollector;
  private reference: Uint8Array | null = null;
  private referenceSec = 0;
  private still = false;

  constructor(options: FrozenOptions) {
    this.options = options;
    this.spans = new SpanCollector(options.minimumSec);
  }

  push(luma: Uint8Array, timeSec: number): void {
    const reference = this.reference;
    if (reference !== null && isStill(reference, luma, this.options)) {
      if (!this.still) this.spans.push(this.referenceSec, true);
      this.still = true;
      return;
    }
    if (this.still) this.spans.close(timeSec);
    this.still = false;
    if (reference === null) this.reference = luma.slice();
    else reference.set(luma);
    this.referenceSec = timeSec;
  }

  finish(endSec: number): readonly TimeSpan[] {
    return this.spans.finish(endSec);
  }
}

function isStill(reference: Uint8Array, luma: Uint8Array, options: FrozenOptions): boolean {
  let sum = 0;
  for (let pixel = 0; pixel < luma.length; pixel += 1) {
    const difference = Math.abs((luma[pixel] ?? 0) - (reference[pixel] ?? 0));
    if (difference > options.pixelTolerance) return false;
    sum += difference;
  }
  return sum <= options.meanTolerance * luma.length;
}
