/** Renamed, moved, copied, edited, while nobody watched. */
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IngestHarness } from '../../tests/support/ingest-harness.ts';
import { samplesOf, sha256Hex } from '../platform/hashing.ts';
import { listDuplicates } from './duplicates.ts';

let harness: IngestHarness;

beforeEach(async () => {
  harness = await IngestHarness.open();
});
afterEach(() => harness.close());

/** Longer than what a quick identity covers. */
const largeBytes = 1_000_000;

function large(seed: number): Buffer {
  const bytes = Buffer.alloc(largeBytes);
  for (let index = 0; index < largeBytes; index += 4)
    bytes.writeUInt32LE(Math.imul(index + seed, 2_654_435_761) >>> 0, index);
  return bytes;
}

/** Other content of the same size that agrees in every sample. */
function unsampledEdit(bytes: Buffer): Buffer {
  const edited = Buffer.from(bytes);
  const at = (samplesOf(bytes.length)[0]?.length ?? 0) + 5000;
  edited[at] = (edited[at] ?? 0) ^ 0xff;
  return edited;
}

/** What the stage `identify` does in its time. */
function identify(): void {
  const rows = harness.connection
    .prepare(`SELECT clip_id, name FROM files WHERE state = 'present' AND clip_id IS NOT NULL`)
    .all() as { clip_id: string; name: string }[];
  for (const { clip_id: id, name } of rows) {
    const hash = sha256Hex(readFileSync(harness.path(name)));
    harness.connection.prepare('UPDATE clips SET content_hash = ? WHERE id = ?').run(hash, id);
  }
}

const changes = () =>
  harness.events.flatMap(({ type, data }) =>
    type === 'file-changed' && 'change' in data ? [data.change] : [],
  );
const duplicates = () => listDuplicates({ connection: harness.connection, libraryPath: '/library.rushes' });

describe('a file that was renamed', () => {
  it('is known by its inode, without a full hash', async () => {
    harness.write('a.mp4', large(1));
    const [before] = (await harness.ingest()).entries;
    renameSync(harness.path('a.mp4'), harness.path('b.mp4'));
    const result = await harness.ingest();
    expect(result.entries).toEqual([
      { path: harness.path('b.mp4'), clipId: before?.clipId, state: 'unchanged', error: null },
    ]);
    expect(harness.hasher.hashed).toEqual([]);
    expect(changes()).toEqual(['moved']);
    expect(harness.files()).toMatchObject({ 'a.mp4': { state: 'missing' }, 'b.mp4': { state: 'present' } });
  });

  it('is known when its folder was renamed, though the old root is not there any more', async () => {
    harness.write('old/a.mp4', large(1));
    const [before] = (await harness.ingest({ paths: [harness.path('old')] })).entries;
    renameSync(harness.path('old'), harness.path('new'));
    const [after] = (await harness.ingest({ paths: [harness.path('new')] })).entries;
    expect(after).toMatchObject({ clipId: before?.clipId, state: 'unchanged' });
    expect(changes()).toEqual(['moved']);
    const states = harness.connection.prepare('SELECT state FROM files ORDER BY id').pluck().all();
    expect(states).toEqual(['missing', 'present']);
  });

  it('is known when it swapped names with another one, before any full hash was taken', async () => {
    harness.write('a.mp4', large(1));
    harness.write('b.mp4', large(2));
    const [a, b] = (await harness.ingest()).entries;
    renameSync(harness.path('a.mp4'), harness.path('c.mp4'));
    renameSync(harness.path('b.mp4'), harness.path('a.mp4'));
    renameSync(harness.path('c.mp4'), harness.path('b.mp4'));
    const result = await harness.ingest();
    expect(result.entries.map(({ clipId, state }) => [clipId, state])).toEqual([
      [b?.clipId, 'unchanged'],
      [a?.clipId, 'unchanged'],
    ]);
    expect(harness.files()).toEqual({
      'a.mp4': { clipId: b?.clipId, state: 'present' },
      'b.mp4': { clipId: a?.clipId, state: 'present' },
    });
    expect(harness.count('clips')).toBe(2);
  });

  it('is known in a whole series that moved up by one', async () => {
    for (let index = 0; index < 20; index += 1) harness.write(`clip ${String(index + 10)}.mp4`, large(index));
    const before = (await harness.ingest()).entries.map(({ clipId }) => clipId);
    for (let index = 19; index >= 0; index -= 1) {
      renameSync(
        harness.path(`clip ${String(index + 10)}.mp4`),
        harness.path(`clip ${String(index + 11)}.mp4`),
      );
    }
    const result = await harness.ingest();
    expect(result.entries.map(({ clipId }) => clipId)).toEqual(before);
    expect(result.entries.every(({ state }) => state === 'unchanged')).toBe(true);
    expect(harness.count('clips')).toBe(20);
  });
});

