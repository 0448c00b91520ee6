import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary, type MadeClip } from '../../tests/support/card-library.ts';
import {
  anyClips,
  anyFilter,
  facetsNaively,
  type KnownClip,
  passesNaively,
} from '../../tests/support/random-cards.ts';
import { type ClipFilter, clipFilter, type ClipFilterInput } from '../../src-preload/contract/cards.ts';
import { readFacets } from './card-facets.ts';

let library: CardLibrary;
beforeAll(async () => {
  library = await CardLibrary.open();
});
beforeEach(() => {
  library.clear();
});

const facets = (filter: ClipFilterInput = {}) => readFacets({ filter: clipFilter.parse(filter) }, library);
const video = (width: number, height: number, codec: string): MadeClip['picture'] => ({
  ...{ durationSec: 5, width, height, codec, hdr: null },
});

/** Which part of a filter a facet leaves out. */
const parts = {
  ...{ resolutions: 'resolutions', codecs: 'codecs', hdr: 'hdr', cameras: 'cameras', durations: 'durations' },
  ...{ states: 'states', ratings: 'ratingAtLeast' },
} as const;
const open = clipFilter.parse({});

function countNaively(values: readonly (string | null)[]): { value: string; clips: number }[] {
  const counts = Map.groupBy(
    values.filter((value) => value !== null),
    (value) => value,
  );
  return [...counts]
    .map(([value, { length }]) => ({ value, clips: length }))
    .sort((a, b) => b.clips - a.clips || (a.value < b.value ? -1 : 1));
}

describe('facets', () => {
  it('count most frequent first, and leave out what is not known', () => {
    library.add({ picture: video(1920, 1080, 'h264'), tags: ['sea'], rating: 3 });
    library.add({ picture: video(1920, 1080, 'h264'), tags: ['Sea', 'keep'], isOpened: true });
    library.add({ picture: video(3840, 2160, 'hevc') });
    library.add();
    expect(facets()).toMatchObject({
      total: 4,
      resolutions: [
        { value: '1080p', clips: 2 },
        { value: '4k', clips: 1 },
        { value: 'unknown', clips: 1 },
      ],
      codecs: [
        { value: 'h264', clips: 2 },
        { value: 'hevc', clips: 1 },
      ],
      ...{ hdr: [{ value: 'SDR', clips: 3 }], cameras: [], ratings: [{ value: '3', clips: 1 }], new: 3 },
      tags: [
        { value: 'sea', clips: 2 },
        { value: 'keep', clips: 1 },
      ],
    });
  });

  it('count as going through all clips would, each without its own part of the filter', () => {
    fc.assert(
      fc.property(anyClips, fc.array(anyFilter, { minLength: 5, maxLength: 5 }), (clips, filters) => {
        library.clear();
        const known: KnownClip[] = clips.map((clip, place) => ({ ...clip, place, id: library.add(clip) }));
        for (const filter of filters.map((asked) => clipFilter.parse(asked))) {
          const found = readFacets({ filter }, library);
          const passing = (changes: Partial<ClipFilter>): KnownClip[] =>
            known.filter((clip) => passesNaively(clip, { ...filter, ...changes }));
          for (const [name, part] of Object.entries(parts) as [keyof typeof parts, keyof ClipFilter][]) {
            const values = passing({ [part]: open[part] }).map(facetsNaively[name]);
            expect({ [name]: found[name] }).toEqual({ [name]: countNaively(values) });
          }
          const tags = passing({ tags: [] }).flatMap((clip) => clip.tags);
          expect(new Set(found.tags)).toEqual(new Set(countNaively(tags)));
          expect(found.new).toBe(passing({ opened: 'new' }).length);
          expect(found.total).toBe(passing({}).length);
        }
      }),
      { numRuns: 40 },
    );
  });
});
