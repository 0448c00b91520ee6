/**
 * A library with as many clips as wanted, for benches of what shows it. Nothing is decoded: rows are written as an ingest
 * leaves them, in the first shape of the database and then brought up to date by the migrations, which takes a fraction of
 * the time. Every clip has a poster and a filmstrip that can be looked at (links to a handful of shared files), and no
 * clip can be played: its volumes are not of this machine. The indexes of search are empty.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactMap } from '../../src-preload/contract/artifacts.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { AnnotationsRepository } from '../../src-main/db/repositories/annotations.repository.ts';
import { applyMigration, type Connection, openDatabase } from '../../src-main/db/connection.ts';
import { migrations } from '../../src-main/db/migrations.ts';
import { libraryPaths, prepareLibraryFolder } from '../../src-main/engine/library-folder.ts';
import { createRegistry, loadStages, type Registry } from '../../src-main/pipeline/registry.ts';
import {
  type LargeClip,
  largeLibraryClip,
  largeLibraryProbe,
  largeLibraryVolumes,
} from './large-library-clips.ts';
import {
  linkPictures,
  makeSharedPictures,
  pictureSetOf,
  type SharedPictures,
} from './large-library-pictures.ts';

export interface LargeLibraryOptions {
  readonly clips?: number;
  /** Whether pictures are there to be looked at, or only told of. */
  readonly pictures?: 'linked' | 'none';
}

const defaultClips = 100_000;
/** When the first clip was added; each next one a few seconds later. */
const firstAddedMs = Date.UTC(2026, 0, 5, 9);
const addedEveryMs = 4000;

/** Makes a library at `libraryPath`, which must not be there yet. 100,000 clips take about half a minute and 600 MB. */
export async function makeLargeLibrary(
  libraryPath: string,
  { clips = defaultClips, pictures = 'linked' }: LargeLibraryOptions = {},
): Promise<void> {
  prepareLibraryFolder(libraryPath);
  const { database, backups } = libraryPaths(libraryPath);
  const registry = createRegistry(await loadStages());
  const shared = await makeSharedPictures(libraryPath);
  const [first, ...later] = migrations;
  if (first === undefined) throw new Error('There are no migrations.');
  const connection = await openDatabase({
    ...{ path: database, access: 'write', backupsPath: backups, migrations: [first] },
  });
  // Nobody waits for it, and nobody misses it if the machine stops now.
  connection.pragma('journal_mode = MEMORY');
  connection.pragma('synchronous = OFF');
  fill(connection, registry, shared, clips);
  for (const migration of later) applyMigration(connection, migration);
  annotate(connection, clips);
  // Nothing is indexed for search, and nothing is due to be: an engine would have to do that for minutes, beside what is measured.
  connection.exec('DELETE FROM search_stale');
  connection.close();
  (await openDatabase({ path: database, access: 'write', backupsPath: backups })).close();
  if (pictures === 'linked') linkAll(libraryPath, shared, clips);
}

function pictureOf(index: number, clip: LargeClip, shared: readonly SharedPictures[]): SharedPictures {
  const found = shared[pictureSetOf(clip, ((index * 7919) % 1000) / 1000)];
  if (found === undefined) throw new Error('There are too few pictures.');
  return found;
}

function linkAll(libraryPath: string, shared: readonly SharedPictures[], clips: number): void {
  for (let prefix = 0; prefix < 256; prefix += 1) {
    mkdirSync(join(libraryPath, 'clips', prefix.toString(16).padStart(2, '0')), { recursive: true });
  }
  for (let index = 0; index < clips; index += 1) {
    const clip = largeLibraryClip(index);
    linkPictures(libraryPath, clip.id, pictureOf(index, clip, shared));
  }
}

function fill(connection: Connection, registry: Registry, shared: readonly SharedPictures[], clips: number) {
  prepareJobs(connection, registry);
  const put = statements(connection);
  connection.transaction(() => {
    for (const { identity, kind, label, mountPath } of largeLibraryVolumes) {
      put.volume.run(identity, kind, label, Buffer.from(mountPath), firstAddedMs);
    }
    for (let index = 0; index < clips; index += 1) {
      const clip = largeLibraryClip(index);
      const addedMs = firstAddedMs + index * addedEveryMs;
      const quarantinedMs = clip.state === 'quarantined' ? addedMs : null;
      put.clip.run(clip.id, `large:${String(index)}`, clip.sizeBytes, addedMs, quarantinedMs);
      putFiles(put, clip, addedMs);
      put.jobs.run({ id: clip.id, sequence: index + 1, addedMs, clipState: clip.state });
      putArtifacts(put, clip, pictureOf(index, clip, shared), addedMs);
    }
  })();
}

type Put = ReturnType<typeof statements>;

