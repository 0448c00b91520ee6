import { linkSync, mkdirSync, renameSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IngestHarness } from '../../tests/support/ingest-harness.ts';
import { pathFromBytes } from '../platform/paths.ts';

let harness: IngestHarness;

beforeEach(async () => {
  harness = await IngestHarness.open();
});
afterEach(() => harness.close());

const statesOf = (result: { readonly entries: readonly { readonly state: string }[] }) =>
  result.entries.map(({ state }) => state);

describe('ingest', () => {
  it('makes a clip of each content and hands it to the pipeline', async () => {
    harness.write('a.mp4', 'one');
    harness.write('sub/b.mov', 'two');
    harness.write('notes.txt', 'three');
    const result = await harness.ingest({ profile: 'fast' });
    expect(result.entries.map(({ path, state }) => [path, state])).toEqual([
      [harness.path('a.mp4'), 'new'],
      [harness.path('sub/b.mov'), 'new'],
    ]);
    expect(result).toMatchObject({ found: 2, ignored: 1, missing: 0, unreadableFolders: [] });
    const ids = result.entries.map(({ clipId }) => clipId ?? '');
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{20}$/);
    expect(harness.pipeline.enqueued.every(({ profile }) => profile === 'fast')).toBe(true);
    expect(harness.pipeline.clipIds.toSorted()).toEqual(ids.toSorted());
    expect(harness.pipeline.awaited[0]?.toSorted()).toEqual(ids.toSorted());
    expect(harness.events.map(({ type }) => type).toSorted()).toEqual([
      'clip-added',
      'clip-added',
      'scan-finished',
    ]);
    expect(harness.events.find(({ type }) => type === 'scan-finished')?.data).toEqual({
      ...{ path: harness.folder, found: 2, missing: 0 },
    });
  });

  it('gives the same content the same id in any library', async () => {
    harness.write('a.mp4', 'content');
    const [first] = (await harness.ingest()).entries;
    const other = await IngestHarness.open();
    other.write('elsewhere/z.mkv', 'content');
    const [second] = (await other.ingest()).entries;
    await other.close();
    expect(second?.clipId).toBe(first?.clipId);
  });

  it('passes files by that are as they were, and still hands their clips over', async () => {
    for (let index = 0; index < 600; index += 1)
      harness.write(`${String(index % 7)}/${String(index)}.mp4`, String(index));
    const first = await harness.ingest();
    const before = harness.count('events');
    const second = await harness.ingest();
    expect(new Set(statesOf(second))).toEqual(new Set(['unchanged']));
    expect(second.entries.map(({ clipId }) => clipId)).toEqual(first.entries.map(({ clipId }) => clipId));
    expect(new Set(harness.pipeline.clipIds).size).toBe(600);
    expect(harness.pipeline.clipIds).toHaveLength(600);
    // Only that the folder was gone through.
    expect(harness.count('events')).toBe(before + 1);
  });

  it('stores in batches while the search goes on, each clip known before it is handed over', async () => {
    for (let index = 0; index < 200; index += 1) harness.write(`${String(index)}.mp4`, String(index));
    const progress: number[] = [];
    await harness.ingest({}, { onProgress: (now) => progress.push(now.new) });
    expect(harness.pipeline.enqueued.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...harness.pipeline.enqueued.map(({ clipIds }) => clipIds.length))).toBeLessThanOrEqual(
      64,
    );
    expect(progress.at(-1)).toBe(200);
    expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
  });

  it('takes names of any bytes and gives them back unharmed', async () => {
    const odd = pathFromBytes(Buffer.from([0x63, 0xff, 0xc3, 0x28, 0x2e, 0x6d, 0x70, 0x34]));
    const names = [
      'a b.mp4',
      `it's "quoted" \`now\`.mp4`,
      'two\nlines\t.mp4',
      '🎬 ünï.mp4',
      odd,
      '-dash.mp4',
      '%41.mp4',
    ];
    for (const name of names) harness.write(name, name);
    const first = await harness.ingest();
    expect(first.entries.map(({ path }) => path).toSorted()).toEqual(
      names.map((name) => harness.path(name)).toSorted(),
    );
    expect(new Set(statesOf(first))).toEqual(new Set(['new']));
    const second = await harness.ingest();
    expect(new Set(statesOf(second))).toEqual(new Set(['unchanged']));
    const third = await harness.ingest({ paths: [harness.path(odd)] });
    expect(third.entries).toMatchObject([{ path: harness.path(odd), state: 'unchanged' }]);
  });

  it('finds each file once however many ways lead to it', async () => {
    const file = harness.write('sub/deep/a.mp4', 'content');
    symlinkSync(harness.folder, harness.path('../alias'));
    symlinkSync(harness.path('sub'), harness.path('link'));
    symlinkSync(harness.folder, harness.path('sub/up'));
    symlinkSync(file, harness.path('again.mp4'));
    const paths = [
      harness.folder,
      harness.path('sub'),
      harness.path('../alias'),
      file,
      file,
      harness.path('again.mp4'),
    ];
    const result = await harness.ingest({ paths: [...paths, harness.folder] });
    expect(result.entries).toMatchObject([{ path: file, state: 'new' }]);
    expect(harness.count('files')).toBe(1);
    expect(harness.count('roots')).toBe(2);
  });

  it('takes hard links for places of one clip', async () => {
    const file = harness.write('a.mp4', 'content');
    linkSync(file, harness.path('b.mp4'));
    const result = await harness.ingest();
    expect(new Set(result.entries.map(({ clipId }) => clipId)).size).toBe(1);
    expect(harness.count('clips')).toBe(1);
    expect(harness.count('files')).toBe(2);
  });

  it('takes a named file whatever its extension, and of folders what matches', async () => {
    const song = harness.write('song.mp3', 'a song');
    for (const name of ['day 1/a.mp4', 'day 1/b.mov', 'day 2/c.mp4', 'top.mp4']) harness.write(name, name);
    const named = await harness.ingest({ paths: [song], pattern: '*.mp4' });
    expect(named.entries).toMatchObject([{ path: song, state: 'new' }]);
    const byName = await harness.ingest({ pattern: '*.MP4', dryRun: true });
    expect(byName.entries).toHaveLength(3);
    const byFolder = await harness.ingest({ pattern: 'day 1/**', dryRun: true });
    expect(byFolder.entries).toHaveLength(2);
    const flat = await harness.ingest({ recursive: false, dryRun: true });
    expect(flat.entries.map(({ path }) => path)).toEqual([harness.path('top.mp4')]);
  });

  it('tells source code from transport streams in folders', async () => {
    harness.write('src/main.ts', 'export const answer = 42;\n');
    const packet = Buffer.alloc(188 * 4, 0xff);
    for (let at = 0; at < packet.length; at += 188) packet.set([0x47, 0x40, 0x00, 0x10, 0x00], at);
    const stream = harness.write('stream.ts', packet);
    const result = await harness.ingest();
    expect(result.entries.map(({ path }) => path)).toEqual([stream]);
    expect(result).toMatchObject({ found: 1, ignored: 1 });
    const named = await harness.ingest({ paths: [harness.path('src/main.ts')] });
    expect(statesOf(named)).toEqual(['new']);
  });

  it('writes nothing in a dry run, and knows what is known', async () => {
    harness.write('known.mp4', 'known');
    await harness.ingest();
    harness.write('copy.mp4', 'known');
    harness.write('new.mp4', 'new');
    harness.write('twin.mp4', 'new');
    harness.write('empty.mp4', '');
    unlinkSync(harness.path('known.mp4'));
    const changesBefore = Number(harness.connection.prepare('SELECT total_changes()').pluck().get());
    const result = await harness.ingest({ dryRun: true });
    expect(Number(harness.connection.prepare('SELECT total_changes()').pluck().get())).toBe(changesBefore);
    expect(harness.pipeline.enqueued).toEqual([]);
    expect(
      result.entries.map(({ path, state }) => `${path.slice(harness.folder.length + 1)} ${state}`),
    ).toEqual(expect.arrayContaining(['copy.mp4 unchanged', 'empty.mp4 failed']));
    expect(statesOf(result).toSorted()).toEqual(['failed', 'new', 'unchanged', 'unchanged']);
  });

  it('ends when it is cancelled; what was stored stays, and the rest comes next time', async () => {
    for (let index = 0; index < 300; index += 1) harness.write(`${String(index)}.mp4`, String(index));
    const cancelling = new AbortController();
    const cancelled = harness.ingest({}, { signal: cancelling.signal, onProgress: () => cancelling.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const kept = harness.count('clips');
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(300);
    expect(harness.pipeline.awaited).toEqual([]);
    const result = await harness.ingest();
    expect(statesOf(result).filter((state) => state === 'new')).toHaveLength(300 - kept);
    expect(harness.count('clips')).toBe(300);
  });
});

