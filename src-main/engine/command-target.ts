/**
 * What hosts talk to: commands, run on an engine, on a library that is only read, or on none at all.
 * Hosts know no more of the engine than this.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandName, CommandRequest } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { EngineEvent, StageProgress } from '../../src-preload/contract/events.ts';
import type { Catalogue, PackProgress } from '../../src-preload/contract/model-packs.ts';
import type { ScanState } from '../../src-preload/contract/live.ts';
import type { MediaKind } from '../../src-preload/contract/media.ts';
import type { HostContext, ReadContext, WriteContext } from '../commands/context.ts';
import { type OpenContexts, runCommand } from '../commands/handlers.ts';
import { openDatabase } from '../db/connection.ts';
import { EventLog, newestEventSequence } from '../db/event-log.ts';
import { ingest } from '../library/ingest.ts';
import type { IngestProgress, IngestRequest } from '../library/ingest-types.ts';
import { Limiter } from '../library/limiter.ts';
import { type LocatedMedia, locateMedia } from '../library/media-location.ts';
import { RecentVolumes } from '../library/recent-volumes.ts';
import { Scans } from '../library/scans.ts';
import { createVolumeSource } from '../library/volume-source.ts';
import type { VolumeSource } from '../library/volumes.ts';
import { profileForNewClips, storedLimits } from '../library/work-settings.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { createRegistry, loadStages, type Registry } from '../pipeline/registry.ts';
import { createFileHasher, type FileHasher } from '../platform/hashing.ts';
import { systemTrash } from '../platform/trash.ts';
import { CollectionCounts } from '../search/collections/collection-counts.ts';
import { QueryEmbedder } from '../search/embed.ts';
import { countClips } from '../search/find-clips.ts';
import { readCatalogue } from '../inference/packs/catalogue.ts';
import { type Engine, type LibraryReader, openEngine, openReader } from './engine.ts';
import { libraryPaths } from './library-folder.ts';
import { openLibrarySearch } from './library-search.ts';
import { inspectSystem } from './system-facts.ts';

export interface CommandTarget {
  run<N extends CommandName>(name: N, request: CommandRequest<N>, signal: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

/** A target that reads, and can say where a clip's media are. */
export interface ReaderTarget extends CommandTarget {
  /** null: there is no such clip, or nothing of that kind of it that can be read now. */
  locate(clipId: string, media: MediaKind): Promise<LocatedMedia | null>;
}

/** A target with an engine behind it. */
export interface EngineTarget extends CommandTarget {
  /** Of the newest event that was stored before the engine began to work; 0: none. */
  readonly lastSequence: number;
  /** The newest scans, oldest first. */
  readonly scans: readonly ScanState[];
}

/** What an engine says without being asked. */
export interface EngineListener {
  /** Of this and of the next, only the newest matters. */
  onFiles(progress: IngestProgress): void;
  onStage(progress: StageProgress): void;
  onScan?(state: ScanState): void;
  onPack?(pack: PackProgress): void;
  /** Every event, in order. Must not throw. */
  onEvent?(event: EngineEvent): void;
}

/** For commands that need no library. */
export async function openHostTarget(): Promise<CommandTarget> {
  const none = hostContext(createRegistry(await loadStages()), createVolumeSource(process.platform));
  return target({ none, read: null, write: null }, () => Promise.resolve());
}

/**
 * For commands that read. `ifMissing` 'empty': where there is no library, one without clips stands in.
 *
 * @throws AppError library-missing, library-newer, library-damaged
 */
export async function openReaderTarget(
  libraryPath: string,
  ifMissing: 'refuse' | 'empty',
): Promise<ReaderTarget> {
  const { reader, close } = await openReaderOr(libraryPath, ifMissing);
  const hasher = createFileHasher({ workers: 1 });
  const volumes = new RecentVolumes(reader.volumes, reader.clock);
  const none = hostContext(reader.registry, volumes);
  const packFor = packFinder(await readCatalogue());
  const { search, close: closeSearch } = openLibrarySearch(reader.connection, reader.clock);
  const read = readContext({ ...reader, volumes, libraryPath, packFor, search }, none, hasher);
  return {
    ...target({ none, read, write: null }, async () => {
      closeSearch();
      await hasher.close();
      await close();
    }),
    locate: (clipId, media) => locateMedia(clipId, media, read),
  };
}

