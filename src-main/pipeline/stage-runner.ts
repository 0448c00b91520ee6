/**
 * Runs what the scheduler has claimed for one clip: a single stage, or several frame analyzers over one decode.
 * Never rejects: every claimed stage ends as an EndedRun. Where the clip's file was written to while it was read, whatever came
 * of that is dropped.
 */
import { AppError } from '../../src-preload/contract/errors.ts';
import { type DecodePassResult, runDecodePass } from './decode-pass.ts';
import type { DecodeAnalyzer } from './decode-pass.ts';
import { changeOf } from './file-change.ts';
import { toRunFailure } from './run-failure.ts';
import { SharedLooks } from './stage-inference.ts';
import type { FrameAnalyzer, Stage, StageOutcome } from './stage.ts';
import {
  beginRun,
  type ClipFile,
  type DueStage,
  type EndedRun,
  type RunDependencies,
  type SharedDecode,
  type StageRun,
} from './stage-run.ts';

export interface Claim {
  readonly clipId: string;
  readonly profile: string;
  /** One stage of any kind, or several frame analyzers. */
  readonly due: readonly DueStage[];
  /** Whether its queue has more to run beside it. */
  readonly company: 'alone' | 'among-others';
}

export interface RunnerOptions {
  /** Decoder threads of a decode that has company, and of one that has the machine to itself; 0 = as ffmpeg likes. Asked for each. */
  readonly decodeThreads: () => { readonly amongOthers: number; readonly alone: number };
}

export class StageRunner {
  readonly #dependencies: RunDependencies;
  readonly #options: RunnerOptions;

  constructor(dependencies: RunDependencies, options: RunnerOptions) {
    this.#dependencies = dependencies;
    this.#options = options;
  }

  async run(
    claim: Claim,
    signal: AbortSignal,
    onProgress: (stage: string, fraction: number) => void,
  ): Promise<EndedRun[]> {
    const located = await this.#locate(claim.clipId);
    const file = located instanceof AppError ? unknownFile : located;
    const { clipId, profile } = claim;
    const looks = new SharedLooks();
    const ended: EndedRun[] = [];
    const members: Member[] = [];
    for (const due of claim.due) {
      const begun = beginRun(this.#dependencies, { clipId, profile, due, file, looks, signal, onProgress });
      if (!('context' in begun)) ended.push(begun);
      else members.push({ stage: due.stage, run: begun });
    }
    if (located instanceof AppError) return [...ended, ...members.map(({ run }) => run.end(located, null))];
    const analyzers: Analyzing[] = [];
    for (const { stage, run } of members) {
      if (stage.kind === 'frame-analyzer') analyzers.push({ stage, run });
      else ended.push(await runSingle(stage, run, file));
    }
    return [...ended, ...(await this.#runTogether(analyzers, file, signal, claim.company))];
  }

  async #locate(clipId: string): Promise<ClipFile | AppError> {
    try {
      return await this.#dependencies.locate(clipId);
    } catch (error) {
      return toRunFailure(error, { clip: clipId });
    }
  }

  async #runTogether(
    members: readonly Analyzing[],
    file: ClipFile,
    signal: AbortSignal,
    company: Claim['company'],
  ): Promise<EndedRun[]> {
    const ended: EndedRun[] = [];
    const running: { analyzer: DecodeAnalyzer; run: StageRun }[] = [];
    for (const { stage, run } of members) {
      const analyzer = attempt(() => beginAnalysis(stage, run));
      if (analyzer instanceof AppError) ended.push(run.end(analyzer, null));
      else if ('skip' in analyzer) ended.push(run.end({ state: 'skipped', reason: analyzer.skip }, null));
      else running.push({ analyzer, run });
    }
    const first = running[0];
    if (first === undefined) return ended;
    const { alone, amongOthers } = this.#options.decodeThreads();
    const pass = await decode(
      first.run,
      running.map(({ analyzer }) => analyzer),
      { file, signal, threads: company === 'alone' ? alone : amongOthers },
    );
    const change = await changeOf(file);
    for (const { analyzer, run } of running) ended.push(endOfAnalysis(run, analyzer.name, pass, change));
    return ended;
  }
}

async function decode(
  first: StageRun,
  analyzers: readonly DecodeAnalyzer[],
  how: { readonly file: ClipFile; readonly signal: AbortSignal; readonly threads: number },
): Promise<DecodePassResult | AppError> {
  const { file, signal, threads } = how;
  try {
    return await runDecodePass({
      media: first.context.media,
      probe: first.context.artifacts.get('probe'),
      filePath: file.path,
      analyzers,
      signal,
      threads,
      // Nothing refers to these pictures, so nothing drifts; saves up to a tenth of an H.264 decode.
      skipLoopFilter: 'noref',
    });
  } catch (error) {
    return toRunFailure(error, { file: file.path });
  }
}

function endOfAnalysis(
  run: StageRun,
  name: string,
  pass: DecodePassResult | AppError,
  change: AppError | null,
): EndedRun {
  if (pass instanceof AppError) return run.end(outcomeOf(pass, change, run), null);
  const { wallSec, cpuSec, peakMemoryBytes, results, busySecByAnalyzer } = pass;
  const result = results.get(name) ?? new AppError('internal', { stage: name, detail: 'no result' });
  const busySec = busySecByAnalyzer.get(name) ?? 0;
  const shared: SharedDecode = { stages: [...results.keys()], wallSec, cpuSec, peakMemoryBytes, busySec };
  return run.end(outcomeOf(result, change, run), shared);
}

interface Member {
  readonly stage: Stage | FrameAnalyzer;
  readonly run: StageRun;
}

interface Analyzing extends Member {
  readonly stage: FrameAnalyzer;
}

const unknownFile: ClipFile = { path: '', sizeBytes: 0, modifiedNs: '0' };

async function runSingle(stage: Stage, run: StageRun, file: ClipFile): Promise<EndedRun> {
  let result: StageOutcome | AppError;
  try {
    result = await stage.run(run.context);
  } catch (error) {
    result = toRunFailure(error, { stage: stage.name });
  }
  return run.end(outcomeOf(result, await changeOf(file), run), null);
}

function beginAnalysis(stage: FrameAnalyzer, run: StageRun): DecodeAnalyzer | { readonly skip: string } {
  const wishes = stage.wishes(run.context);
  if ('skip' in wishes) return { skip: wishes.skip };
  const { context } = run;
  return {
    name: stage.name,
    wishes,
    analysis: stage.begin(context),
    context,
    restart: () => stage.begin(context),
  };
}

function attempt<T>(action: () => T): T | AppError {
  try {
    return action();
  } catch (error) {
    return toRunFailure(error, {});
  }
}

/**
 * What a result is worth. A run that we stopped ends with the reason it was stopped for, whatever the stage made of it; and
 * a file that changed explains a failure as well as it spoils a result.
 */
function outcomeOf(
  result: StageOutcome | AppError,
  change: AppError | null,
  run: StageRun,
): StageOutcome | AppError {
  const { signal } = run.context;
  if (result instanceof AppError && signal.aborted) return toRunFailure(signal.reason, {});
  return change ?? result;
}