describe('a library that cannot be written', () => {
  it('ends the ingest, though not in the hands of a single file', async () => {
    for (let index = 0; index < 100; index += 1) harness.write(`${String(index)}.mp4`, String(index));
    harness.connection.exec(
      `CREATE TRIGGER full BEFORE INSERT ON clips BEGIN SELECT RAISE(ABORT, 'no room in the library'); END`,
    );
    await expect(harness.ingest()).rejects.toThrow('no room in the library');
    expect(harness.count('files')).toBe(0);
    expect(harness.events).toEqual([]);
  });

  it('is noticed too when a timer stores', async () => {
    const content = Buffer.alloc(500_000);
    for (const name of ['a.mp4', 'b.mp4']) harness.write(name, content);
    harness.write('c.mp4', 'other');
    harness.connection.exec(
      `CREATE TRIGGER full BEFORE INSERT ON clips WHEN NEW.size_bytes = 5
       BEGIN SELECT RAISE(ABORT, 'no room in the library'); END`,
    );
    const hash = harness.hasher.hash.bind(harness.hasher);
    harness.hasher.hash = async (path, signal) => {
      // Longer than a batch is held back.
      await new Promise((resolve) => setTimeout(resolve, 400));
      return hash(path, signal);
    };
    await expect(harness.ingest()).rejects.toThrow('no room in the library');
  });
});

