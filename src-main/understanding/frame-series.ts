/**
 * What a model makes of the sampled frames of a clip, in their order. Frames that hardly differ from the last one that was
 * looked at get its answer. No more than `mostInFlight` wait for the model: beyond that `push` holds the decode back.
 */
import type { Picture } from '../../src-preload/contract/inference-tasks.ts';
import type { Frame } from '../pipeline/stage.ts';
import type { FrameGate } from './frame-gate.ts';

export interface FrameSeriesOptions<Answer> {
  readonly size: { readonly width: number; readonly height: number };
  /** null: every frame is looked at. */
  readonly gate: FrameGate | null;
  /** At least 1. Default 3. */
  readonly mostInFlight?: number;
  readonly keep: (frame: Frame, size: { readonly width: number; readonly height: number }) => Picture;
  readonly analyse: (picture: Picture, timeSec: number) => Promise<Answer>;
}

export interface Sample<Answer> {
  readonly timeSec: number;
  readonly answer: Answer;
  /** 'repeated': that of the frame before. */
  readonly origin: 'analysed' | 'repeated';
}

export interface SeriesResult<Answer> {
  readonly samples: readonly Sample<Answer>[];
  readonly frames: { readonly seen: number; readonly analysed: number };
}

interface Pending<Answer> {
  readonly timeSec: number;
  readonly answer: Promise<Answer>;
  readonly origin: Sample<Answer>['origin'];
}

const usualInFlight = 3;

export class FrameSeries<Answer> {
  readonly #options: FrameSeriesOptions<Answer>;
  readonly #samples: Pending<Answer>[] = [];
  readonly #inFlight = new Set<Promise<unknown>>();
  #analysed = 0;
  #failure: Promise<Answer> | null = null;

  constructor(options: FrameSeriesOptions<Answer>) {
    this.#options = options;
  }

  /** A promise where the decode has to wait. It rejects with what the model failed of. */
  push(frame: Frame): Promise<void> | undefined {
    const { keep, size, gate, analyse, mostInFlight = usualInFlight } = this.#options;
    const { timeSec, pixels } = frame;
    // What failed once would fail of every further frame: the decode should not go on for it.
    if (this.#failure !== null) return this.#failure.then(() => undefined);
    const last = this.#samples.at(-1);
    if (gate?.judge({ pixels, ...size }) === 'same' && last !== undefined) {
      this.#samples.push({ timeSec, answer: last.answer, origin: 'repeated' });
      return undefined;
    }
    const answer = analyse(keep(frame, size), timeSec);
    this.#analysed += 1;
    this.#samples.push({ timeSec, answer, origin: 'analysed' });
    const settled = answer.then(
      () => undefined,
      // Told by `finish`, by the next `push`, and by whoever waits below.
      () => void (this.#failure ??= answer),
    );
    this.#inFlight.add(settled);
    void settled.then(() => this.#inFlight.delete(settled));
    return this.#inFlight.size < mostInFlight ? undefined : this.#waitForOne(answer);
  }

  async finish(): Promise<SeriesResult<Answer>> {
    const answers = await Promise.all(this.#samples.map(({ answer }) => answer));
    const samples = this.#samples.map(({ timeSec, origin }, at) => ({
      timeSec,
      origin,
      answer: answers[at] as Answer,
    }));
    return { samples, frames: { seen: samples.length, analysed: this.#analysed } };
  }

  async #waitForOne(newest: Promise<Answer>): Promise<void> {
    await Promise.race([...this.#inFlight, newest.then(() => undefined)]);
  }
}
