import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { IngestHarness } from '../../tests/support/ingest-harness.ts';
import { tempDir } from '../../tests/support/temp-dir.ts';
import * as contract from '../../src-preload/contract/commands/duplicates.ts';
import { systemClock } from '../platform/clock.ts';
import type { Trash } from '../platform/trash.ts';
import { readAnnotations, setAnnotations } from './annotations.ts';
import { Limiter } from './limiter.ts';
import { mergeDuplicates, type MergeDeps } from './merge-duplicates.ts';
import { previewMerge } from './merge-preview.ts';
import { createVolumeSource } from './volume-source.ts';

let home: string;
let systemTrash: Trash;
beforeAll(async () => {
  // The trash of whoever runs this is left alone: it is looked for below these, once and for all.
  home = await tempDir();
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_DATA_HOME', join(home, 'data'));
  ({ systemTrash } = await import('../platform/trash.ts'));
});

let harness: IngestHarness;
let deps: MergeDeps;
beforeEach(async () => {
  harness = await IngestHarness.open();
  deps = {
    ...{ connection: harness.connection, eventLog: harness.eventLog },
    ...{ volumes: createVolumeSource(process.platform), clock: systemClock },
    ...{ trash: systemTrash, merges: new Limiter(1) },
  };
});
afterEach(() => harness.close());

const { signal } = new AbortController();
type Request = Parameters<typeof contract.preview.request.parse>[0];

const preview = (request: Request) => previewMerge(contract.preview.request.parse(request), deps);
const merge = (request: object, own: MergeDeps = deps) =>
  mergeDuplicates(contract.merge.request.parse(request), own, signal);
const clip = (name: string): string => harness.files()[name]?.clipId ?? '';
const said = (name: string) => readAnnotations({ clip: clip(name), relativeTo: null }, deps);
const say = (name: string, what: object) =>
  setAnnotations({ changes: [{ clipId: clip(name), ...what }] }, deps);

/** Content of what was moved to the trash, wherever on the disk that is. */
function trashed(): string[] {
  const folder = join(home, 'data', 'Trash', 'files');
  return existsSync(folder)
    ? readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    : [];
}

async function three(): Promise<void> {
  harness.write('a.mp4', 'the first clip');
  harness.write('b.mp4', 'the second clip, longer');
  harness.write('c.mp4', 'the third clip, yet longer');
  await harness.ingest();
  say('a.mp4', { rating: 2, tags: ['Sea'], note: 'By the pier.' });
  say('b.mp4', { rating: 5, tags: ['sea', 'Boat'], note: 'Ask Ann.' });
  say('c.mp4', { tags: ['Dusk'], note: 'By the pier.' });
}

const all = () => ({ keep: clip('a.mp4'), others: [clip('b.mp4'), clip('c.mp4')] });

describe('a preview of merging', () => {
  it('shows what the kept clip will have, what would go, and changes nothing', async () => {
    await three();
    const shown = await preview(all());
    expect(shown.keep).toMatchObject({
      tags: ['Sea', 'Boat', 'Dusk'],
      rating: 5,
      note: 'By the pier.\n\nAsk Ann.',
    });
    expect(shown.others.map(({ clipId, rating }) => [clipId, rating])).toEqual([
      [clip('b.mp4'), 5],
      [clip('c.mp4'), null],
    ]);
    expect(shown.files.map(({ path, stays }) => [path, stays])).toEqual([
      [harness.path('b.mp4'), null],
      [harness.path('c.mp4'), null],
    ]);
    expect(shown).toMatchObject({ freedBytes: 49, trash: 'possible' });
    expect(said('a.mp4')).toMatchObject({ rating: 2, note: 'By the pier.', tags: ['Sea'] });
    expect(await preview(all())).toEqual(shown);
  });

  it('refuses what makes no sense', async () => {
    await three();
    const keep = clip('a.mp4');
    await expect(preview({ keep, others: [keep] })).rejects.toMatchObject({ code: 'bad-arguments' });
    await expect(preview({ keep })).rejects.toMatchObject({ code: 'bad-arguments' });
    await expect(preview({ keep, others: ['nobody'] })).rejects.toMatchObject({ code: 'clip-unknown' });
  });

  it('refuses notes that are too long together, rather than lose any of them', async () => {
    await three();
    say('a.mp4', { note: 'x'.repeat(12_000) });
    say('b.mp4', { note: 'y'.repeat(12_000) });
    await expect(preview(all())).rejects.toMatchObject({ code: 'bad-arguments' });
  });
});

