/** Kinds that clips can be narrowed down by, and what their values are called. */
import {
  type ClipFilter,
  clipStates,
  durationClasses,
  resolutionClasses,
} from '../../../src-preload/contract/cards.ts';
import type { Facets } from '../../stores/library-side.ts';
import { noFilter } from '../../stores/library-place.ts';
import type { CardWords } from './card-words.ts';

/** Kinds of which several values may be chosen. */
export const listKinds = [
  'resolutions',
  'durations',
  'codecs',
  'hdr',
  'cameras',
  'states',
  'tags',
] as const satisfies readonly (keyof ClipFilter & keyof Facets)[];
export type ListKind = (typeof listKinds)[number];

/** Those with an order of their own; others come most frequent first. */
const inOrder: Partial<Record<ListKind, readonly string[]>> = {
  resolutions: resolutionClasses,
  durations: durationClasses,
  states: clipStates,
};

export function valueName(kind: ListKind, value: string, { t }: Pick<CardWords, 't'>): string {
  if (kind === 'resolutions') {
    const known = resolutionClasses.find((name) => name === value);
    return known === undefined ? value : t(`terms:resolution.${known}`);
  }
  if (kind === 'durations') {
    const known = durationClasses.find((name) => name === value);
    return known === undefined ? value : t(`terms:duration.${known}`);
  }
  if (kind === 'states') {
    const known = clipStates.find((name) => name === value);
    return known === undefined ? value : t(`terms:state.${known}`);
  }
  return value;
}

export interface FacetValue {
  readonly value: string;
  readonly clips: number;
  readonly isChosen: boolean;
}

/** What there is to choose from. What is chosen stays in it, also where no clip has it any more. */
export function facetValues(
  kind: ListKind,
  facets: Facets | null,
  filter: ClipFilter,
): readonly FacetValue[] {
  const chosen: readonly string[] = filter[kind];
  const found = facets?.[kind] ?? [];
  const missing = chosen.filter((value) => !found.some((other) => other.value === value));
  const values = [...found, ...missing.map((value) => ({ value, clips: 0 }))];
  const order = inOrder[kind];
  const sorted =
    order === undefined ? values : values.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
  return sorted.map(({ value, clips }) => ({ value, clips, isChosen: chosen.includes(value) }));
}

/** The filter's list of a kind with a value put in or taken out. */
export function toggled(filter: ClipFilter, kind: ListKind, value: string): Partial<ClipFilter> {
  const chosen: readonly string[] = filter[kind];
  const changed = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  // The values come from the contract's own facets, so they are of the kind.
  return { [kind]: changed };
}

/** One thing that narrows the library down, and what takes it away. */
export interface ActiveFilter {
  readonly key: string;
  readonly text: string;
  readonly without: Partial<ClipFilter>;
}

export function activeFilters(
  filter: ClipFilter,
  words: Pick<CardWords, 't'>,
  placeName: string,
): readonly ActiveFilter[] {
  const { t } = words;
  const active: ActiveFilter[] = [];
  if (filter.text.trim() !== '')
    active.push({ key: 'text', text: t('filter.text', { text: filter.text }), without: { text: '' } });
  if (filter.place !== null)
    active.push({ key: 'place', text: t('filter.folder', { name: placeName }), without: { place: null } });
  for (const kind of listKinds) {
    for (const value of filter[kind]) {
      const text = valueName(kind, value, words);
      active.push({ key: `${kind} ${value}`, text, without: toggled(filter, kind, value) });
    }
  }
  if (filter.ratingAtLeast > 0) {
    const stars = t('stars', { count: filter.ratingAtLeast });
    const text = filter.ratingAtLeast === 5 ? stars : t('filter.ratingAtLeast', { stars });
    active.push({ key: 'rating', text, without: { ratingAtLeast: noFilter.ratingAtLeast } });
  }
  if (filter.opened === 'new') active.push({ key: 'new', text: t('filter.new'), without: { opened: 'any' } });
  return active;
}
