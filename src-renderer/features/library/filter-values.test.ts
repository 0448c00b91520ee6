import { describe, expect, it } from 'vitest';
import type { ClipFilter } from '../../../src-preload/contract/cards.ts';
import { createI18n } from '../../i18n/i18n.ts';
import { isFiltered, noFilter } from '../../stores/library-place.ts';
import type { CardWords } from './card-words.ts';
import { activeFilters, facetValues, toggled } from './filter-values.ts';

const facets = {
  ...{ total: 3, hdr: [], cameras: [], states: [], tags: [], ratings: [], new: 0, durations: [] },
  resolutions: [
    { value: '720p', clips: 2 },
    { value: '4k', clips: 1 },
  ],
  codecs: [
    { value: 'hevc', clips: 2 },
    { value: 'h264', clips: 1 },
  ],
};

describe('values to narrow down by', () => {
  it('are in the order of their size, or most frequent first where they have none', () => {
    expect(facetValues('resolutions', facets, noFilter).map(({ value }) => value)).toEqual(['4k', '720p']);
    expect(facetValues('codecs', facets, noFilter).map(({ value }) => value)).toEqual(['hevc', 'h264']);
  });

  it('keep what is chosen, also where no clip has it any more', () => {
    const filter = { ...noFilter, codecs: ['prores'] };
    expect(facetValues('codecs', facets, filter).at(-1)).toEqual({
      value: 'prores',
      clips: 0,
      isChosen: true,
    });
  });

  it('go in and out', () => {
    expect(toggled(noFilter, 'states', 'failed')).toEqual({ states: ['failed'] });
    expect(toggled({ ...noFilter, tags: ['a', 'b'] }, 'tags', 'a')).toEqual({ tags: ['b'] });
  });
});

describe('filters in effect', () => {
  it('can each be taken away, until nothing is filtered', async () => {
    const instance = await createI18n('en');
    const t = instance.getFixedT('en', ['library', 'terms']) as unknown as CardWords['t'];
    const filter: ClipFilter = {
      ...noFilter,
      text: 'boat',
      place: { volume: 'v', folder: 'a' },
      resolutions: ['4k'],
      hdr: ['SDR'],
      ratingAtLeast: 3,
      opened: 'new',
    };
    const active = activeFilters(filter, { t }, 'Holiday');
    expect(active.map(({ text }) => text)).toContain('Folder: Holiday');
    expect(active).toHaveLength(6);
    const left = active.reduce<ClipFilter>((sum, { without }) => ({ ...sum, ...without }), filter);
    expect(isFiltered(left)).toBe(false);
  });
});