function statements(connection: Connection) {
  return {
    volume: connection.prepare(
      'INSERT INTO volumes (identity, kind, label, mount_path, last_seen_ms) VALUES (?, ?, ?, ?, ?)',
    ),
    clip: connection.prepare(
      `INSERT INTO clips (id, quick_identity, size_bytes, profile, added_ms, quarantined_ms)
       VALUES (?, ?, ?, 'default', ?, ?)`,
    ),
    file: connection.prepare(
      `INSERT OR IGNORE INTO files (clip_id, volume_id, relative_path, name, size_bytes, modified_ns, state, first_seen_ms,
         last_seen_ms)
       VALUES (?, ?, ?, ?, ?, '1700000000000000000', ?, ?, ?)`,
    ),
    jobs: connection.prepare(
      `INSERT INTO jobs (clip_id, stage, sequence, queue, tier, state, ready, run_key, attempt, blocked_by, error,
         finished_ms)
       SELECT @id, stage, @sequence, queue, tier, state, 0, 'large', 1, blocked_by, error,
         CASE WHEN state IN ('done', 'failed') THEN @addedMs END
       FROM large_jobs WHERE clip_state = @clipState`,
    ),
    run: connection.prepare(
      `INSERT INTO runs (id, clip_id, stage, version, run_key, state, started_ms, finished_ms, manifest, log)
       VALUES (?, ?, 'probe', 1, 'large', 'done', ?, ?, '{}', '')`,
    ),
    artifact: connection.prepare(
      'INSERT INTO artifacts (clip_id, name, stage, run_id, data, created_ms) VALUES (?, ?, ?, ?, ?, ?)',
    ),
  };
}

function putFiles(put: Put, clip: LargeClip, addedMs: number): void {
  const state = clip.state === 'missing' ? 'missing' : 'present';
  const folders = clip.copyFolder === null ? [clip.folder] : [clip.folder, clip.copyFolder];
  for (const folder of folders) {
    const path = Buffer.from(`${folder}/${clip.fileName}`);
    put.file.run(clip.id, clip.volume + 1, path, clip.fileName, clip.sizeBytes, state, addedMs, addedMs);
  }
}

/** How far the jobs of a clip in each state have come: those from `from` on are in another state than 'done'. */
const stops = {
  ready: null,
  missing: null,
  new: { from: 0, first: 'waiting', others: 'waiting' },
  working: { from: 4, first: 'running', others: 'waiting' },
  failed: { from: 5, first: 'failed', others: 'done' },
  blocked: { from: 2, first: 'blocked', others: 'blocked' },
  quarantined: { from: 3, first: 'failed', others: 'blocked' },
} as const satisfies Record<LargeClip['state'], unknown>;

/** The jobs of clips in each state, once; they are copied for each clip. */
function prepareJobs(connection: Connection, registry: Registry): void {
  connection.exec(
    'CREATE TEMP TABLE large_jobs (clip_state, stage, queue, tier, state, blocked_by, error); CREATE INDEX temp.large_jobs_of ON large_jobs (clip_state)',
  );
  const insert = connection.prepare('INSERT INTO large_jobs VALUES (?, ?, ?, ?, ?, ?, ?)');
  const error = JSON.stringify(new AppError('media-damaged', { detail: 'made up' }).serialize());
  for (const [clipState, stop] of Object.entries(stops)) {
    for (const [at, { name, queue, tier }] of registry.stages.entries()) {
      const state = stop === null || at < stop.from ? 'done' : at === stop.from ? stop.first : stop.others;
      const blockedBy = state === 'blocked' ? (clipState === 'blocked' ? 'offline' : 'quarantined') : null;
      insert.run(clipState, name, queue, tier, state, blockedBy, state === 'failed' ? error : null);
    }
  }
}

function putArtifacts(put: Put, clip: LargeClip, pictures: SharedPictures, addedMs: number): void {
  if (clip.state === 'new') return;
  const runId = `large-${clip.id}`;
  put.run.run(runId, clip.id, addedMs, addedMs + 1000);
  const made = {
    probe: largeLibraryProbe(clip),
    poster: pictures.poster,
    filmstrip: pictures.filmstrip(clip.durationSec),
    exif: largeLibraryExif(clip),
  };
  for (const [name, data] of Object.entries(made)) {
    put.artifact.run(clip.id, name, name, runId, JSON.stringify(data), addedMs);
  }
}

export function largeLibraryExif({ camera: { make, model }, taken }: LargeClip): ArtifactMap['exif'] {
  return {
    ...{ make, model, lens: null, serialNumber: null, focalLengthMm: null, focalLength35mm: null },
    ...{ focalLengthCategory: null, iso: null, shutterSpeed: null, shutterSpeedSec: null, fStop: null },
    ...{
      exposureMode: null,
      whiteBalance: null,
      latitude: null,
      longitude: null,
      altitudeM: null,
      place: null,
    },
    ...{ taken, created: taken, modified: taken, takenZone: taken === null ? null : 'unknown' },
    ...{ software: null, artist: null, copyright: null, description: null, keywords: [] },
    all: { QuickTime: { CreateDate: taken, Make: make, Model: model } },
  };
}

function annotate(connection: Connection, clips: number): void {
  const annotations = new AnnotationsRepository(connection);
  connection.transaction(() => {
    for (let index = 0; index < clips; index += 1) {
      const { rating, note, isOpened, tags } = largeLibraryClip(index);
      const sequence = index + 1;
      const nowMs = firstAddedMs;
      if (rating !== null || note !== '') annotations.put(sequence, { rating, note }, nowMs);
      if (isOpened) annotations.markOpened(sequence, nowMs);
      for (const tag of tags) annotations.addTag(sequence, tag);
    }
  })();
}
