import { describe, expect, it } from 'vitest';
import type { DuplicateClip, DuplicateGroup } from '../../src-preload/contract/commands/duplicates.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { RushesClient } from '../api/client.ts';
import {
  type DuplicatePair,
  mergeRequest,
  type MergeRequest,
  relationTo,
} from './duplicates-store-choices.ts';
import { choiceIn, createDuplicatesStore } from './duplicates-store.ts';
import { createHistoryStore } from './history-store.ts';

function clip(id: string, durationSec = 10, more: Partial<DuplicateClip> = {}): DuplicateClip {
  return {
    ...{ id, name: id, path: `/${id}`, sizeBytes: 5, durationSec, width: 640, height: 360 },
    ...{ framesPerSecond: 25, codec: 'h264', bitRate: 4, taken: null, rating: null, tags: [] },
    ...{ noteState: 'none', files: [{ path: `/${id}`, sizeBytes: 5, state: 'present' }] },
    ...more,
  };
}

function pair(a: string, b: string, more: Partial<DuplicatePair> = {}): DuplicatePair {
  return {
    ...{ a, b, relation: 'same', similarity: 0.97, matchedSec: 10, aStartSec: 0, bStartSec: 0 },
    ...{ offsetSec: 0, speed: 1, orientation: { turnedDeg: 0, mirrored: false } },
    ...more,
  };
}

/** `small` is `big` scaled; `cut` a part of it; `other` shares a part with it; `third` is like `small` only. */
const group: DuplicateGroup = {
  kind: 'near',
  clips: [clip('big', 60), clip('small', 60), clip('cut', 6), clip('other', 60), clip('third', 60)],
  pairs: [
    pair('small', 'big'),
    pair('big', 'cut', {
      ...{ relation: 'trimmed', matchedSec: 12, aStartSec: 30, offsetSec: 30, speed: 2 },
      orientation: { turnedDeg: 90, mirrored: false },
    }),
    pair('big', 'other', { relation: 'overlap' }),
    pair('small', 'third'),
  ],
  keep: { clipId: 'big', reasons: ['highest-resolution'] },
  reclaimableBytes: 20,
};

type Answer = () => object;

const preview = (token: string) => ({
  keep: { clipId: 'big', path: '/big', tags: ['sea', 'sun'], rating: 4, note: 'n' },
  ...{ others: [], files: [], freedBytes: 5, trash: 'possible', token },
});

function fakeEngine(answers: Readonly<Record<string, Answer>>) {
  const asked: [string, object][] = [];
  const ask = (name: string, input: object, signal?: AbortSignal): Promise<object> => {
    asked.push([name, input]);
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(new AppError('cancelled', {}));
      });
      Promise.resolve()
        .then(() => answers[name]?.())
        .then((answer) => {
          if (answer !== undefined) resolve(answer);
        }, reject);
    });
  };
  const client = { ask } as unknown as RushesClient;
  const history = createHistoryStore(client);
  return { asked, history, store: createDuplicatesStore(client, history) };
}

const found = (groups: DuplicateGroup[]) => ({
  'duplicates.find': () => ({ library: '/l', groups, compared: 5, notCompared: 1, tookMs: 3 }),
});

describe('looking for duplicates', () => {
  it('asks for the kind that is shown, and keeps what was found of each', async () => {
    const { store, asked } = fakeEngine(found([group]));
    store.getState().setKind('near');
    await store.getState().look();
    expect(asked).toEqual([['duplicates.find', { kinds: ['near'] }]]);
    expect(store.getState().lookups.near).toMatchObject({ state: 'idle', found: { notCompared: 1 } });
    expect(store.getState().lookups.exact.found).toBeNull();
  });
  it('is called off without an error, and what was found before stays', async () => {
    let isSlow = false;
    const { store } = fakeEngine({
      'duplicates.find': () => (isSlow ? (undefined as never) : found([group])['duplicates.find']()),
    });
    await store.getState().look();
    isSlow = true;
    const second = store.getState().look();
    expect(store.getState().lookups.exact.state).toBe('looking');
    store.getState().cancel();
    await second;
    expect(store.getState().lookups.exact).toMatchObject({
      ...{ state: 'idle', error: null },
      found: { groups: [group] },
    });
  });
  it('tells what went wrong', async () => {
    const { store } = fakeEngine({
      'duplicates.find': () => {
        throw new AppError('engine-unavailable', {});
      },
    });
    await store.getState().look();
    expect(store.getState().lookups.exact).toMatchObject({
      state: 'failed',
      error: { code: 'engine-unavailable' },
    });
  });
  it('leaves out groups of which one file is left, unless something said would be lost', async () => {
    const gone = { files: [{ path: '/x', sizeBytes: 5, state: 'missing' as const }] };
    const merged: DuplicateGroup = { ...group, clips: [clip('big'), clip('small', 60, gone)] };
    const tagged: DuplicateGroup = {
      ...group,
      clips: [clip('big'), clip('old', 60, { ...gone, tags: ['sea'] })],
    };
    const { store } = fakeEngine(found([merged, tagged]));
    await store.getState().look();
    expect(store.getState().lookups.exact.found?.groups).toEqual([tagged]);
  });
});

