/**
 * One decode of a clip for all frame analyzers that are due.
 *
 * Usually that is one run of ffmpeg. It is run again in two cases only:
 * - it failed while both pictures and sound were read: then each side alone, so that broken sound does not cost the
 *   pictures and the other way round;
 * - only keyframes were decoded and there were none: then every frame, because some streams do not mark any.
 * A damaged clip counts for what could be decoded of it; an analyzer that was given nothing at all fails.
 */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { AppError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import { classifyMessages } from '../media/ffmpeg-errors.ts';
import type { MediaTools } from '../media/tools.ts';
import { AnalyzerRun, type DecodeAnalyzer } from './analyzer-run.ts';
import { attemptDecode, type AttemptResult } from './decode-attempt.ts';
import { findClock, unshifted } from './decode-clock.ts';
import { type DecodeClock, type DecodePlan, planDecode, type PlanRequest } from './decode-plan.ts';
import type { StageOutcome } from './stage.ts';

export type { DecodeAnalyzer } from './analyzer-run.ts';

export interface DecodePassRequest {
  readonly media: Pick<
    MediaTools,
    'capabilities' | 'startFfmpeg' | 'inputArguments' | 'extractKeyframes' | 'ffprobe'
  >;
  readonly probe: Artifact<'probe'>;
  /** For error facts. */
  readonly filePath: string;
  readonly analyzers: readonly DecodeAnalyzer[];
  readonly signal: AbortSignal;
  /** Decoder threads; 0 = as many as ffmpeg likes. */
  readonly threads: number;
  readonly skipLoopFilter?: 'none' | 'noref';
  /** Default: two minutes and thirty times the clip's duration. */
  readonly timeoutSec?: number;
}

export interface DecodePassResult {
  /** By analyzer. */
  readonly results: ReadonlyMap<string, StageOutcome | AppError>;
  readonly wallSec: number;
  readonly cpuSec: number | null;
  readonly peakMemoryBytes: number | null;
  /** How many outputs of pictures and sound the decode had. */
  readonly pictureOutputs: number;
  readonly soundOutputs: number;
  readonly keyframesOnly: boolean;
  /** Runs of ffmpeg. */
  readonly attempts: number;
  /** Seconds spent in each analyzer's code. */
  readonly busySecByAnalyzer: ReadonlyMap<string, number>;
  readonly errorCount: number;
  readonly messages: readonly string[];
}

type Side = 'pictures' | 'sound';

/** Failures that concern the whole clip or machine: another run of the same would not fare better. */
const conclusive: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...([
    'cancelled',
    'timeout',
    'tool-crashed',
    'tool-missing',
    'out-of-memory',
    'disk-full',
    'internal',
  ] as const),
  ...(['file-missing', 'permission-denied', 'input-refused'] as const),
]);

/** Their decoders in ffmpeg know nothing of `-skip_frame`, or gain nothing by it. */
const codecsDecodedWhole: ReadonlySet<string> = new Set(['vp8', 'vp9', 'av1']);

const baseTimeoutSec = 120;
const timeoutPerClipSecond = 30;
const assumedDurationSec = 3600;

/** Never rejects: what fails is in the results. */
export async function runDecodePass(request: DecodePassRequest): Promise<DecodePassResult> {
  const pass = new DecodePass(request);
  await pass.decode();
  return pass.finish();
}

class DecodePass {
  readonly #request: DecodePassRequest;
  readonly #runs: ReadonlyMap<string, AnalyzerRun>;
  readonly #attempts: { readonly plan: DecodePlan; readonly result: AttemptResult }[] = [];
  readonly #startMs = performance.now();

  constructor(request: DecodePassRequest) {
    this.#request = request;
    this.#runs = new Map(request.analyzers.map((analyzer) => [analyzer.name, new AnalyzerRun(analyzer)]));
  }

  async decode(): Promise<void> {
    const { plan, result } = await this.#attempt({ betweenKeyframes: 'skip' });
    if (plan.keyframesOnly && result.decodedFrames === 0 && !isConclusive(result.failure)) {
      this.#restart('pictures');
      await this.#settle(await this.#attempt({ betweenKeyframes: 'decode' }));
      return;
    }
    await this.#settle({ plan, result });
  }

