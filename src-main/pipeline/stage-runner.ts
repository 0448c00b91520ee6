/**
 * Runs what the scheduler has claimed for one clip: a single stage, or several frame analyzers over one decode.
 * Never rejects: every claimed stage ends as an EndedRun.
 */
import { AppError, toAppError } from '../../src-preload/contract/errors.ts';
import { runDecodePass } from './decode-pass.ts';
import type { DecodeAnalyzer } from './decode-pass.ts';
import type { FrameAnalyzer, Stage } from './stage.ts';
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
  /** Decoder threads of a decode that has company, and of one that has the machine to itself; 0 = as ffmpeg likes. */
  readonly decodeThreads: { readonly amongOthers: number; readonly alone: number };
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
    const runs = claim.due.map((due) => ({
      due,
      run: beginRun(this.#dependencies, {
        clipId: claim.clipId,
        profile: claim.profile,
        due,
        file,
        signal,
        onProgress,
      }),
    }));
    if (located instanceof AppError) return runs.map(({ run }) => run.end(located, null));
    const analyzers = runs.flatMap(({ due, run }) =>
      due.stage.kind === 'frame-analyzer' ? [{ stage: due.stage, run }] : [],
    );
    const single = runs[0];
    if (analyzers.length === 0 && single?.due.stage.kind === 'stage') {
      return [await runSingle(single.due.stage, single.run)];
    }
    const { alone, amongOthers } = this.#options.decodeThreads;
    return this.#runTogether(analyzers, file, signal, claim.company === 'alone' ? alone : amongOthers);
  }

  async #locate(clipId: string): Promise<ClipFile | AppError> {
    try {
      return await this.#dependencies.locate(clipId);
    } catch (error) {
      return toAppError(error);
    }
  }

  async #runTogether(
    members: readonly { readonly stage: FrameAnalyzer; readonly run: StageRun }[],
    file: ClipFile,
    signal: AbortSignal,
    threads: number,
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
    const pass = await runDecodePass({
      media: first.run.context.media,
      probe: first.run.context.artifacts.get('probe'),
      filePath: file.path,
      analyzers: running.map(({ analyzer }) => analyzer),
      signal,
      threads,
      // Nothing refers to these pictures, so nothing drifts; saves up to a tenth of an H.264 decode.
      skipLoopFilter: 'noref',
    });
    const { wallSec, cpuSec, peakMemoryBytes } = pass;
    const stages = running.map(({ analyzer }) => analyzer.name);
    for (const { analyzer, run } of running) {
      const result =
        pass.results.get(analyzer.name) ??
        new AppError('internal', { stage: analyzer.name, detail: 'no result' });
      const busySec = pass.busySecByAnalyzer.get(analyzer.name) ?? 0;
      const shared: SharedDecode = { stages, wallSec, cpuSec, peakMemoryBytes, busySec };
      ended.push(run.end(result instanceof AppError ? asFailure(result, run) : result, shared));
    }
    return ended;
  }
}

const unknownFile: ClipFile = { path: '', sizeBytes: 0, modifiedNs: '0' };

async function runSingle(stage: Stage, run: StageRun): Promise<EndedRun> {
  try {
    return run.end(await stage.run(run.context), null);
  } catch (error) {
    return run.end(asFailure(error, run), null);
  }
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
    return toAppError(error);
  }
}

/** A run that we stopped ends with the reason it was stopped for, whatever the stage made of it. */
function asFailure(error: unknown, run: StageRun): AppError {
  const { signal } = run.context;
  if (signal.aborted) return toAppError(signal.reason);
  return toAppError(error);
}
