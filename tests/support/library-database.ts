/** A library's database filled by hand, for tests of what reads it. */
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { ArtifactMap } from '../../src-preload/contract/artifacts.ts';
import { AppError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import type { JobState } from '../../src-preload/contract/events.ts';
import { type Connection, openDatabase } from '../../src-main/db/connection.ts';
import type { LibraryView } from '../../src-main/library/library-view.ts';
import { createRegistry } from '../../src-main/pipeline/registry.ts';
import type { Clock } from '../../src-main/platform/clock.ts';
import { pathToBytes } from '../../src-main/platform/paths.ts';
import { tempDir } from './temp-dir.ts';

export interface FilledLibrary {
  readonly view: LibraryView;
  readonly connection: Connection;
  addClip(id: string, options?: { readonly contentHash?: string; readonly quarantinedMs?: number }): void;
  /** `path` is absolute. `clipId` null: a file that did not become a clip. */
  addFile(clipId: string | null, path: string, options?: { readonly failed?: ErrorCode }): void;
  addJob(clipId: string, stage: string, state: JobState, options?: JobOptions): void;
  addRun(clipId: string, stage: string, options?: RunOptions): string;
  addArtifact<N extends keyof ArtifactMap>(clipId: string, name: N, data: ArtifactMap[N]): void;
}

interface JobOptions {
  readonly tier?: number;
  readonly queue?: string;
  readonly error?: ErrorCode;
  readonly retryAtMs?: number;
  readonly startedMs?: number;
  readonly finishedMs?: number;
  readonly progress?: number;
  readonly blockedBy?: string;
  readonly reason?: string;
}

interface RunOptions {
  readonly startedMs?: number;
  readonly finishedMs?: number;
  readonly state?: 'done' | 'skipped' | 'failed';
  readonly cpuSec?: number;
  readonly peakMemoryBytes?: number;
}

/** What the clock of a filled library says. */
export const filledNowMs = Date.UTC(2026, 10, 20, 12, 0, 0);

const clock: Clock = { now: () => filledNowMs, after: () => () => undefined };
const mountPath = '/';
const openConnections: Connection[] = [];

afterAll(() => {
  for (const connection of openConnections.splice(0)) connection.close();
});

export async function filledLibrary(options: { readonly hasWriter?: boolean } = {}): Promise<FilledLibrary> {
  const libraryPath = await tempDir();
  const databasePath = join(libraryPath, 'library.sqlite');
  const backupsPath = join(libraryPath, 'backups');
  const connection = await openDatabase({ path: databasePath, access: 'write', backupsPath });
  openConnections.push(connection);
  const holder = { pid: 1, host: 'here', command: 'test', since: new Date(filledNowMs).toISOString() };
  const view: LibraryView = {
    libraryPath,
    databasePath,
    backupsPath,
    connection,
    registry: createRegistry([]),
    clock,
    lockHolder: () => (options.hasWriter === true ? holder : null),
  };
  addVolume(connection);
  return { view, connection, ...writers(connection) };
}

function addVolume(connection: Connection): void {
  connection
    .prepare(
      `INSERT INTO volumes (identity, kind, label, mount_path, last_seen_ms) VALUES ('uuid:1', 'local', 'Disk', ?, 0)`,
    )
    .run(pathToBytes(mountPath));
}

function errorJson(code: ErrorCode | undefined, file: string): string | null {
  return code === undefined ? null : JSON.stringify(new AppError(code, { file }).serialize());
}

function writers(connection: Connection): Omit<FilledLibrary, 'view' | 'connection'> {
  let runs = 0;
  const addRun: FilledLibrary['addRun'] = (clipId, stage, run = {}) => {
    runs += 1;
    const id = `run-${String(runs)}`;
    const startedMs = run.startedMs ?? filledNowMs - 10_000;
    const finishedMs = run.finishedMs ?? startedMs + 1_000;
    const manifest = {
      wallSec: (finishedMs - startedMs) / 1000,
      cpuSec: run.cpuSec ?? null,
      peakMemoryBytes: run.peakMemoryBytes ?? null,
    };
    connection
      .prepare(
        `INSERT INTO runs (id, clip_id, stage, version, run_key, state, started_ms, finished_ms, manifest, log)
         VALUES (?, ?, ?, 3, 'key', ?, ?, ?, ?, '')`,
      )
      .run(id, clipId, stage, run.state ?? 'done', startedMs, finishedMs, JSON.stringify(manifest));
    return id;
  };
  return {
    addRun,
    addClip: (
      id,
      {
        contentHash = null,
        quarantinedMs = null,
      }: { contentHash?: string | null; quarantinedMs?: number | null } = {},
    ) => {
      connection
        .prepare(
          `INSERT INTO clips (id, quick_identity, content_hash, size_bytes, profile, added_ms, quarantined_ms)
           VALUES (?, ?, ?, 1000, 'default', ?, ?)`,
        )
        .run(id, `quick-${id}`, contentHash, filledNowMs, quarantinedMs);
    },
    addFile: (clipId, path, { failed } = {}) => {
      connection
        .prepare(
          `INSERT INTO files (clip_id, volume_id, relative_path, name, size_bytes, modified_ns, state, error, first_seen_ms, last_seen_ms)
           VALUES (?, 1, ?, ?, 1000, '1700000000123456789', ?, ?, 0, ?)`,
        )
        .run(
          clipId,
          pathToBytes(path.slice(mountPath.length)),
          path.slice(path.lastIndexOf('/') + 1),
          failed === undefined ? 'present' : 'failed',
          errorJson(failed, path),
          filledNowMs,
        );
    },
    addJob: (clipId, stage, state, job = {}) => {
      connection
        .prepare(
          `INSERT INTO jobs (clip_id, stage, sequence, queue, tier, state, ready, run_key, attempt, progress, reason,
             blocked_by, error, retry_at_ms, started_ms, finished_ms)
           VALUES (?, ?, 1, ?, ?, ?, 0, 'key', 1, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          clipId,
          stage,
          job.queue ?? 'cpu',
          job.tier ?? 2,
          state,
          job.progress ?? null,
          job.reason ?? null,
          job.blockedBy ?? null,
          errorJson(job.error, stage),
          job.retryAtMs ?? null,
          job.startedMs ?? null,
          job.finishedMs ?? null,
        );
    },
    addArtifact: (clipId, name, data) => {
      const runId = addRun(clipId, name, { startedMs: 1, finishedMs: 1 });
      connection
        .prepare(
          'INSERT INTO artifacts (clip_id, name, stage, run_id, data, created_ms) VALUES (?, ?, ?, ?, ?, 0)',
        )
        .run(clipId, name, name, runId, JSON.stringify(data));
    },
  };
}
