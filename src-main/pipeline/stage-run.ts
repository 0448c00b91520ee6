/**
 * One run of one stage on one clip: the context it is given, and what is made of its end (outcome, manifest, log,
 * files). Nothing here is shared between runs, so nothing of one clip can appear in another's results.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactMap, TimelineEntry, VectorEntry } from '../../src-preload/contract/artifacts.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Manifest } from '../../src-preload/contract/manifest.ts';
import type { ResultsRepository } from '../db/repositories/results.repository.ts';
import type { MediaToolbox } from '../media/media-tools.ts';
import type { SpeechToolbox, SpeechTools } from '../media/speech-tools.ts';
import type { Clock } from '../platform/clock.ts';
import { createUsageRecorder, type UsageRecorder } from '../platform/resource-usage.ts';
import { createRunOutput, type RunOutput } from './output-store.ts';
import { toRunFailure } from './run-failure.ts';
import { type Inputs, noInputs, readInputs } from './run-inputs.ts';
import { sha256OfJson } from './run-key.ts';
import type { ModelService, SharedLooks, StageInference } from './stage-inference.ts';
import { createStageInference } from './stage-inference.ts';
import { checkOutcome } from './stage-outcome.ts';
import type { AnyStage, StageContext, StageOutcome } from './stage.ts';
import { createRunLog, type RunLog } from './stage-log.ts';

/** The file that stands for the clip in this run. */
export interface ClipFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedNs: string;
}

export interface DueStage {
  readonly stage: AnyStage;
  readonly params: unknown;
  readonly runKey: string;
  readonly attempt: number;
}

export interface RunDependencies {
  readonly libraryPath: string;
  readonly results: ResultsRepository;
  readonly toolbox: MediaToolbox;
  readonly models: ModelService;
  readonly speech: SpeechToolbox;
  readonly clock: Clock;
  hashFile(path: string, signal: AbortSignal): Promise<string>;
  /** Where the clip's content is now. @throws AppError file-missing, file-changing, permission-denied */
  locate(clipId: string): Promise<ClipFile>;
}

export interface RunRequest {
  readonly clipId: string;
  readonly profile: string;
  readonly due: DueStage;
  readonly file: ClipFile;
  /** Of the frames that the runs of one claim share. */
  readonly looks: SharedLooks;
  readonly signal: AbortSignal;
  onProgress(stage: string, fraction: number): void;
}

export interface SharedDecode {
  readonly stages: readonly string[];
  readonly wallSec: number;
  readonly cpuSec: number | null;
  readonly peakMemoryBytes: number | null;
  /** Seconds spent in this stage's own code. */
  readonly busySec: number;
}

/** How a run ended, with all that has to be stored. */
export interface EndedRun {
  readonly due: DueStage;
  readonly manifest: Manifest;
  readonly log: string;
  readonly artifacts: Partial<ArtifactMap>;
  readonly timeline: readonly TimelineEntry[];
  readonly vectors: readonly VectorEntry[];
  readonly error: AppError | null;
  /** Moves its files into the clip's folder, before the database says so. A second call does nothing. Throws what the system does. */
  commitFiles(): void;
  /** Removes its work folder and, if its files were committed, those of earlier runs; once the database says how it ended. */
  discard(): void;
}

export interface StageRun {
  readonly context: StageContext<unknown>;
  end(result: StageOutcome | AppError, shared: SharedDecode | null): EndedRun;
}

/** Never throws: what keeps a run from beginning (a full disk, an input that cannot be read) ends it at once, as its failure. */
export function beginRun(dependencies: RunDependencies, request: RunRequest): StageRun | EndedRun {
  const { libraryPath, clock, results } = dependencies;
  const { clipId, due, signal } = request;
  const { name, version, title } = due.stage;
  const runId = randomUUID();
  const workPath = join(libraryPath, 'work', runId);
  const log = createRunLog(clock);
  const place = { libraryPath, workPath, clipId, stage: name, runKey: due.runKey };
  const output = createRunOutput({ ...place, hashFile: (path) => dependencies.hashFile(path, signal) });
  const inference = createStageInference(dependencies.models, request.looks, due.stage, signal);
  const usage = createUsageRecorder();
  const speechPrograms = new Set<string>();
  const opened = { runId, workPath, startedMs: clock.now(), log, usage, output, inference, speechPrograms };
  let begun: Begun = { ...opened, inputs: noInputs };
  try {
    makeWorkFolder(workPath);
    begun = { ...opened, inputs: readInputs(results, clipId, due.stage) };
    log.info(`${title} begins`, { stage: name, version, params: due.params });
    const context = contextOf(dependencies, request, begun);
    return { context, end: (result, shared) => endRun(dependencies, request, begun, result, shared) };
  } catch (error) {
    return endRun(dependencies, request, begun, toRunFailure(error, { stage: name }), null);
  }
}

function makeWorkFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const failure = toRunFailure(error, { file: path });
    if (failure.code !== 'internal') throw failure;
    throw new AppError('library-unusable', failure.facts, error);
  }
}