  /** Decides what an attempt was worth, and tries each side alone where that may save one. */
  async #settle({ plan, result }: { plan: DecodePlan; result: AttemptResult }): Promise<void> {
    const hasBoth = plan.pictures.length > 0 && (plan.samples !== null || plan.measures.length > 0);
    const again = result.failure !== null && hasBoth && !isConclusive(result.failure) && this.#canRestart();
    if (!again) {
      this.#judge(result, 'pictures');
      this.#judge(result, 'sound');
      return;
    }
    this.#restart('pictures');
    this.#restart('sound');
    const pictures = await this.#attempt({ betweenKeyframes: 'skip', only: 'pictures' });
    this.#judge(pictures.result, 'pictures');
    if (isConclusive(pictures.result.failure)) return;
    const sound = await this.#attempt({ betweenKeyframes: 'skip', only: 'sound' });
    this.#judge(sound.result, 'sound');
  }

  async #attempt(how: Pick<PlanRequest, 'betweenKeyframes' | 'only'>) {
    const { media, probe, filePath } = this.#request;
    const clock = await findClock(media, probe, this.#plan(probe.video.index, unshifted, how));
    const whole = this.#plan(probe.video.index, clock, how);
    const inputArguments = await this.#inputFor(whole);
    const plan = inputArguments === media.inputArguments ? whole : this.#plan(0, clock, how);
    const { durationSec } = probe;
    const timeoutSec =
      this.#request.timeoutSec ?? baseTimeoutSec + timeoutPerClipSecond * (durationSec ?? assumedDurationSec);
    const { framesPerSecond } = probe.video;
    const runs = this.#runs;
    const result =
      plan.pipeCount === 0
        ? nothingToDo
        : await safely(
            { media: { ...media, inputArguments }, plan, runs, durationSec, framesPerSecond, timeoutSec },
            filePath,
          );
    const attempt = { plan, result };
    this.#attempts.push(attempt);
    return attempt;
  }

  #plan(videoIndex: number, clock: DecodeClock, how: Pick<PlanRequest, 'betweenKeyframes' | 'only'>) {
    const { media, probe, analyzers, threads, skipLoopFilter = 'none' } = this.#request;
    const streams = { ...probe, video: { ...probe.video, index: videoIndex } };
    const { capabilities } = media;
    return planDecode({ analyzers, probe: streams, capabilities, threads, skipLoopFilter, clock, ...how });
  }

  /** The clip itself, or its keyframes alone where the decoder would not leave out the others. */
  async #inputFor({ keyframesOnly, samples, measures }: DecodePlan): Promise<MediaTools['inputArguments']> {
    const { media, probe } = this.#request;
    const { codec, index } = probe.video;
    const isSilent = samples === null && measures.length === 0;
    if (!keyframesOnly || !isSilent || !codecsDecodedWhole.has(codec ?? '')) return media.inputArguments;
    return media.extractKeyframes(index).catch(() => media.inputArguments);
  }

  #canRestart(): boolean {
    return [...this.#runs.values()].every((run) => run.canRestart);
  }

  #restart(side: Side): void {
    for (const run of this.#runs.values()) if (wants(run, side)) run.restart();
  }

  /** Fails the analyzers of one side that an attempt has left with nothing. */
  #judge({ failure, report, decodedFrames }: AttemptResult, side: Side): void {
    for (const run of this.#runs.values()) {
      if (!wants(run, side)) continue;
      if (failure !== null && isConclusive(failure)) run.fail(failure);
      else if (side === 'pictures' && decodedFrames === 0)
        run.fail(this.#nothingDecoded(failure, report.messages));
      else if (run.given === 0 && (failure !== null || report.errorCount > 0)) {
        run.fail(this.#nothingDecoded(failure, report.messages));
      }
    }
  }

  #nothingDecoded(failure: AppError | null, messages: readonly string[]): AppError {
    if (failure !== null && failure.code !== 'tool-failed') return failure;
    const known = classifyMessages(messages);
    const detail = known?.detail ?? messages.at(-1) ?? 'nothing could be decoded';
    return new AppError(
      known?.code ?? 'media-unreadable',
      { file: this.#request.filePath, detail },
      failure ?? undefined,
    );
  }

  async finish(): Promise<DecodePassResult> {
    const results = new Map<string, StageOutcome | AppError>();
    for (const run of this.#runs.values()) results.set(run.name, await run.finish(this.#summaryFor(run)));
    const plans = this.#attempts.map(({ plan }) => plan);
    const reports = this.#attempts.map(({ result }) => result.report);
    return {
      results,
      wallSec: (performance.now() - this.#startMs) / 1000,
      cpuSec: sumOf(reports.map(({ cpuSec }) => cpuSec)),
      peakMemoryBytes: largestOf(reports.map(({ peakMemoryBytes }) => peakMemoryBytes)),
      pictureOutputs: Math.max(0, ...plans.map(({ pictures }) => pictures.length)),
      soundOutputs: Math.max(
        0,
        ...plans.map(({ samples, measures }) => measures.length + (samples === null ? 0 : 1)),
      ),
      keyframesOnly: plans.at(-1)?.keyframesOnly ?? false,
      attempts: plans.length,
      busySecByAnalyzer: new Map([...this.#runs.values()].map((run) => [run.name, run.busySec])),
      errorCount: reports.reduce((sum, { errorCount }) => sum + errorCount, 0),
      messages: [...new Set(reports.flatMap(({ messages }) => messages))],
    };
  }

  /** Of the last attempt that this analyzer took part in. */
  #summaryFor(run: AnalyzerRun) {
    const mine = this.#attempts.findLast(({ plan }) =>
      wants(run, 'pictures') ? plan.pictures.length > 0 : plan.samples !== null || plan.measures.length > 0,
    );
    const { result, plan } = mine ?? { result: nothingToDo, plan: null };
    const ending = result.failure === null ? [] : [result.failure.message];
    return {
      decodedFrames: result.decodedFrames,
      decodedSec: result.decodedSec,
      keyframesOnly: plan?.keyframesOnly ?? false,
      errorCount: result.report.errorCount + ending.length,
      messages: [...result.report.messages, ...ending],
    };
  }
}

const nothingToDo: AttemptResult = {
  failure: null,
  report: { messages: [], errorCount: 0, wallSec: 0, cpuSec: null, peakMemoryBytes: null },
  decodedFrames: 0,
  decodedSec: 0,
};

async function safely(request: Parameters<typeof attemptDecode>[0], file: string): Promise<AttemptResult> {
  try {
    return await attemptDecode(request);
  } catch (error) {
    const failure =
      error instanceof AppError ? error : new AppError('internal', { file, detail: String(error) }, error);
    return { ...nothingToDo, failure };
  }
}

function wants(run: AnalyzerRun, side: Side): boolean {
  return side === 'pictures' ? run.wantsPictures : run.wantsSound;
}

function isConclusive(failure: AppError | null): boolean {
  return failure !== null && conclusive.has(failure.code);
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function largestOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
