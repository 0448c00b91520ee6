/**
 * One run of one stage on one clip: the context it is given, and what is made of its end (outcome, manifest, log,
 * files). Nothing here is shared between runs, so nothing of one clip can appear in another's results.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type Artifact,
  type ArtifactMap,
  type ArtifactName,
  artifactSchemas,
  isArtifactName,
  type TimelineEntry,
  timelineEntrySchema,
} from '../../src-preload/contract/artifacts.ts';
import { AppError, toAppError } from '../../src-preload/contract/errors.ts';
import type { Manifest } from '../../src-preload/contract/manifest.ts';
import type { ResultsRepository } from '../db/repositories/results.repository.ts';
import type { MediaToolbox } from '../media/media-tools.ts';
import type { Clock } from '../platform/clock.ts';
import { createUsageRecorder } from '../platform/resource-usage.ts';
import { createRunOutput } from './output-store.ts';
import { sha256OfJson } from './run-key.ts';
import type { AnyStage, StageContext, StageOutcome } from './stage.ts';
import { createRunLog } from './stage-log.ts';

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
  readonly signal: AbortSignal;
  onProgress(stage: string, fraction: number): void;
}

export interface SharedDecode {
  readonly stages: readonly string[];
  readonly wallSec: number;
  readonly cpuSec: number | null;
  readonly peakMemoryBytes: number | null;
}

/** How a run ended, with all that has to be stored; `commitFiles` and `discard` deal with its folder. */
export interface EndedRun {
  readonly due: DueStage;
  readonly manifest: Manifest;
  readonly log: string;
  readonly artifacts: Partial<ArtifactMap>;
  readonly timeline: readonly TimelineEntry[];
  readonly error: AppError | null;
  commitFiles(): void;
  discard(): void;
}

export interface StageRun {
  readonly context: StageContext<unknown>;
  end(result: StageOutcome | AppError, shared: SharedDecode | null): EndedRun;
}

export function beginRun(dependencies: RunDependencies, request: RunRequest): StageRun {
  const { libraryPath, toolbox, clock, results } = dependencies;
  const { clipId, due, file, signal } = request;
  const runId = randomUUID();
  const startedMs = clock.now();
  const workPath = join(libraryPath, 'work', runId);
  mkdirSync(workPath, { recursive: true, mode: 0o700 });
  const log = createRunLog(clock);
  const usage = createUsageRecorder();
  const hashFile = (path: string): Promise<string> => dependencies.hashFile(path, signal);
  const output = createRunOutput({ libraryPath, workPath, clipId, stage: due.stage.name, runKey: due.runKey, hashFile });
  const inputs = readInputs(results, clipId, due.stage);
  const media = toolbox.forRun({ filePath: file.path, tempDir: workPath, signal, usage });
  log.info(`${due.stage.title} begins`, { stage: due.stage.name, version: due.stage.version, params: due.params });

  const context: StageContext<unknown> = {
    clip: { id: clipId, sizeBytes: file.sizeBytes },
    filePath: file.path,
    params: due.params,
    media,
    artifacts: {
      get: (name) => inputs.get(name) ?? missing(due.stage.name, name),
      find: (name) => inputs.get(name),
    },
    output: output.context,
    hashFile,
    log,
    signal,
    progress: (fraction) => {
      request.onProgress(due.stage.name, Math.min(Math.max(fraction, 0), 1));
    },
  };

  const end = (result: StageOutcome | AppError, shared: SharedDecode | null): EndedRun => {
    const checked = checkOutcome(due.stage, result);
    const error = checked instanceof AppError ? checked : null;
    const done = checked instanceof AppError || checked.state === 'skipped' ? null : checked;
    const reason = !(checked instanceof AppError) && checked.state === 'skipped' ? checked.reason : null;
    if (error !== null) log.warn(error.message, { code: error.code, ...error.facts });
    else log.info(reason === null ? 'done' : `skipped: ${reason}`);
    const finishedMs = clock.now();
    const used = usage.total();
    const manifest: Manifest = {
      runId,
      clipId,
      stage: due.stage.name,
      version: due.stage.version,
      runKey: due.runKey,
      params: due.params,
      models: [...(due.stage.models ?? [])],
      profile: request.profile,
      attempt: due.attempt,
      state: error !== null ? 'failed' : reason !== null ? 'skipped' : 'done',
      reason,
      error: error?.serialize() ?? null,
      startedAt: new Date(startedMs).toISOString(),
      finishedAt: new Date(finishedMs).toISOString(),
      wallSec: (finishedMs - startedMs) / 1000,
      cpuSec: used.cpuSec,
      peakMemoryBytes: used.peakMemoryBytes,
      inputs: { file, artifacts: inputs.references },
      outputs: {
        artifacts: Object.entries(done?.artifacts ?? {}).map(([name, data]) => ({ name, sha256: sha256OfJson(data) })),
        files: [...output.files],
        timelineEntries: done?.timeline?.length ?? 0,
      },
      sharedDecode: shared === null ? null : { ...shared, stages: [...shared.stages] },
      tools: { ffmpeg: toolbox.capabilities.ffmpegVersion },
    };
    const discard = (): void => {
      rmSync(workPath, { recursive: true, force: true });
    };
    return {
      due,
      manifest,
      log: log.text(),
      artifacts: done?.artifacts ?? {},
      timeline: done?.timeline ?? [],
      error,
      commitFiles: () => {
        if (done !== null) output.commit();
      },
      discard: () => {
        discard();
        if (error === null) output.removeOlder();
      },
    };
  };
  return { context, end };
}

function missing(stage: string, artifact: string): never {
  throw new AppError('internal', { stage, detail: `read "${artifact}", which it does not declare or which is not there` });
}

interface Inputs {
  get<N extends ArtifactName>(name: N): Artifact<N> | null;
  readonly references: { name: string; sha256: string }[];
}

/** Only what the stage declares can be read. */
function readInputs(results: ResultsRepository, clipId: string, stage: AnyStage): Inputs {
  const read = new Map<ArtifactName, unknown>();
  const references: { name: string; sha256: string }[] = [];
  for (const name of [...stage.requires, ...(stage.uses ?? [])]) {
    const data = results.artifact(clipId, name);
    if (data === null) continue;
    read.set(name, data);
    references.push({ name, sha256: sha256OfJson(data) });
  }
  return { get: <N extends ArtifactName>(name: N) => (read.get(name) as Artifact<N> | undefined) ?? null, references };
}

/** Nothing is stored that its schema does not accept. */
function checkOutcome(stage: AnyStage, result: StageOutcome | AppError): StageOutcome | AppError {
  if (result instanceof AppError || result.state === 'skipped') return result;
  try {
    const artifacts: Partial<Record<ArtifactName, unknown>> = {};
    for (const name of stage.provides) {
      if (!isArtifactName(name)) continue;
      artifacts[name] = artifactSchemas[name].parse(result.artifacts[name]);
    }
    const timeline = z.array(timelineEntrySchema).parse(result.timeline ?? []);
    return { state: 'done', artifacts: artifacts as Partial<ArtifactMap>, timeline };
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return toAppError(new AppError('internal', { stage: stage.name, detail: `its result is not as agreed: ${detail}` }, error));
  }
}