describe('a copy', () => {
  it('is called the same content only once the full hashes agree', async () => {
    harness.write('a.mp4', large(1));
    const [first] = (await harness.ingest()).entries;
    copyFileSync(harness.path('a.mp4'), harness.path('b.mp4'));
    const result = await harness.ingest();
    expect(result.entries).toMatchObject([
      { clipId: first?.clipId, state: 'unchanged' },
      { clipId: first?.clipId, state: 'unchanged' },
    ]);
    expect(harness.hasher.hashed.toSorted()).toEqual([harness.path('a.mp4'), harness.path('b.mp4')]);
    expect(changes()).toEqual(['copied']);
    expect(duplicates()).toEqual({
      library: '/library.rushes',
      groups: [
        {
          id: first?.clipId,
          contentHash: sha256Hex(large(1)),
          sizeBytes: largeBytes,
          paths: [harness.path('a.mp4'), harness.path('b.mp4')],
        },
      ],
      reclaimableBytes: largeBytes,
    });
    copyFileSync(harness.path('a.mp4'), harness.path('c.mp4'));
    await harness.ingest();
    expect(harness.hasher.hashed).toEqual([harness.path('c.mp4')]);
    expect(duplicates().reclaimableBytes).toBe(2 * largeBytes);
  });

  it('that is found together with its original makes one clip', async () => {
    for (const name of ['a.mp4', 'b.mp4', 'c.mp4']) harness.write(name, large(1));
    for (const name of ['s.mp4', 't.mp4']) harness.write(name, 'small');
    const result = await harness.ingest();
    expect(result.entries.map(({ state }) => state).toSorted()).toEqual([
      'new',
      'new',
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    expect(harness.count('clips')).toBe(2);
    expect(
      duplicates()
        .groups.map(({ paths }) => paths.length)
        .toSorted(),
    ).toEqual([2, 3]);
  });

  it('of small content needs no further reading', async () => {
    harness.write('a.mp4', 'small');
    harness.write('b.mp4', 'small');
    await harness.ingest();
    expect(harness.hasher.hashed).toEqual([]);
    expect(harness.count('clips')).toBe(1);
  });

  it('is no copy when only the samples agree', async () => {
    harness.write('a.mp4', large(1));
    harness.write('b.mp4', unsampledEdit(large(1)));
    harness.write('c.mp4', unsampledEdit(large(1)));
    const result = await harness.ingest();
    const [a, b, c] = result.entries.map(({ clipId }) => clipId);
    const pairs = new Set([a, b, c]);
    expect(pairs.size).toBe(2);
    expect(b).toBe(c);
    expect(harness.count('clips')).toBe(2);
    expect(duplicates().groups.map(({ paths }) => paths)).toEqual([
      [harness.path('b.mp4'), harness.path('c.mp4')],
    ]);
    expect((await harness.ingest()).entries.map(({ clipId }) => clipId)).toEqual([a, b, c]);
  });

  it('whose original is gone is a move', async () => {
    harness.write('a.mp4', large(1));
    const [first] = (await harness.ingest()).entries;
    identify();
    copyFileSync(harness.path('a.mp4'), harness.path('b.mp4'));
    unlinkSync(harness.path('a.mp4'));
    const result = await harness.ingest();
    expect(result.entries).toMatchObject([{ clipId: first?.clipId, state: 'unchanged' }]);
    expect(harness.hasher.hashed).toEqual([harness.path('b.mp4')]);
    expect(changes()).toEqual(['moved']);
    expect(harness.files()).toMatchObject({ 'a.mp4': { state: 'missing' }, 'b.mp4': { state: 'present' } });
  });

  it('whose original lies in a folder that is away does not make the original missing', async () => {
    harness.write('disk/a.mp4', large(1));
    const [first] = (await harness.ingest({ paths: [harness.path('disk')] })).entries;
    const hash = sha256Hex(large(1));
    harness.connection.prepare('UPDATE clips SET content_hash = ?').run(hash);
    mkdirSync(harness.path('other'));
    copyFileSync(harness.path('disk/a.mp4'), harness.path('other/b.mp4'));
    rmSync(harness.path('disk'), { recursive: true });
    const [copy] = (await harness.ingest({ paths: [harness.path('other')] })).entries;
    expect(copy?.clipId).toBe(first?.clipId);
    expect(changes()).toEqual(['copied']);
    expect(harness.files()['a.mp4']?.state).toBe('present');
  });

  it('under a hard link takes no space and is no duplicate', async () => {
    harness.write('a.mp4', large(1));
    linkSync(harness.path('a.mp4'), harness.path('b.mp4'));
    await harness.ingest();
    expect(harness.count('clips')).toBe(1);
    expect(duplicates().groups).toEqual([]);
  });

  it('that comes back while another one took its place has to prove itself', async () => {
    harness.write('a.mp4', large(1));
    await harness.ingest();
    identify();
    const { atime, mtime } = statSync(harness.path('a.mp4'));
    copyFileSync(harness.path('a.mp4'), harness.path('b.mp4'));
    unlinkSync(harness.path('a.mp4'));
    await harness.ingest();
    writeFileSync(harness.path('a.mp4'), unsampledEdit(large(1)));
    utimesSync(harness.path('a.mp4'), atime, mtime);
    const [a, b] = (await harness.ingest()).entries;
    expect(a?.clipId).not.toBe(b?.clipId);
    expect(a?.state).toBe('new');
  });
});

describe('an edited file', () => {
  it('of the same size that differs outside the samples is another clip, by its full hash', async () => {
    harness.write('a.mp4', large(1));
    const [before] = (await harness.ingest()).entries;
    identify();
    harness.write('a.mp4', unsampledEdit(large(1)));
    const [after] = (await harness.ingest()).entries;
    expect(after?.state).toBe('new');
    expect(after?.clipId).not.toBe(before?.clipId);
    const hashes = harness.connection
      .prepare('SELECT content_hash FROM clips ORDER BY sequence')
      .pluck()
      .all();
    expect(hashes).toEqual([sha256Hex(large(1)), sha256Hex(unsampledEdit(large(1)))]);
    expect(changes()).toEqual(['missing']);
    harness.write('a.mp4', large(1));
    expect((await harness.ingest()).entries).toMatchObject([{ clipId: before?.clipId, state: 'unchanged' }]);
  });

  it('is another clip when the content before was never hashed: that it is the same cannot be shown', async () => {
    harness.write('a.mp4', large(1));
    const [before] = (await harness.ingest()).entries;
    harness.write('a.mp4', unsampledEdit(large(1)));
    const [after] = (await harness.ingest()).entries;
    expect(after?.state).toBe('new');
    expect(after?.clipId).not.toBe(before?.clipId);
  });

  it('is the same clip when a copy of what was there shows it', async () => {
    harness.write('a.mp4', large(1));
    harness.write('b.mp4', large(1));
    const [before] = (await harness.ingest()).entries;
    harness.connection.prepare('UPDATE clips SET content_hash = NULL').run();
    utimesSync(harness.path('a.mp4'), 1_000_000_000, 1_000_000_000);
    const [after] = (await harness.ingest()).entries;
    expect(after).toMatchObject({ clipId: before?.clipId, state: 'unchanged' });
    expect(harness.count('clips')).toBe(1);
  });

  it('that was replaced by a copy of itself with the same time is as it was', async () => {
    harness.write('a.mp4', large(1));
    const [before] = (await harness.ingest()).entries;
    utimesSync(harness.path('a.mp4'), 1_000_000_000, 1_000_000_000);
    identify();
    await harness.ingest();
    harness.write('copy', large(1));
    utimesSync(harness.path('copy'), 1_000_000_000, 1_000_000_000);
    renameSync(harness.path('copy'), harness.path('a.mp4'));
    const result = await harness.ingest();
    expect(result.entries).toMatchObject([{ clipId: before?.clipId, state: 'unchanged' }]);
    expect(harness.hasher.hashed).toEqual([]);
    await harness.ingest();
    expect(harness.events.map(({ type }) => type)).toEqual(['scan-finished']);
  });

  it('that could not be read and was replaced leaves nothing behind, but for what somebody said of it', async () => {
    const count = (): number => harness.count('clips');
    const fail = (): void => {
      harness.connection
        .prepare(
          `INSERT OR IGNORE INTO jobs (clip_id, stage, sequence, queue, tier, state, ready, run_key)
           SELECT id, 'probe', sequence, 'io', 1, 'failed', 0, '' FROM clips`,
        )
        .run();
    };
    harness.write('a.mp4', large(1));
    await harness.ingest();
    fail();
    harness.write('a.mp4', large(2));
    await harness.ingest();
    fail();
    expect(count()).toBe(1);
    harness.connection
      .prepare('INSERT INTO annotations (clip_sequence, rating, changed_ms) SELECT sequence, 4, 0 FROM clips')
      .run();
    harness.write('a.mp4', large(3));
    await harness.ingest();
    expect(count()).toBe(2);
  });

  it('that was moved while another took its place is found at both, whatever was read', async () => {
    harness.write('a.mp4', large(1));
    const [before] = (await harness.ingest()).entries;
    renameSync(harness.path('a.mp4'), harness.path('b.mp4'));
    harness.write('a.mp4', large(2));
    const { entries } = await harness.ingest();
    expect(entries.find(({ path }) => path.endsWith('b.mp4'))?.clipId).toBe(before?.clipId);
    expect(harness.count('clips')).toBe(2);
  });
});