describe('what is to become of a group', () => {
  it('takes in what is the same or a part of the kept one, and nothing that would be lost', () => {
    expect([...choiceIn(new Map(), group).otherIds]).toEqual(['small', 'cut']);
  });
  it('begins anew when another one is to be kept, and follows what is chosen', () => {
    const { store } = fakeEngine({});
    store.getState().keep(group, 'small');
    expect(mergeRequest(group, store.getState().choiceOf(group))).toEqual({
      ...{ keep: 'small', others: ['big', 'third'], copies: 'keep-all' },
    });
    store.getState().take(group, 'third', 'out');
    store.getState().take(group, 'big', 'out');
    store.getState().take(group, 'small', 'in');
    expect(mergeRequest(group, store.getState().choiceOf(group))).toBeNull();
  });
  it('brings copies of one content down to one file', () => {
    const copies: DuplicateGroup = { ...group, kind: 'exact', clips: [clip('big')], pairs: [] };
    expect(mergeRequest(copies, choiceIn(new Map(), copies))).toEqual({
      keep: 'big',
      others: [],
      copies: 'keep-one',
    });
  });
});

describe('how one clip relates to another', () => {
  it('is the same told from either', () => {
    expect(relationTo(group, 'big', 'cut')).toMatchObject({
      ...{ extent: 'part', startSec: 30, matchedSec: 12, offsetSec: 30, speed: 2 },
      orientation: { turnedDeg: 90, mirrored: false },
    });
    expect(relationTo(group, 'cut', 'big')).toMatchObject({
      ...{ extent: 'whole', startSec: 0, matchedSec: 6, offsetSec: -15, speed: 0.5 },
      orientation: { turnedDeg: 270, mirrored: false },
    });
    expect(relationTo(group, 'big', 'third')).toBeNull();
  });
  it('a mirrored and turned one is mirrored and turned by the same from the other side', () => {
    const orientation = { turnedDeg: 90, mirrored: true } as const;
    const turned = { ...group, pairs: [pair('big', 'small', { orientation })] };
    expect(relationTo(turned, 'small', 'big')?.orientation).toEqual(orientation);
  });
});

describe('merging', () => {
  const request: MergeRequest = { keep: 'big', others: ['small'], copies: 'keep-all' };
  const report = { clipId: 'big', previous: [{ clipId: 'big', tags: ['sea'] }], trashed: [], stayed: [] };

  it('does what was shown, and it can be taken back', async () => {
    const { store, asked, history } = fakeEngine({
      ...found([]),
      'duplicates.preview': () => preview('one'),
      'duplicates.merge': () => ({ ...report, freedBytes: 0 }),
      'annotations.set': () => ({ changed: 1, previous: [] }),
    });
    await store.getState().openMerge(request);
    expect(store.getState().merge).toMatchObject({ state: 'shown', news: 'first' });
    await store.getState().confirmMerge('trash-files');
    expect(store.getState().merge).toMatchObject({ state: 'merged', report });
    expect(asked).toContainEqual(['duplicates.merge', { ...request, token: 'one', files: 'trash-files' }]);
    await history.getState().undo();
    await history.getState().redo();
    expect(asked.filter(([name]) => name === 'annotations.set')).toEqual([
      ['annotations.set', { changes: report.previous }],
      ['annotations.set', { changes: [{ clipId: 'big', rating: 4, note: 'n', tags: ['sea', 'sun'] }] }],
    ]);
  });
  it('shows anew what does not hold any more, and waits for another yes', async () => {
    const tokens = ['one', 'two'];
    const { store, asked, history } = fakeEngine({
      'duplicates.preview': () => preview(tokens.shift() ?? ''),
      'duplicates.merge': () => {
        throw new AppError('preview-outdated', { clip: 'big' });
      },
    });
    await store.getState().openMerge(request);
    await store.getState().confirmMerge('trash-files');
    expect(store.getState().merge).toMatchObject({
      ...{ state: 'shown', news: 'outdated', preview: { token: 'two' } },
    });
    expect(asked.filter(([name]) => name === 'duplicates.merge')).toHaveLength(1);
    expect(history.getState().undoable).toEqual([]);
  });
  it('does not open again after it was closed, and does nothing without a preview', async () => {
    const { store, asked } = fakeEngine({ 'duplicates.preview': () => preview('one') });
    const opening = store.getState().openMerge(request);
    store.getState().closeMerge();
    await opening;
    await store.getState().confirmMerge('leave-files');
    expect(store.getState().merge).toEqual({ state: 'none' });
    expect(asked.map(([name]) => name)).toEqual(['duplicates.preview']);
  });
  it('says nothing to be undone where nothing new was said', async () => {
    const { store, history } = fakeEngine({
      ...found([]),
      'duplicates.preview': () => preview('one'),
      'duplicates.merge': () => ({ ...report, previous: [{ clipId: 'big' }], freedBytes: 0 }),
    });
    await store.getState().openMerge(request);
    await store.getState().confirmMerge('leave-files');
    expect(history.getState().undoable).toEqual([]);
  });
});
