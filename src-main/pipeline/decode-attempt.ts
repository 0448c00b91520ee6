/** One run of ffmpeg by a plan: opens its pipes, reads all of them at once, and hands what comes to the analyzers. */
import { PassThrough, type Readable } from 'node:stream';
import { AppError, toAppError } from '../../src-preload/contract/errors.ts';
import type { FfmpegReport, MediaTools } from '../media/tools.ts';
import type { AnalyzerRun } from './analyzer-run.ts';
import { samplesPerBlock } from './decode-filters.ts';
import type { DecodePlan, PictureOutput } from './decode-plan.ts';
import { readBlocks } from './frame-reader.ts';
import { readMeasures } from './measure-reader.ts';
import { SampleClock } from './sample-clock.ts';

export interface AttemptRequest {
  readonly media: Pick<MediaTools, 'startFfmpeg' | 'inputArguments'>;
  readonly plan: DecodePlan;
  readonly runs: ReadonlyMap<string, AnalyzerRun>;
  readonly durationSec: number | null;
  readonly framesPerSecond: number | null;
  readonly timeoutSec: number;
}

export interface AttemptResult {
  /** How ffmpeg failed; null where it ended well. */
  readonly failure: AppError | null;
  readonly report: FfmpegReport;
  /** Of the densest picture output. */
  readonly decodedFrames: number;
  /** Time of the last frame, or of the end of the sound where no pictures were wished. */
  readonly decodedSec: number;
}

/** Sound may go on a little longer than a container says; silence is not filled in beyond this. */
const soundMarginSec = 10;
const unknownDurationSec = 12 * 3600;
const assumedFramesPerSecond = 25;

export async function attemptDecode(request: AttemptRequest): Promise<AttemptResult> {
  const { media, plan, runs, timeoutSec } = request;
  const args = [...plan.globalOptions, ...media.inputArguments(plan.inputOptions), ...plan.outputOptions];
  const log = plan.printsThrough === 'log' ? new LogPipes(plan) : null;
  const onPrint = log === null ? {} : { onPrint: log.write };
  const child = media.startFfmpeg({ args, pipes: plan.pipeCount, timeoutSec, ...onPrint });
  const stopIfIdle = (): void => {
    for (const run of runs.values()) if (!run.hasFailed()) return;
    child.stop();
  };
  const pictures = plan.pictures.map((output) => new PictureFanOut(output, request, stopIfIdle));
  const sound = new SoundFanOut(request, stopIfIdle);
  const pipe = (descriptor: number): Readable => {
    const stream = pipeAt(child.pipes, descriptor);
    return log?.instead(stream, descriptor) ?? stream;
  };
  const reading = [
    ...pictures.map(async (fanOut) => fanOut.read(pipe)),
    sound.readSamples(pipe),
    ...plan.measures.map(async ({ pipe: descriptor, analyzers }) =>
      sound.readMeasures(pipe(descriptor), analyzers),
    ),
  ];
  const exited = child.done.finally(() => log?.end());
  const [exit, ...read] = await Promise.allSettled([exited, ...reading]);
  const broken = [exit, ...read].find((result) => result.status === 'rejected');
  const densest = pictures.reduce((best, { frames }) => Math.max(best, frames), 0);
  return {
    failure: broken === undefined ? null : toAppError(broken.reason),
    report: child.report(),
    decodedFrames: densest,
    decodedSec: pictures.length > 0 ? Math.max(...pictures.map(({ lastSec }) => lastSec)) : sound.endSec,
  };
}

/** Stands in for the pipes of times and measures where those come through ffmpeg's log. */
class LogPipes {
  readonly #streams: ReadonlyMap<number, PassThrough>;

  constructor({ pictures, samples, measures }: DecodePlan) {
    const printed = [
      ...pictures.map(({ timePipe }) => timePipe),
      ...(samples === null ? [] : [samples.timePipe]),
      ...measures.map(({ pipe }) => pipe),
    ];
    this.#streams = new Map(printed.map((descriptor) => [descriptor, new PassThrough()]));
  }

  /** The stand-in for a pipe; the pipe itself then is read to its (empty) end. */
  instead(stream: Readable, descriptor: number): Readable | null {
    const standIn = this.#streams.get(descriptor) ?? null;
    if (standIn !== null) stream.resume();
    return standIn;
  }

  readonly write = (descriptor: number, line: string): void => {
    this.#streams.get(descriptor)?.write(`${line}\n`);
  };

