/**
 * The composition root: opens a library for writing, makes everything that works on it, and closes it in order.
 * One engine for each library at a time; the lock sees to that.
 */
import { availableParallelism } from 'node:os';
import type { StageProgress } from '../../src-preload/contract/events.ts';
import { type Connection, openDatabase } from '../db/connection.ts';
import { EventLog } from '../db/event-log.ts';
import { JobsRepository } from '../db/repositories/jobs.repository.ts';
import { ResultsRepository } from '../db/repositories/results.repository.ts';
import { LibraryClipDirectory } from '../library/clip-directory.ts';
import { ingest, takeIn } from '../library/ingest.ts';
import type {
  IngestDependencies,
  IngestProgress,
  IngestRequest,
  IngestResult,
} from '../library/ingest-types.ts';
import type { LibraryView } from '../library/library-view.ts';
import { storedSwitches } from '../library/work-settings.ts';
import { createVolumeSource } from '../library/volume-source.ts';
import type { VolumeSource } from '../library/volumes.ts';
import { createMediaToolbox, type MediaToolbox } from '../media/media-tools.ts';
import { discoverSpeechTools } from '../media/speech-discovery.ts';
import type { SpeechToolbox } from '../media/speech-tools.ts';
import { discoverTools, type DiscoveredTools } from '../media/tool-discovery.ts';
import { JobStore } from '../pipeline/job-store.ts';
import { createRegistry, loadStages, type Registry } from '../pipeline/registry.ts';
import { type QueueLimits, Scheduler } from '../pipeline/scheduler.ts';
import { StageRunner } from '../pipeline/stage-runner.ts';
import type { StageSwitches } from '../pipeline/profiles.ts';
import type { ModelService } from '../pipeline/stage-inference.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { createFileHasher, type FileHasher } from '../platform/hashing.ts';
import { type Log, standardErrorLog } from '../platform/log.ts';
import { type IndexerDeps, SearchIndexer } from '../search/indexing/search-indexer.ts';
import { VectorCodes } from '../search/vectors/vector-codes.ts';
import { type LibraryModels, openLibraryModels } from './library-models.ts';
import { planByModels } from './plan-by-models.ts';
import { clearWork, libraryPaths, prepareLibraryFolder } from './library-folder.ts';
import { acquireLock, currentHolder } from './library-lock.ts';
import { openToRead } from './library-reading.ts';

export interface EngineOptions {
  readonly libraryPath: string;
  /** What the lock says of this process, for people. */
  readonly command: string;
  /** Clips that are decoded at once; null = one a core, at most four. */
  readonly workers: number | null;
  readonly volumes?: VolumeSource;
  readonly clock?: Clock;
  /** What went wrong without being a command's or a clip's failure. Default: standard error, if RUSHES_LOG asks for it. */
  readonly log?: Log;
}

export interface LibraryReader extends LibraryView {
  readonly volumes: VolumeSource;
  close(): Promise<void>;
}

