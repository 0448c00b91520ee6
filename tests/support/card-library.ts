/** A library of clips as a test wants them, written by the same code that an ingest uses. */
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { JobState } from '../../src-preload/contract/events.ts';
import { type Connection, openDatabase } from '../../src-main/db/connection.ts';
import { EventLog } from '../../src-main/db/event-log.ts';
import { AnnotationsRepository } from '../../src-main/db/repositories/annotations.repository.ts';
import { ClipsRepository } from '../../src-main/db/repositories/clips.repository.ts';
import { FilesRepository } from '../../src-main/db/repositories/files.repository.ts';
import { JobsRepository } from '../../src-main/db/repositories/jobs.repository.ts';
import { VolumesRepository } from '../../src-main/db/repositories/volumes.repository.ts';
import { pathToBytes } from '../../src-main/platform/paths.ts';
import { madeProbe } from './made-probe.ts';
import { tempDir } from './temp-dir.ts';

export interface MadeFile {
  readonly volume: 'one' | 'two';
  /** Below the volume. */
  readonly path: string;
  readonly state: 'present' | 'missing';
}

export interface MadeClip {
  readonly files: readonly MadeFile[];
  readonly sizeBytes: number;
  /** null: not probed yet. */
  readonly picture: {
    readonly durationSec: number | null;
    readonly width: number;
    readonly height: number;
    readonly codec: string;
    readonly hdr: Artifact<'probe'>['video']['hdr']['format'];
  } | null;
  /** null: not looked at by exiftool. */
  readonly exif: {
    readonly make: string | null;
    readonly model: string | null;
    readonly taken: string | null;
  } | null;
  readonly jobs: readonly JobState[];
  readonly isQuarantined: boolean;
  readonly rating: number | null;
  readonly note: string;
  readonly tags: readonly string[];
  readonly isOpened: boolean;
}

export const plainClip: MadeClip = {
  files: [{ volume: 'one', path: 'clip.mp4', state: 'present' }],
  ...{ sizeBytes: 1000, picture: null, exif: null, jobs: [], isQuarantined: false },
  ...{ rating: null, note: '', tags: [], isOpened: false },
};

export const cardsNowMs = Date.UTC(2026, 10, 20, 12);
const openConnections: Connection[] = [];

afterAll(() => {
  for (const connection of openConnections.splice(0)) connection.close();
});

export class CardLibrary {
  readonly connection: Connection;
  readonly eventLog: EventLog;
  readonly clock = { now: () => cardsNowMs, after: () => () => undefined };
  readonly #volumeIds: Readonly<Record<MadeFile['volume'], number>>;
  #count = 0;

  static async open(): Promise<CardLibrary> {
    const folder = await tempDir();
    const path = join(folder, 'library.sqlite');
    const connection = await openDatabase({ path, access: 'write', backupsPath: join(folder, 'backups') });
    // What a test has written need not outlive the machine.
    connection.pragma('synchronous = OFF');
    openConnections.push(connection);
    return new CardLibrary(connection);
  }

  private constructor(connection: Connection) {
    this.connection = connection;
    this.eventLog = new EventLog(connection, this.clock);
    const volumes = new VolumesRepository(connection);
    const put = (identity: string, label: string | null): number =>
      volumes.put({
        ...{ identity, label, kind: 'local', lastSeenMs: 0 },
        mountPath: Buffer.from(`/mnt/${identity}`),
      });
    this.#volumeIds = { one: put('one', 'Disk one'), two: put('two', null) };
  }

  /** Takes all clips out again. */
  clear(): void {
    for (const table of [
      'annotations',
      'clip_tags',
      'tags',
      'files',
      'artifacts',
      'runs',
      'clips',
      'folders',
    ]) {
      this.connection.exec(`DELETE FROM ${table}`);
    }
  }

  /** @returns the clip's id */
  add(changes: Partial<MadeClip> = {}): string {
    const clip = { ...plainClip, ...changes };
    this.#count += 1;
    const id = `clip${String(this.#count).padStart(6, '0')}`;
    this.connection.transaction(() => {
      new ClipsRepository(this.connection).add({
        ...{ id, quickIdentity: id, contentHash: null, sizeBytes: clip.sizeBytes, profile: 'default' },
        nowMs: cardsNowMs,
      });
      for (const file of clip.files) this.putFile(id, file);
      this.#putJobs(id, clip.jobs);
      this.#putFindings(id, clip);
      this.#annotate(id, clip);
    })();
    return id;
  }