  end(): void {
    for (const stream of this.#streams.values()) stream.end();
  }
}

function pipeAt(pipes: readonly Readable[], descriptor: number): Readable {
  const stream = pipes[descriptor - 3];
  if (stream === undefined) throw new AppError('internal', { detail: `no pipe ${String(descriptor)}` });
  return stream;
}

/** One picture output and those who share it. */
class PictureFanOut {
  readonly #output: PictureOutput;
  readonly #request: AttemptRequest;
  readonly #targets: readonly { readonly run: AnalyzerRun; readonly wish: string }[];
  readonly #onFailure: () => void;
  frames = 0;
  lastSec = 0;

  constructor(output: PictureOutput, request: AttemptRequest, onFailure: () => void) {
    this.#output = output;
    this.#request = request;
    this.#onFailure = onFailure;
    this.#targets = output.targets.flatMap(({ analyzer, wish }) => {
      const run = request.runs.get(analyzer);
      return run === undefined ? [] : [{ run, wish }];
    });
  }

  async read(pipe: (descriptor: number) => Readable): Promise<void> {
    const { pixelPipe, timePipe, frameBytes } = this.#output;
    const streams = { blocks: pipe(pixelPipe), times: pipe(timePipe), blockBytes: frameBytes };
    await readBlocks({ ...streams, lastBlock: 'drop-if-short' }, (pixels, timeSec) =>
      this.#give(pixels, timeSec),
    );
  }

  #give(pixels: Uint8Array, printedSec: number | null): Promise<void> | undefined {
    const { durationSec, framesPerSecond } = this.#request;
    const guessedSec = this.frames === 0 ? 0 : this.lastSec + 1 / (framesPerSecond ?? assumedFramesPerSecond);
    const timeSec = printedSec ?? guessedSec;
    const frame = { index: this.frames, timeSec, pixels };
    this.frames += 1;
    this.lastSec = timeSec;
    const waits: Promise<void>[] = [];
    for (const { run, wish } of this.#targets) {
      if (run.hasFailed()) continue;
      const wait = run.giveFrame(frame, wish);
      if (wait !== undefined) waits.push(wait);
      run.progress(shareDone(timeSec, durationSec));
      if (run.hasFailed()) this.#onFailure();
    }
    return allOf(waits, this.#onFailure);
  }
}

/** 0, which still is a sign of life, where nobody knows how long the clip is. */
function shareDone(timeSec: number, durationSec: number | null): number {
  return durationSec !== null && durationSec > 0 ? timeSec / durationSec : 0;
}

/** Until those who want no more for now go on; where one of them failed meanwhile, somebody should look. */
function allOf(waits: readonly Promise<void>[], look: () => void): Promise<void> | undefined {
  return waits.length === 0 ? undefined : Promise.all(waits).then(look);
}

class SoundFanOut {
  readonly #request: AttemptRequest;
  readonly #onFailure: () => void;
  endSec = 0;

  constructor(request: AttemptRequest, onFailure: () => void) {
    this.#request = request;
    this.#onFailure = onFailure;
  }

  async readSamples(pipe: (descriptor: number) => Readable): Promise<void> {
    const { plan, durationSec } = this.#request;
    if (plan.samples === null) return;
    const { samplePipe, timePipe, analyzers } = plan.samples;
    const clock = new SampleClock((durationSec ?? unknownDurationSec) + soundMarginSec, (samples) => {
      const waits: Promise<void>[] = [];
      this.#giveAll(analyzers, clock.timeSec, (run) => {
        const wait = run.giveSamples(samples);
        if (wait !== undefined) waits.push(wait);
      });
      return allOf(waits, this.#onFailure);
    });
    const streams = { blocks: pipe(samplePipe), times: pipe(timePipe), blockBytes: samplesPerBlock * 2 };
    await readBlocks({ ...streams, lastBlock: 'may-be-short' }, (bytes, timeSec) =>
      clock.push(new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1), timeSec),
    );
  }

  async readMeasures(stream: Readable, analyzers: readonly string[]): Promise<void> {
    await readMeasures(stream, (measure) => {
      this.#giveAll(analyzers, measure.timeSec, (run) => {
        run.giveMeasure(measure);
      });
    });
  }

  #giveAll(analyzers: readonly string[], timeSec: number, give: (run: AnalyzerRun) => void): void {
    const { runs, durationSec } = this.#request;
    this.endSec = Math.max(this.endSec, timeSec);
    for (const name of analyzers) {
      const run = runs.get(name);
      if (run === undefined || run.hasFailed()) continue;
      give(run);
      // Whoever sees pictures too is told by them how far the pass is.
      if (!run.wantsPictures) run.progress(shareDone(timeSec, durationSec));
      if (run.hasFailed()) this.#onFailure();
    }
  }
}