export interface Engine extends LibraryReader {
  readonly eventLog: EventLog;
  readonly scheduler: Scheduler;
  readonly hasher: FileHasher;
  readonly tools: DiscoveredTools;
  readonly models: LibraryModels;
  readonly searchIndexer: SearchIndexer;
  /** Stages that are on or off for the whole library from now on. @throws AppError bad-arguments, stage-unknown */
  setSwitches(switches: StageSwitches): void;
  onProgress(listener: (progress: StageProgress) => void): () => void;
  /** Begins to work on what is due. Listen before, so that nothing is missed. A second call does nothing. */
  start(): void;
  /** Starts the engine if need be; resolves when every clip that was found is settled. */
  ingest(
    request: IngestRequest,
    signal: AbortSignal,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestResult>;
  /** The same, but resolves when what was found is stored and planned. */
  takeIn(
    request: Omit<IngestRequest, 'dryRun'>,
    signal: AbortSignal,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestResult>;
}

/** Seconds without a sign of life after which a stage counts as hung. */
const stallSec = 900;
const mostDecodes = 4;
const probesPerDecode = 2;

/** @throws AppError library-missing, library-newer, library-damaged; of an older one also library-locked, library-unusable */
export async function openReader(
  libraryPath: string,
  volumes: VolumeSource = createVolumeSource(process.platform),
): Promise<LibraryReader> {
  const connection = await openToRead(libraryPath);
  const registry = createRegistry(await loadStages());
  return {
    ...viewOf(libraryPath, connection, registry, systemClock),
    volumes,
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}

/** @throws AppError library-locked, library-newer, library-damaged, library-unusable, tool-missing */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { libraryPath, clock = systemClock, volumes = createVolumeSource(process.platform) } = options;
  const { log = standardErrorLog(process) } = options;
  const registry = createRegistry(await loadStages());
  const tools = await discoverTools(process.env);
  const paths = prepareLibraryFolder(libraryPath);
  const lock = acquireLock(libraryPath, options.command);
  try {
    clearWork(paths);
    const connection = await openDatabase({
      path: paths.database,
      access: 'write',
      backupsPath: paths.backups,
    });
    const parts = await compose({ ...options, clock, volumes, log }, connection, registry, tools);
    const close = async (): Promise<void> => {
      await parts.scheduler.stop();
      await parts.engine.searchIndexer.close();
      await Promise.all([parts.hasher.close(), parts.toolbox.close(), parts.engine.models.close()]);
      try {
        connection.pragma('optimize');
      } catch (error) {
        log.warn('the database could not be tidied up', { error });
      }
      connection.close();
      lock.release();
    };
    return { ...parts.engine, close: once(close) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function compose(
  options: Required<EngineOptions>,
  connection: Connection,
  registry: Registry,
  tools: DiscoveredTools,
) {
  const { libraryPath, clock, volumes, log } = options;
  const limits = limitsFor(options.workers ?? Math.min(availableParallelism(), mostDecodes));
  const eventLog = new EventLog(connection, clock);
  const searchIndexer = indexing(eventLog, { connection, clock, log });
  const results = new ResultsRepository(connection);
  const clips = await LibraryClipDirectory.open(connection, volumes);
  const hasher = createFileHasher({ workers: 1 });
  const toolbox = createMediaToolbox(tools);
  const speech = await discoverSpeechTools(process.env);
  const models = await openLibraryModels({ libraryPath, environment: process.env, hasher, speech, log });
  const parts = { libraryPath, results, toolbox, models, speech, clock, hasher, clips };
  const runner = createRunner(parts, (): QueueLimits => scheduler.limits);
  const jobs = new JobsRepository(connection);
  const store = new JobStore({
    ...{ eventLog, jobs, results, clips, registry, clock, log },
    random: Math.random,
  });
  const scheduler = new Scheduler(store, runner, clock, { limits, stallSec, log });
  const setSwitches = planByModels(scheduler, models, { stored: storedSwitches(connection), log });
  const engine: Omit<Engine, 'close'> = {
    ...viewOf(libraryPath, connection, registry, clock),
    volumes,
    eventLog,
    scheduler,
    hasher,
    tools,
    models,
    searchIndexer,
    setSwitches,
    onProgress: (listener) => scheduler.onProgress(listener),
    start: () => {
      if (scheduler.state === 'idle') searchIndexer.catchUp();
      if (scheduler.state === 'idle') scheduler.start();
    },
    async ingest(request, signal, onProgress) {
      return ingest(request, await ingestion(signal, onProgress));
    },
    async takeIn(request, signal, onProgress) {
      return takeIn(request, await ingestion(signal, onProgress));
    },
  };
  const ingestion = async (
    signal: AbortSignal,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestDependencies> => {
    engine.start();
    await clips.refreshVolumes();
    return {
      ...{ connection, eventLog, pipeline: scheduler, hasher, clock },
      ...{ volumes, log, signal, onProgress },
    };
  };
  return { engine, scheduler, hasher, toolbox };
}

/** What changes is searchable with the commit of the change. */
function indexing(eventLog: EventLog, parts: Omit<IndexerDeps, 'vectors'>): SearchIndexer {
  const indexer = new SearchIndexer({ ...parts, vectors: new VectorCodes(parts.connection) });
  eventLog.beforeCommit(() => {
    indexer.indexChanges();
  });
  return indexer;
}

function createRunner(
  parts: {
    readonly libraryPath: string;
    readonly results: ResultsRepository;
    readonly toolbox: MediaToolbox;
    readonly models: ModelService;
    readonly speech: SpeechToolbox;
    readonly clock: Clock;
    readonly hasher: FileHasher;
    readonly clips: LibraryClipDirectory;
  },
  limits: () => QueueLimits,
): StageRunner {
  const { clips, hasher, libraryPath, results, toolbox, models, speech, clock } = parts;
  const dependencies = {
    libraryPath,
    results,
    toolbox,
    models,
    speech,
    clock,
    hashFile: (path: string, signal: AbortSignal) => hasher.hash(path, signal),
    locate: (clipId: string) => clips.locate(clipId),
  };
  // Decodes that run side by side fill the cores between them; more threads each would only wait for one another.
  const cores = availableParallelism();
  const decodeThreads = () => ({ amongOthers: Math.max(1, Math.round(cores / limits().cpu)), alone: cores });
  return new StageRunner(dependencies, { decodeThreads });
}

function limitsFor(workers: number): QueueLimits {
  return { io: workers * probesPerDecode, cpu: workers, inference: 1, proxy: 1 };
}

function viewOf(libraryPath: string, connection: Connection, registry: Registry, clock: Clock): LibraryView {
  const paths = libraryPaths(libraryPath);
  return {
    libraryPath,
    databasePath: paths.database,
    backupsPath: paths.backups,
    connection,
    registry,
    clock,
    lockHolder: () => describeHolder(libraryPath),
  };
}

function describeHolder(libraryPath: string) {
  const holder = currentHolder(libraryPath);
  if (holder === null) return null;
  const { pid, host, command, since } = holder;
  return { pid, host, command, since };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= action());
}