  putFile(clipId: string | null, { volume, path, state }: MadeFile): void {
    new FilesRepository(this.connection).put({
      ...{ clipId, volumeId: this.#volumeIds[volume], relativePath: pathToBytes(path), sizeBytes: 1, state },
      ...{ name: path.slice(path.lastIndexOf('/') + 1), modifiedNs: '1', inode: null, error: null },
      nowMs: cardsNowMs,
    });
  }

  putArtifact(clipId: string, name: string, data: unknown): void {
    this.removeArtifact(clipId, name);
    const runId = `${clipId} ${name} ${String(Math.random())}`;
    this.connection
      .prepare(`INSERT INTO runs VALUES (?, ?, ?, 1, 'key', 'done', 0, 1, '{}', '')`)
      .run(runId, clipId, name);
    this.connection
      .prepare('INSERT INTO artifacts VALUES (?, ?, ?, ?, ?, 0)')
      .run(clipId, name, name, runId, typeof data === 'string' ? data : JSON.stringify(data));
  }

  removeArtifact(clipId: string, name: string): void {
    this.connection.prepare('DELETE FROM artifacts WHERE clip_id = ? AND name = ?').run(clipId, name);
  }

  #putJobs(clipId: string, states: readonly JobState[]): void {
    const jobs = new JobsRepository(this.connection);
    for (const [index, state] of states.entries()) {
      const job = { stage: `stage-${String(index)}`, queue: 'cpu', tier: 2, state, ready: false };
      jobs.insert(clipId, 1, 0, { ...job, runKey: 'key', reason: null, blockedBy: null });
    }
  }

  #putFindings(clipId: string, { picture, exif }: MadeClip): void {
    if (picture !== null) {
      const { durationSec, width, height, codec, hdr: format } = picture;
      const hdr = { format, masteringDisplay: null, maxCll: null, maxFall: null, dolbyVision: null };
      const video = { codec, width, height, displayWidth: width, displayHeight: height, hdr };
      this.putArtifact(clipId, 'probe', madeProbe({ durationSec, video }));
    }
    if (exif !== null) this.putArtifact(clipId, 'exif', exif);
  }

  #annotate(clipId: string, { isQuarantined, rating, note, tags, isOpened }: MadeClip): void {
    const annotations = new AnnotationsRepository(this.connection);
    const sequence = annotations.sequenceOf(clipId) ?? 0;
    if (rating !== null || note !== '') annotations.put(sequence, { rating, note }, cardsNowMs);
    if (isOpened) annotations.markOpened(sequence, cardsNowMs);
    for (const tag of tags) annotations.addTag(sequence, tag);
    if (isQuarantined) {
      this.connection.prepare('UPDATE clips SET quarantined_ms = 1 WHERE id = ?').run(clipId);
    }
  }
}

/** Rows of `cards` and `card_folders` that are not as they have to be by what they are made from. */
export function untrueCards(connection: Connection): unknown[] {
  const columns = (connection.prepare('SELECT * FROM card_facts LIMIT 0').columns() as { name: string }[])
    .map(({ name }) => name)
    .join(', ');
  const folders = 'folder_id, sequence, present, shared';
  return [
    ['a card that is not so', `SELECT ${columns} FROM cards EXCEPT SELECT ${columns} FROM card_facts`],
    ['a card that should be', `SELECT ${columns} FROM card_facts EXCEPT SELECT ${columns} FROM cards`],
    [
      'a place that is not so',
      `SELECT ${folders} FROM card_folders EXCEPT SELECT ${folders} FROM card_places`,
    ],
    [
      'a place that should be',
      `SELECT ${folders} FROM card_places EXCEPT SELECT ${folders} FROM card_folders`,
    ],
  ].flatMap(([what = '', sql = '']) =>
    (connection.prepare(sql).all() as object[]).map((row) => ({ what, ...row })),
  );
}
