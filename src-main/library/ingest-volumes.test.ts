/** Disks that come, go and change places. Folders stand for their mount points. */
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeVolumes, IngestHarness } from '../../tests/support/ingest-harness.ts';

let volumes: FakeVolumes;
let harness: IngestHarness;

beforeEach(async () => {
  volumes = new FakeVolumes();
  harness = await IngestHarness.open({ volumes });
});
afterEach(() => harness.close());

const card = () => harness.path('card');
const places = () =>
  harness.connection
    .prepare(
      `SELECT v.identity, CAST(f.relative_path AS TEXT) AS path, f.state FROM files f JOIN volumes v ON v.id = f.volume_id
       ORDER BY f.id`,
    )
    .all();

describe('a disk', () => {
  it('brings its files along to another mount point', async () => {
    harness.write('card/DCIM/a.mp4', 'content');
    volumes.mounted.set('card-1', card());
    const [first] = (await harness.ingest({ paths: [card()] })).entries;
    expect(places()).toEqual([{ identity: 'card-1', path: 'DCIM/a.mp4', state: 'present' }]);
    renameSync(card(), harness.path('elsewhere'));
    volumes.mounted.set('card-1', harness.path('elsewhere'));
    const result = await harness.ingest({ paths: [harness.path('elsewhere')] });
    expect(result.entries).toEqual([
      { path: harness.path('elsewhere/DCIM/a.mp4'), clipId: first?.clipId, state: 'unchanged', error: null },
    ]);
    expect(places()).toEqual([{ identity: 'card-1', path: 'DCIM/a.mp4', state: 'present' }]);
    expect(harness.count('roots')).toBe(1);
    const mountPath = harness.connection
      .prepare(`SELECT CAST(mount_path AS TEXT) FROM volumes WHERE identity = 'card-1'`)
      .pluck()
      .get();
    expect(mountPath).toBe(harness.path('elsewhere'));
  });

  it('takes nothing away when it is unplugged, though its mount point stays behind empty', async () => {
    harness.write('card/a.mp4', 'content');
    volumes.mounted.set('card-1', card());
    await harness.ingest({ paths: [card()] });
    rmSync(card(), { recursive: true });
    mkdirSync(card());
    volumes.mounted.delete('card-1');
    const result = await harness.ingest({ paths: [card()] });
    expect(result).toMatchObject({ found: 0, missing: 0 });
    expect((await harness.ingest({ paths: [harness.folder] })).missing).toBe(0);
    expect(places()).toEqual([{ identity: 'card-1', path: 'a.mp4', state: 'present' }]);
  });

  it('is not mistaken for another one at the same mount point', async () => {
    harness.write('card/a.mp4', 'of the first card');
    volumes.mounted.set('card-1', card());
    const [first] = (await harness.ingest({ paths: [card()] })).entries;
    renameSync(card(), harness.path('../drawer'));
    harness.write('card/a.mp4', 'of the second card');
    volumes.mounted.clear();
    volumes.mounted.set('card-2', card());
    const result = await harness.ingest({ paths: [card()] });
    expect(result).toMatchObject({ found: 1, missing: 0 });
    expect(result.entries[0]?.clipId).not.toBe(first?.clipId);
    expect(places()).toEqual([
      { identity: 'card-1', path: 'a.mp4', state: 'present' },
      { identity: 'card-2', path: 'a.mp4', state: 'present' },
    ]);
    rmSync(card(), { recursive: true });
    renameSync(harness.path('../drawer'), card());
    volumes.mounted.clear();
    volumes.mounted.set('card-1', card());
    expect((await harness.ingest({ paths: [card()] })).entries).toMatchObject([
      { clipId: first?.clipId, state: 'unchanged' },
    ]);
  });

  it('that is unplugged while its folder is gone through makes nothing missing', async () => {
    harness.write('card/a.mp4', 'a');
    harness.write('card/b.mp4', 'b');
    volumes.mounted.set('card-1', card());
    await harness.ingest({ paths: [card()] });
    harness.write('card/new.mp4', 'new');
    rmSync(harness.path('card/b.mp4'));
    const pullOut = () => {
      rmSync(card(), { recursive: true, force: true });
      mkdirSync(card(), { recursive: true });
      volumes.mounted.delete('card-1');
    };
    const result = await harness.ingest({ paths: [card()] }, { onProgress: pullOut });
    expect(result.missing).toBe(0);
    expect(places()).toMatchObject([{ state: 'present' }, { state: 'present' }, { path: 'new.mp4' }]);
  });

  it('below a folder is looked at with it, and its files are found missing with it', async () => {
    harness.write('card/a.mp4', 'a');
    harness.write('b.mp4', 'b');
    volumes.mounted.set('card-1', card());
    await harness.ingest();
    expect(places()).toEqual(
      expect.arrayContaining([
        { identity: 'card-1', path: 'a.mp4', state: 'present' },
        expect.objectContaining({ identity: 'system' }) as unknown,
      ]),
    );
    rmSync(harness.path('card/a.mp4'));
    expect((await harness.ingest()).missing).toBe(1);
  });

  it('that holds a copy of another one adds places, not clips', async () => {
    const long = Buffer.alloc(800_000, 7);
    harness.write('card/a.mp4', long);
    volumes.mounted.set('card-1', card());
    const [first] = (await harness.ingest({ paths: [card()] })).entries;
    const backup = harness.path('backup');
    cpSync(card(), backup, { recursive: true });
    volumes.mounted.set('backup-1', backup);
    const [copy] = (await harness.ingest({ paths: [backup] })).entries;
    expect(copy).toMatchObject({ clipId: first?.clipId, state: 'unchanged' });
    expect(harness.hasher.hashed).toHaveLength(2);
    expect(harness.count('clips')).toBe(1);
    expect(harness.count('files')).toBe(2);
  });
});