/** For every command. @throws AppError library-locked, library-newer, library-damaged, library-unusable, tool-missing */
export async function openEngineTarget(
  options: { readonly libraryPath: string; readonly command: string; readonly workers: number | null },
  listener: EngineListener,
): Promise<EngineTarget> {
  const engine = await openEngine(options);
  const { connection, scheduler } = engine;
  const usualLimits = scheduler.limits;
  // What somebody says on the command line goes before what is stored.
  if (options.workers === null) scheduler.setLimits(storedLimits(connection, usualLimits));
  const scans = createScans(engine, listener);
  const none = hostContext(engine.registry, engine.volumes);
  const packFor = packFinder(await readCatalogue());
  const { search, close: closeSearch } = openLibrarySearch(connection, engine.clock);
  const read = readContext({ ...engine, packFor, search }, none, engine.hasher);
  const write = writeContext(engine, read, listener, { scans, usualLimits });
  const silence = engine.onProgress((progress) => {
    listener.onStage(progress);
  });
  engine.models.onPack((pack) => listener.onPack?.(pack));
  const lastSequence = newestEventSequence(connection);
  engine.eventLog.subscribe((event) => listener.onEvent?.(event));
  engine.start();
  return {
    ...target({ none, read, write }, async () => {
      silence();
      closeSearch();
      await scans.close();
      await engine.close();
    }),
    lastSequence,
    get scans() {
      return scans.states;
    },
  };
}

function createScans(engine: Engine, listener: EngineListener): Scans {
  return new Scans({
    takeIn: (request, signal, onProgress) => engine.takeIn(request, signal, onProgress),
    profile: () => profileForNewClips(engine.connection),
    newId: () => randomUUID(),
    onChange: (state) => listener.onScan?.(state),
  });
}

function target(contexts: OpenContexts, close: () => Promise<void>): CommandTarget {
  return { run: (name, request, signal) => runCommand(name, request, contexts, signal), close };
}

function hostContext(registry: Registry, volumes: VolumeSource): HostContext {
  return { registry, inspectSystem: (libraryPath) => inspectSystem(libraryPath, volumes, process.env) };
}

function readContext(
  reader: Omit<LibraryReader, 'close'> & Pick<ReadContext, 'packFor' | 'search'>,
  host: HostContext,
  hasher: FileHasher,
): ReadContext {
  const { connection, clock, volumes, search } = reader;
  return {
    ...host,
    ...reader,
    collectionCounts: new CollectionCounts(connection, clock, async (plan) =>
      countClips(plan, await search()),
    ),
    hashFile: (path, signal) => hasher.hash(path, signal),
    preview: (request, signal) =>
      ingest(
        { ...request, profile: 'default', dryRun: true },
        {
          connection,
          eventLog: new EventLog(connection, clock),
          pipeline: noPipeline,
          hasher,
          clock,
          volumes,
          log: { warn: () => undefined },
          signal,
          onProgress: () => undefined,
        },
      ),
  };
}

function writeContext(
  engine: Engine,
  read: ReadContext,
  listener: EngineListener,
  work: Pick<WriteContext, 'scans' | 'usualLimits'>,
): WriteContext {
  const onFiles = (progress: IngestProgress): void => {
    listener.onFiles(progress);
  };
  return {
    ...read,
    ...work,
    eventLog: engine.eventLog,
    pipeline: engine.scheduler,
    setSwitches: (switches) => {
      engine.setSwitches(switches);
    },
    models: engine.models.packs,
    trash: systemTrash,
    merges: new Limiter(1),
    queryEmbedder: new QueryEmbedder({
      connection: engine.connection,
      models: engine.models,
      packFor: read.packFor,
    }),
    searchIndexer: engine.searchIndexer,
    ffmpegPath: engine.tools.ffmpegPath,
    encoders: engine.tools.capabilities.encoders,
    ingest: (request: Omit<IngestRequest, 'dryRun'>, signal) =>
      engine.ingest({ ...request, dryRun: false }, signal, onFiles),
  };
}

/** The first pack of the catalogue that does a task: packs that are best for most people come first there. */
function packFinder({ packs }: Catalogue): ReadContext['packFor'] {
  return (task) => packs.find(({ tasks }) => tasks.some((each) => each.task === task))?.id ?? null;
}

/** Looking at files starts no work. */
const noPipeline: Pipeline = {
  enqueue() {
    throw new AppError('internal', { detail: 'a reader was asked to work' });
  },
  whenSettled: () => Promise.resolve(),
};

async function openReaderOr(libraryPath: string, ifMissing: 'refuse' | 'empty') {
  try {
    const reader = await openReader(libraryPath);
    return { reader, close: () => reader.close() };
  } catch (error) {
    if (ifMissing === 'refuse' || !(error instanceof AppError) || error.code !== 'library-missing')
      throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), 'rushes-empty-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { database, backups } = libraryPaths(folder);
    (await openDatabase({ path: database, access: 'write', backupsPath: backups })).close();
    const reader = await openReader(folder);
    return {
      reader,
      close: async () => {
        await reader.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
