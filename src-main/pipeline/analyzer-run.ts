/**
 * One analyzer's part in a decode pass. What its analysis throws is its own failure and stops nobody else; from then on it is
 * given nothing more. Counts what it was given and the time its code takes.
 */
import { type AppError, toAppError } from '../../src-preload/contract/errors.ts';
import type {
  AudioMeasure,
  DecodeSummary,
  DecodeWishes,
  Frame,
  RunningAnalysis,
  StageContext,
  StageOutcome,
} from './stage.ts';

export interface DecodeAnalyzer {
  readonly name: string;
  readonly wishes: DecodeWishes;
  readonly analysis: RunningAnalysis;
  readonly context: Pick<StageContext<unknown>, 'progress'>;
  /** Begins anew, for a second decode after one that broke. Without it a broken decode is not tried again. */
  readonly restart?: () => RunningAnalysis;
}

const progressPeriodMs = 250;

export class AnalyzerRun {
  readonly name: string;
  readonly wishes: DecodeWishes;
  readonly #analyzer: DecodeAnalyzer;
  #analysis: RunningAnalysis;
  #failure: AppError | null = null;
  #given = 0;
  #busyMs = 0;
  #lastProgressMs = 0;

  constructor(analyzer: DecodeAnalyzer) {
    this.name = analyzer.name;
    this.wishes = analyzer.wishes;
    this.#analyzer = analyzer;
    this.#analysis = analyzer.analysis;
  }

  hasFailed(): boolean {
    return this.#failure !== null;
  }

  /** Frames, blocks of samples and measures that it has been given. */
  get given(): number {
    return this.#given;
  }

  /** Seconds spent in its code. */
  get busySec(): number {
    return this.#busyMs / 1000;
  }

  get wantsPictures(): boolean {
    return Object.keys(this.wishes.frames ?? {}).length > 0;
  }

  get wantsSound(): boolean {
    return this.wishes.audio?.samples === true || this.wishes.audio?.measure !== undefined;
  }

  get canRestart(): boolean {
    return this.#given === 0 || this.#analyzer.restart !== undefined;
  }

  /** Forgets what it was given. Only where `canRestart`. */
  restart(): void {
    if (this.#given === 0) return;
    void this.#guard(() => {
      if (this.#analyzer.restart !== undefined) this.#analysis = this.#analyzer.restart();
      return undefined;
    });
    this.#given = 0;
  }

  /** A promise where it wants no more for now; it never rejects. */
  giveFrame(frame: Frame, wish: string): Promise<void> | undefined {
    return this.#guard(() => this.#analysis.onFrame?.(frame, wish) ?? undefined);
  }

  giveSamples(samples: Int16Array): Promise<void> | undefined {
    return this.#guard(() => this.#analysis.onSamples?.(samples) ?? undefined);
  }

  giveMeasure(measure: AudioMeasure): void {
    void this.#guard(() => {
      this.#analysis.onMeasure?.(measure);
      return undefined;
    });
  }

  progress(fraction: number): void {
    const nowMs = performance.now();
    if (this.#failure !== null || nowMs - this.#lastProgressMs < progressPeriodMs) return;
    this.#lastProgressMs = nowMs;
    this.#analyzer.context.progress(Math.min(Math.max(fraction, 0), 1));
  }

  fail(error: AppError): void {
    this.#failure ??= error;
  }

  async finish(summary: DecodeSummary): Promise<StageOutcome | AppError> {
    if (this.#failure !== null) return this.#failure;
    const startMs = performance.now();
    try {
      return await this.#analysis.finish(summary);
    } catch (error) {
      return toAppError(error, { stage: this.name });
    } finally {
      this.#busyMs += performance.now() - startMs;
    }
  }

  #guard(call: () => Promise<void> | undefined): Promise<void> | undefined {
    if (this.#failure !== null) return undefined;
    this.#given += 1;
    const startMs = performance.now();
    try {
      return call()?.catch((error: unknown) => {
        this.fail(toAppError(error, { stage: this.name }));
      });
    } catch (error) {
      this.#failure = toAppError(error, { stage: this.name });
      return undefined;
    } finally {
      this.#busyMs += performance.now() - startMs;
    }
  }
}