describe('merging', () => {
  it('says of the kept clip what was said of any, leaves files alone, and can be undone', async () => {
    await three();
    const { token } = await preview(all());
    const done = await merge({ ...all(), token });
    expect(done).toMatchObject({ trashed: [], stayed: [], freedBytes: 0 });
    expect(said('a.mp4')).toMatchObject({ rating: 5, note: 'By the pier.\n\nAsk Ann.' });
    expect(said('a.mp4').tags.toSorted()).toEqual(['Boat', 'Dusk', 'Sea']);
    expect(said('b.mp4')).toMatchObject({ rating: 5, note: 'Ask Ann.', tags: ['Boat', 'Sea'] });
    expect(existsSync(harness.path('b.mp4'))).toBe(true);
    setAnnotations({ changes: done.previous }, deps);
    expect(said('a.mp4')).toMatchObject({ rating: 2, note: 'By the pier.', tags: ['Sea'] });
  });

  it('moves files to the trash when that is asked for, and they are missing then', async () => {
    await three();
    const { token } = await preview(all());
    harness.events.length = 0;
    const done = await merge({ ...all(), token, files: 'trash-files' });
    expect(done.trashed.map(({ path }) => path)).toEqual([harness.path('b.mp4'), harness.path('c.mp4')]);
    expect(done).toMatchObject({ stayed: [], freedBytes: 49 });
    expect(existsSync(harness.path('b.mp4'))).toBe(false);
    expect(trashed()).toEqual(
      expect.arrayContaining(['the second clip, longer', 'the third clip, yet longer']),
    );
    expect(Object.entries(harness.files()).map(([name, { state }]) => [name, state])).toEqual([
      ['a.mp4', 'present'],
      ['b.mp4', 'missing'],
      ['c.mp4', 'missing'],
    ]);
    expect(harness.events.filter(({ type }) => type === 'file-changed')).toHaveLength(2);
    // What was said of them is still known, and back with the file.
    expect(said('b.mp4')).toMatchObject({ rating: 5, note: 'Ask Ann.' });
    expect(readFileSync(harness.path('a.mp4'), 'utf8')).toBe('the first clip');
  });

  it('does nothing where something has changed since it was shown', async () => {
    await three();
    const { token } = await preview(all());
    say('c.mp4', { rating: 1 });
    const outdated = { code: 'preview-outdated' };
    await expect(merge({ ...all(), token, files: 'trash-files' })).rejects.toMatchObject(outdated);
    const { token: next } = await preview(all());
    harness.write('b.mp4', 'something else altogether');
    await expect(merge({ ...all(), token: next, files: 'trash-files' })).rejects.toMatchObject(outdated);
    await expect(merge({ ...all(), token: 'made up' })).rejects.toMatchObject(outdated);
    expect(said('a.mp4')).toMatchObject({ rating: 2 });
    expect(existsSync(harness.path('c.mp4'))).toBe(true);
  });

  it('never touches a file that is not as the library knows it', async () => {
    await three();
    harness.write('b.mp4', 'cut anew since then');
    unlinkSync(harness.path('c.mp4'));
    const shown = await preview(all());
    expect(shown.files.map(({ stays }) => stays)).toEqual(['changed', 'missing']);
    expect(shown).toMatchObject({ trash: 'nothing-to-move', freedBytes: 0 });
    const done = await merge({ ...all(), token: shown.token, files: 'trash-files' });
    expect(done.stayed.map(({ reason }) => reason)).toEqual(['changed', 'missing']);
    expect(readFileSync(harness.path('b.mp4'), 'utf8')).toBe('cut anew since then');
  });

  it('moves nothing where the kept clip is not there', async () => {
    await three();
    unlinkSync(harness.path('a.mp4'));
    const shown = await preview(all());
    expect(shown.trash).toBe('kept-is-not-there');
    const done = await merge({ ...all(), token: shown.token, files: 'trash-files' });
    expect(done.trashed).toEqual([]);
    expect(done.stayed.map(({ reason, error }) => [reason, error?.code])).toEqual([
      ['kept-is-not-there', 'file-missing'],
      ['kept-is-not-there', 'file-missing'],
    ]);
    expect(existsSync(harness.path('b.mp4'))).toBe(true);
  });

  it('says which files could not be moved, and goes on with the others', async () => {
    await three();
    const { token } = await preview(all());
    const refusing: Trash = {
      move: (path) =>
        path.endsWith('b.mp4') ? Promise.reject(new Error('no room')) : systemTrash.move(path),
    };
    const done = await merge({ ...all(), token, files: 'trash-files' }, { ...deps, trash: refusing });
    expect(done.trashed.map(({ path }) => path)).toEqual([harness.path('c.mp4')]);
    expect(done.stayed).toMatchObject([
      {
        path: harness.path('b.mp4'),
        reason: 'failed',
        error: { code: 'io-error', facts: { detail: 'no room' } },
      },
    ]);
    expect(harness.files()['b.mp4']?.state).toBe('present');
  });

  it('leaves one file of a clip that is there several times', async () => {
    harness.write('one.mp4', 'the same bytes');
    harness.write('two.mp4', 'the same bytes');
    await harness.ingest();
    const request = { keep: clip('one.mp4'), copies: 'keep-one' } as const;
    const { token, files } = await preview(request);
    expect(files).toHaveLength(1);
    const done = await merge({ ...request, token, files: 'trash-files' });
    expect(done.trashed).toHaveLength(1);
    const left = ['one.mp4', 'two.mp4'].filter((name) => existsSync(harness.path(name)));
    expect(left).toHaveLength(1);
    expect(trashed()).toContain('the same bytes');
  });

  it('does not follow links, and counts the space of one file with two names once', async () => {
    harness.write('a.mp4', 'the first clip');
    harness.write('b.mp4', 'the second clip');
    mkdirSync(harness.path('more'));
    linkSync(harness.path('b.mp4'), harness.path('more/b2.mp4'));
    await harness.ingest();
    const request = { keep: clip('a.mp4'), others: [clip('b.mp4')] };
    expect(await preview(request)).toMatchObject({ freedBytes: 15, files: [{}, {}] });
    unlinkSync(harness.path('b.mp4'));
    symlinkSync(harness.path('more/b2.mp4'), harness.path('b.mp4'));
    const shown = await preview(request);
    expect(shown.files.map(({ stays }) => stays)).toEqual(['not-a-file', null]);
  });
});

