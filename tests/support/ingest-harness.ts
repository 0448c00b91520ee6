/** A library and folders in a temporary place, for tests of what an ingest does to it. The pipeline only takes notes. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Connection, openDatabase } from '../../src-main/db/connection.ts';
import { EventLog } from '../../src-main/db/event-log.ts';
import { ingest } from '../../src-main/library/ingest.ts';
import type { IngestProgress, IngestRequest, IngestResult } from '../../src-main/library/ingest-types.ts';
import { createVolumeSource } from '../../src-main/library/volume-source.ts';
import { MountedVolumes, type VolumeSource } from '../../src-main/library/volumes.ts';
import type { Pipeline } from '../../src-main/pipeline/pipeline.ts';
import type { Clock } from '../../src-main/platform/clock.ts';
import { createFileHasher, type FileHasher } from '../../src-main/platform/hashing.ts';
import { fsPath } from '../../src-main/platform/paths.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';

/** Takes down what it is asked for; every clip is settled at once. */
class RecordingPipeline implements Pipeline {
  readonly enqueued: { readonly clipIds: readonly string[]; readonly profile: string }[] = [];
  readonly awaited: (readonly string[])[] = [];

  enqueue(clipIds: readonly string[], profile: string): void {
    this.enqueued.push({ clipIds: [...clipIds], profile });
  }

  whenSettled(clipIds: readonly string[]): Promise<void> {
    this.awaited.push([...clipIds]);
    return Promise.resolve();
  }

  get clipIds(): string[] {
    return this.enqueued.flatMap(({ clipIds }) => [...clipIds]);
  }
}

/** Hashes for real and takes down what it hashed. */
class RecordingHasher implements FileHasher {
  readonly hashed: string[] = [];
  readonly #hasher = createFileHasher({ workers: 1 });

  hash(path: string, signal: AbortSignal): Promise<string> {
    this.hashed.push(path);
    return this.#hasher.hash(path, signal);
  }

  close(): Promise<void> {
    return this.#hasher.close();
  }
}

/** Disks that a test plugs in and pulls out: identity -> folder that stands for its mount point. */
export class FakeVolumes implements VolumeSource {
  readonly mounted = new Map<string, string>();

  read(): Promise<MountedVolumes> {
    const disks = [...this.mounted].map(([identity, mountPath]) => ({
      ...{ identity, mountPath },
      ...{ kind: 'removable' as const, label: null },
    }));
    const system = { identity: 'system', kind: 'local' as const, label: null, mountPath: '/' };
    return Promise.resolve(new MountedVolumes([system, ...disks]));
  }
}

/** `aheadMs`: how much later than the files' own times it is. */
function testClock(aheadMs: number): Clock {
  return {
    now: () => Date.now() + aheadMs,
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

/** For which every file was just written. Each wait for a file to come to rest is short, and told of as it begins. */
export function restlessClock(onWait: (count: number) => void): Clock {
  let waits = 0;
  const clock = testClock(0);
  return {
    now: () => clock.now(),
    after(delayMs, callback) {
      // Shorter ones are for the storing of batches.
      if (delayMs < restMs) return clock.after(delayMs, callback);
      onWait(++waits);
      return clock.after(10, callback);
    },
  };
}

const restMs = 500;
/** No file counts as just written. */
const anHourMs = 3_600_000;

export interface HarnessOptions {
  readonly volumes?: VolumeSource;
  readonly clock?: Clock;
}

export class IngestHarness {
  readonly folder: string;
  readonly connection: Connection;
  readonly eventLog: EventLog;
  readonly hasher = new RecordingHasher();
  readonly events: EngineEvent[] = [];
  readonly warnings: string[] = [];
  pipeline = new RecordingPipeline();
  readonly #volumes: VolumeSource;
  readonly #clock: Clock;
  readonly #temporary: string;

  static async open(options: HarnessOptions = {}): Promise<IngestHarness> {
    const temporary = mkdtempSync(join(tmpdir(), 'rushes-ingest-'));
    // Readable for the user without rights that some tests turn into.
    chmodSync(temporary, 0o755);
    const path = join(temporary, 'library.rushes', 'library.sqlite');
    mkdirSync(dirname(path));
    const connection = await openDatabase({ path, access: 'write', backupsPath: join(temporary, 'backups') });
    return new IngestHarness(connection, temporary, options);
  }

  private constructor(connection: Connection, temporary: string, options: HarnessOptions) {
    this.#clock = options.clock ?? testClock(anHourMs);
    this.#volumes = options.volumes ?? createVolumeSource(process.platform);
    this.#temporary = temporary;
    this.folder = join(temporary, 'footage');
    mkdirSync(this.folder);
    this.connection = connection;
    this.eventLog = new EventLog(connection, this.#clock);
    this.eventLog.subscribe((event) => this.events.push(event));
  }

  /** Below the footage folder, or beside it with "../". */
  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): string {
    const path = this.path(name);
    mkdirSync(fsPath(dirname(path)), { recursive: true });
    writeFileSync(fsPath(path), content);
    return path;
  }

  async ingest(
    request: Partial<IngestRequest> = {},
    options: { readonly signal?: AbortSignal; onProgress?(progress: IngestProgress): void } = {},
  ): Promise<IngestResult> {
    this.events.length = 0;
    this.hasher.hashed.length = 0;
    this.pipeline = new RecordingPipeline();
    return ingest(
      { paths: [this.folder], profile: 'default', pattern: null, recursive: true, dryRun: false, ...request },
      {
        ...{
          connection: this.connection,
          eventLog: this.eventLog,
          pipeline: this.pipeline,
          hasher: this.hasher,
        },
        ...{
          clock: this.#clock,
          volumes: this.#volumes,
          signal: options.signal ?? new AbortController().signal,
        },
        log: { warn: (message) => this.warnings.push(message) },
        onProgress: (progress) => options.onProgress?.(progress),
      },
    );
  }

  /** What the library says of its files: name -> clip and state. */
  files(): Record<string, { readonly clipId: string | null; readonly state: string }> {
    const rows = this.connection
      .prepare('SELECT name, clip_id AS clipId, state FROM files ORDER BY name')
      .all() as { name: string; clipId: string | null; state: string }[];
    return Object.fromEntries(rows.map(({ name, ...file }) => [name, file]));
  }

  count(table: 'clips' | 'files' | 'roots' | 'volumes' | 'events'): number {
    return Number(this.connection.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get());
  }

  async close(): Promise<void> {
    await this.hasher.close();
    this.connection.close();
    rmSync(this.#temporary, { recursive: true, force: true });
  }
}
