import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary } from '../../tests/support/card-library.ts';
import { IngestHarness } from '../../tests/support/ingest-harness.ts';
import { type AnnotationChange, set } from '../../src-preload/contract/commands/annotations.ts';
import { readEvents } from '../db/event-log.ts';
import { listTags, markOpened, readAnnotations, setAnnotations } from './annotations.ts';

let library: CardLibrary;
beforeAll(async () => {
  library = await CardLibrary.open();
});
beforeEach(() => {
  library.clear();
  library.connection.exec('DELETE FROM events');
});

const change = (...changes: AnnotationChange[]) => setAnnotations(set.request.parse({ changes }), library);
const said = (clip: string) => readAnnotations({ clip, relativeTo: null }, library);
const tags = (): string[] => listTags(library).tags.map(({ name, clips }) => `${name} ${String(clips)}`);
const events = () =>
  readEvents(library.connection, { afterSequence: 0, limit: 100 }).map(({ type, data }) => ({
    type,
    ...data,
  }));

describe('setAnnotations', () => {
  it('changes what is given, says what stood before, and tells of it once', () => {
    const [a, b] = [library.add(), library.add()];
    expect(change({ clipId: a, rating: 4, note: 'n' }, { clipId: b, addTags: ['Sea'] })).toEqual({
      changed: 2,
      previous: [
        { clipId: a, rating: null, note: '' },
        { clipId: b, tags: [] },
      ],
    });
    expect(said(a)).toEqual({ clipId: a, rating: 4, note: 'n', tags: [] });
    expect(said(b)).toEqual({ clipId: b, rating: null, note: '', tags: ['Sea'] });
    expect(events()).toEqual([{ type: 'clips-annotated', clipIds: [a, b] }]);
  });

  it('tells of nothing that was so already', () => {
    const id = library.add({ rating: 2, tags: ['Sea'] });
    expect(change({ clipId: id, rating: 2, note: '', addTags: ['SEA'], removeTags: ['none'] })).toEqual({
      ...{ changed: 0, previous: [] },
    });
    expect(change({ clipId: id })).toEqual({ changed: 0, previous: [] });
    expect(events()).toEqual([]);
  });

  it('changes nothing at all where one clip is not known', () => {
    const id = library.add();
    expect(() => change({ clipId: id, rating: 5, tags: ['x'] }, { clipId: 'unknown', rating: 1 })).toThrow(
      expect.objectContaining({ code: 'clip-unknown', facts: { clip: 'unknown' } }) as Error,
    );
    expect(said(id)).toEqual({ clipId: id, rating: null, note: '', tags: [] });
    expect([tags(), events()]).toEqual([[], []]);
  });

  it('takes names for one tag that differ in case, and keeps the first spelling while it is in use', () => {
    const [a, b] = [library.add(), library.add()];
    change({ clipId: a, tags: ['Über', 'x', 'X'] });
    change({ clipId: b, addTags: ['ÜBER', 'u\u0308ber'] });
    expect(tags()).toEqual(['Über 2', 'x 1']);
    change({ clipId: a, removeTags: ['über'] }, { clipId: b, tags: ['ÜBER'] });
    expect(tags()).toEqual(['Über 1', 'x 1']);
    change({ clipId: b, tags: [] });
    change({ clipId: b, tags: ['ÜBER'] });
    expect(tags()).toEqual(['ÜBER 1', 'x 1']);
  });

  it('can be taken back, whatever it was', () => {
    const clips = 3;
    const names = fc.array(fc.constantFrom('sea', 'SEA', 'Ä', 'ä', 'keep'), { maxLength: 3 });
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const one = fc.record({
      clip: fc.nat(clips - 1),
      rating: maybe(fc.constantFrom(null, 1, 5)),
      note: maybe(fc.constantFrom('', 'a', 'b')),
      ...{ tags: maybe(names), addTags: maybe(names), removeTags: maybe(names) },
    });
    fc.assert(
      fc.property(fc.array(fc.array(one, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rounds) => {
        library.clear();
        const ids = Array.from({ length: clips }, () => library.add());
        for (const round of rounds) {
          const before = ids.map(said);
          const { previous } = change(
            ...round.map(({ clip, ...rest }) => ({ clipId: ids[clip] ?? '', ...rest })),
          );
          const after = ids.map(said);
          if (previous.length > 0) change(...previous);
          expect(ids.map(said)).toEqual(before);
          if (previous.length > 0) change(...after);
          expect(ids.map(said)).toEqual(after);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is not lost when its file is moved, or is gone for a while', async () => {
    const harness = await IngestHarness.open();
    try {
      const path = harness.write('a.mp4', 'content');
      const clipId = (await harness.ingest()).entries[0]?.clipId ?? '';
      const { connection, eventLog } = harness;
      setAnnotations(
        { changes: [{ clipId, rating: 5, note: 'kept', tags: ['sea'] }] },
        { connection, eventLog, clock: library.clock },
      );
      const { renameSync, rmSync } = await import('node:fs');
      renameSync(path, harness.path('moved.mp4'));
      await harness.ingest();
      rmSync(harness.path('moved.mp4'));
      await harness.ingest();
      harness.write('back.mp4', 'content');
      await harness.ingest();
      expect(readAnnotations({ clip: harness.path('back.mp4'), relativeTo: null }, { connection })).toEqual({
        ...{ clipId, rating: 5, note: 'kept', tags: ['sea'] },
      });
    } finally {
      await harness.close();
    }
  });
});

describe('markOpened', () => {
  it('counts the first time, passes over what is not known, and leaves the rest as it is', () => {
    const [a, b] = [library.add({ rating: 3, note: 'n' }), library.add()];
    expect(markOpened({ clipIds: [a, 'unknown', a] }, library)).toEqual({ marked: 1 });
    expect(markOpened({ clipIds: [b, a] }, library)).toEqual({ marked: 1 });
    expect(markOpened({ clipIds: [a, b] }, library)).toEqual({ marked: 0 });
    expect(said(a)).toMatchObject({ rating: 3, note: 'n' });
    expect(events()).toEqual([
      { type: 'clips-annotated', clipIds: [a] },
      { type: 'clips-annotated', clipIds: [b] },
    ]);
  });
});

describe('readAnnotations', () => {
  it('refuses a clip that nobody knows', () => {
    expect(() => said('unknown')).toThrow(expect.objectContaining({ code: 'clip-unknown' }) as Error);
  });
});