describe('what is kept while files are moved', () => {
  const trashing = async (request: object) =>
    ({ ...request, token: (await preview(request)).token, files: 'trash-files' }) as const;

  it('is still there where two merges are asked for at once, each of the other file', async () => {
    await three();
    const [a, b] = [clip('a.mp4'), clip('b.mp4')];
    const one = await trashing({ keep: a, others: [b] });
    const other = await trashing({ keep: b, others: [a] });
    expect(await Promise.allSettled([merge(one), merge(other)])).toMatchObject([
      { status: 'fulfilled', value: { trashed: [{ path: harness.path('b.mp4') }] } },
      { status: 'rejected', reason: { code: 'preview-outdated' } },
    ]);
    expect(readFileSync(harness.path('a.mp4'), 'utf8')).toBe('the first clip');
    expect(said('a.mp4')).toMatchObject({ rating: 5, note: 'By the pier.\n\nAsk Ann.' });
  });

  it('is merged once where the same is asked for twice', async () => {
    await three();
    const request = await trashing(all());
    const [first, second] = await Promise.allSettled([merge(request), merge(request)]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { trashed: [{}, {}], stayed: [] } });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'preview-outdated' } });
  });

  it('is not waited for by a merge that was called off', async () => {
    await three();
    const request = await trashing(all());
    const leave = await deps.merges.enter();
    const calling = new AbortController();
    const waiting = mergeDuplicates(contract.merge.request.parse(request), deps, calling.signal);
    calling.abort();
    leave();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(said('a.mp4')).toMatchObject({ rating: 2 });
    expect(existsSync(harness.path('b.mp4'))).toBe(true);
  });

  it('is looked at before the first move', async () => {
    await three();
    const request = await trashing(all());
    // Between the check of the token and the moves, the kept clip gets what was said of the others.
    harness.eventLog.subscribe(() => {
      harness.write('a.mp4', 'something else');
    });
    const done = await merge(request);
    expect(done.trashed).toEqual([]);
    expect(done.stayed.map(({ reason, error }) => [reason, error?.facts['file']])).toEqual([
      ['kept-is-not-there', harness.path('a.mp4')],
      ['kept-is-not-there', harness.path('a.mp4')],
    ]);
    expect(existsSync(harness.path('b.mp4')) && existsSync(harness.path('c.mp4'))).toBe(true);
  });

  it('is looked at after each move: what took it along is told of, and the rest stays', async () => {
    await three();
    const request = await trashing(all());
    const taking: Trash = {
      move: async (path) => {
        await systemTrash.move(path);
        unlinkSync(harness.path('a.mp4'));
      },
    };
    const done = await merge(request, { ...deps, trash: taking });
    expect(done).toMatchObject({ trashed: [], freedBytes: 0 });
    expect(done.stayed.map(({ path, reason }) => [path, reason])).toEqual([
      [harness.path('b.mp4'), 'kept-is-not-there'],
      [harness.path('c.mp4'), 'kept-is-not-there'],
    ]);
    expect(done.stayed[0]?.error?.message).toContain(`${harness.path('b.mp4')} was moved to the trash`);
    expect(existsSync(harness.path('c.mp4'))).toBe(true);
    expect(Object.values(harness.files()).map(({ state }) => state)).toEqual([
      'missing',
      'missing',
      'present',
    ]);
  });

  it('counts as lost where one of several kept files is, though others of it are there', async () => {
    await three();
    harness.write('a2.mp4', 'the first clip');
    await harness.ingest();
    const request = await trashing(all());
    harness.eventLog.subscribe(() => {
      harness.write('a2.mp4', 'something else');
    });
    expect(await merge(request)).toMatchObject({ trashed: [], stayed: [{}, {}] });
    expect(existsSync(harness.path('b.mp4'))).toBe(true);
  });
});