describe('files that are gone', () => {
  it('are missing, kept, and present again when they are back as they were', async () => {
    const file = harness.write('a.mp4', 'content');
    harness.write('b.mp4', 'other');
    const [entry] = (await harness.ingest()).entries;
    renameSync(file, harness.path('../aside'));
    const without = await harness.ingest();
    expect(without).toMatchObject({ found: 1, missing: 1 });
    expect(harness.files()['a.mp4']).toEqual({ clipId: entry?.clipId, state: 'missing' });
    expect(harness.events.map(({ type, data }) => ({ type, ...data }))).toContainEqual({
      ...{ type: 'file-changed', clipId: entry?.clipId, path: file, change: 'missing' },
    });
    expect(harness.count('clips')).toBe(2);
    expect((await harness.ingest()).missing).toBe(0);
    renameSync(harness.path('../aside'), file);
    const back = await harness.ingest();
    expect(back.entries[0]).toEqual({ path: file, clipId: entry?.clipId, state: 'unchanged', error: null });
    expect(harness.files()['a.mp4']?.state).toBe('present');
  });

  it('are not those that are only filtered out, or in a subfolder that was not entered', async () => {
    for (const name of ['a.mp4', 'b.mov', 'sub/c.mp4']) harness.write(name, name);
    await harness.ingest();
    expect((await harness.ingest({ pattern: '*.mov' })).missing).toBe(0);
    expect((await harness.ingest({ recursive: false })).missing).toBe(0);
    unlinkSync(harness.path('sub/c.mp4'));
    expect((await harness.ingest({ pattern: '*.mov' })).missing).toBe(1);
  });

  it('are not those of a neighbour whose name begins alike', async () => {
    harness.write('day/a.mp4', 'a');
    const neighbour = harness.write('day 2/b.mp4', 'b');
    await harness.ingest();
    unlinkSync(neighbour);
    expect((await harness.ingest({ paths: [harness.path('day')] })).missing).toBe(0);
    expect((await harness.ingest()).missing).toBe(1);
  });

  it('stay as they were when their whole folder is away', async () => {
    harness.write('a.mp4', 'content');
    await harness.ingest();
    renameSync(harness.folder, harness.path('../away'));
    const result = await harness.ingest();
    expect(result.entries).toMatchObject([
      { path: harness.folder, clipId: null, state: 'failed', error: { code: 'file-missing' } },
    ]);
    expect(result.missing).toBe(0);
    expect(harness.files()['a.mp4']?.state).toBe('present');
    mkdirSync(harness.folder);
    expect((await harness.ingest()).missing).toBe(1);
  });

  it('are noticed behind links too', async () => {
    const outside = harness.write('../outside/a.mp4', 'content');
    symlinkSync(harness.path('../outside'), harness.path('link'));
    await harness.ingest();
    unlinkSync(outside);
    expect((await harness.ingest()).missing).toBe(1);
  });

  it('may have given way to other content at their place', async () => {
    const file = harness.write('a.mp4', 'before');
    const [before] = (await harness.ingest()).entries;
    harness.write('a.mp4', 'afterwards');
    const [after] = (await harness.ingest()).entries;
    expect(after).toMatchObject({ path: file, state: 'new' });
    expect(after?.clipId).not.toBe(before?.clipId);
    expect(harness.count('files')).toBe(1);
    expect(harness.count('clips')).toBe(2);
    expect(harness.events.map(({ type, data }) => ({ type, ...data }))).toContainEqual({
      ...{ type: 'file-changed', clipId: before?.clipId, path: file, change: 'missing' },
    });
    harness.write('a.mp4', 'before');
    const [again] = (await harness.ingest()).entries;
    expect(again).toMatchObject({ clipId: before?.clipId, state: 'unchanged' });
  });

  it('leave a file alone that was only touched', async () => {
    const file = harness.write('a.mp4', 'content');
    const [before] = (await harness.ingest()).entries;
    utimesSync(file, 1_000_000_000, 1_000_000_000);
    const [after] = (await harness.ingest()).entries;
    expect(after).toEqual({ ...before, state: 'unchanged' });
    expect(harness.events.map(({ type }) => type)).toEqual(['scan-finished']);
    expect(harness.connection.prepare('SELECT modified_ns FROM files').pluck().get()).toBe(
      '1000000000000000000',
    );
  });
});

describe('roots', () => {
  it('are remembered with how they were asked for', async () => {
    harness.write('a.mp4', 'content');
    await harness.ingest({ pattern: '*.mp4', recursive: false });
    const roots = () => harness.connection.prepare('SELECT recursive, pattern, scanned_ms FROM roots').all();
    expect(roots()).toMatchObject([
      { recursive: 0, pattern: '*.mp4', scanned_ms: expect.any(Number) as number },
    ]);
    await harness.ingest();
    expect(roots()).toMatchObject([{ recursive: 1, pattern: null }]);
    await harness.ingest({ paths: [join(harness.folder, 'a.mp4')] });
    expect(roots()).toHaveLength(1);
  });
});