function contextOf(
  dependencies: RunDependencies,
  request: RunRequest,
  { workPath, log, usage, output, inputs, inference, speechPrograms }: Begun,
): StageContext<unknown> {
  const { clipId, due, file, signal } = request;
  const { name } = due.stage;
  return {
    clip: { id: clipId, sizeBytes: file.sizeBytes },
    filePath: file.path,
    params: due.params,
    media: dependencies.toolbox.forRun({ filePath: file.path, tempDir: workPath, signal, log, usage }),
    infer: inference.forStage,
    speech: noting(
      dependencies.speech.forRun({ filePath: file.path, tempDir: workPath, signal, usage }),
      speechPrograms,
    ),
    artifacts: {
      get: (artifact) => inputs.get(artifact) ?? missing(name, artifact),
      find: (artifact) => inputs.get(artifact),
    },
    output: output.context,
    hashFile: (path) => dependencies.hashFile(path, signal),
    log,
    signal,
    progress: (fraction) => {
      request.onProgress(name, Math.min(Math.max(fraction, 0), 1));
    },
  };
}

/** What a run has in hand from its first to its last moment. */
interface Begun {
  readonly runId: string;
  readonly workPath: string;
  readonly startedMs: number;
  readonly log: RunLog;
  readonly usage: UsageRecorder;
  readonly output: RunOutput;
  readonly inference: StageInference;
  /** Titles of those that were run. */
  readonly speechPrograms: Set<string>;
  readonly inputs: Inputs;
}

function endRun(
  dependencies: RunDependencies,
  request: RunRequest,
  begun: Begun,
  result: StageOutcome | AppError,
  shared: SharedDecode | null,
): EndedRun {
  const { due } = request;
  const { log, output, workPath } = begun;
  const outcome = checkOutcome(due.stage, result, { log, durationSec: durationOf(begun.inputs) });
  const error = outcome instanceof AppError ? outcome : null;
  const done = outcome instanceof AppError || outcome.state === 'skipped' ? null : outcome;
  if (error !== null) log.warn(error.message, { code: error.code, ...error.facts });
  else log.info(done === null ? 'skipped' : 'done');
  const manifest = manifestOf(dependencies, request, begun, outcome, shared);
  let files: 'staged' | 'committed' = 'staged';
  return {
    due,
    manifest,
    log: log.text(),
    artifacts: done?.artifacts ?? {},
    timeline: done?.timeline ?? [],
    vectors: done?.vectors ?? [],
    error,
    commitFiles: () => {
      if (files === 'committed') return;
      if (done !== null) output.commit();
      files = 'committed';
    },
    discard: () => {
      rmSync(workPath, { recursive: true, force: true });
      if (files === 'committed') output.removeOlder();
    },
  };
}

function manifestOf(
  { clock, toolbox }: RunDependencies,
  { clipId, due, file, profile }: RunRequest,
  { runId, startedMs, usage, output, inputs, inference, speechPrograms }: Begun,
  outcome: StageOutcome | AppError,
  shared: SharedDecode | null,
): Manifest {
  const finishedMs = clock.now();
  const { cpuSec, peakMemoryBytes } = shared === null ? usage.total() : shareOf(shared);
  const failed = outcome instanceof AppError ? outcome : null;
  const reason = !(outcome instanceof AppError) && outcome.state === 'skipped' ? outcome.reason : null;
  const done = !(outcome instanceof AppError) && outcome.state === 'done' ? outcome : null;
  return {
    runId,
    clipId,
    stage: due.stage.name,
    version: due.stage.version,
    runKey: due.runKey,
    params: due.params,
    models: inference.used(),
    profile,
    attempt: due.attempt,
    state: failed !== null ? 'failed' : done === null ? 'skipped' : 'done',
    reason,
    error: failed?.serialize() ?? null,
    startedAt: new Date(startedMs).toISOString(),
    finishedAt: new Date(finishedMs).toISOString(),
    wallSec: (finishedMs - startedMs) / 1000,
    cpuSec,
    peakMemoryBytes,
    inputs: { file, artifacts: [...inputs.references] },
    outputs: {
      artifacts: Object.entries(done?.artifacts ?? {}).map(([name, data]) => ({
        name,
        sha256: sha256OfJson(data),
      })),
      files: [...output.files],
      timelineEntries: done?.timeline?.length ?? 0,
    },
    sharedDecode: shared === null ? null : describeShared(shared),
    tools: {
      ffmpeg: toolbox.capabilities.ffmpegVersion,
      ...(speechPrograms.size === 0 ? {} : { speech: [...speechPrograms].join(', ') }),
    },
  };
}

/** Each stage bears an equal part of the decode and all of its own work, so that the stages add up to the whole. */
function shareOf({ stages, cpuSec, peakMemoryBytes, busySec }: SharedDecode) {
  return { cpuSec: cpuSec === null ? null : cpuSec / stages.length + busySec, peakMemoryBytes };
}

function describeShared({
  stages,
  wallSec,
  cpuSec,
  peakMemoryBytes,
}: SharedDecode): Manifest['sharedDecode'] {
  return { stages: [...stages], wallSec, cpuSec, peakMemoryBytes };
}

function durationOf(inputs: Inputs): number | null {
  return inputs.get('probe')?.durationSec ?? null;
}

/** The same tools, noting which of them were run. */
function noting(tools: SpeechTools, used: Set<string>): SpeechTools {
  return {
    programs: tools.programs,
    transcribe(name, request) {
      used.add(tools.programs.find((program) => program.name === name)?.title ?? name);
      return tools.transcribe(name, request);
    },
  };
}

function missing(stage: string, artifact: string): never {
  throw new AppError('internal', {
    stage,
    detail: `read "${artifact}", which it does not declare or which is not there`,
  });
}
