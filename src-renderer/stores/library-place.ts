/** Where somebody is in the library, as it is kept between two starts. */
import type { ClipFilter, ClipSort } from '../../src-preload/contract/cards.ts';
import type { WindowPlace } from '../../src-preload/contract/commands/settings.ts';
import type { Selection } from './library-selection.ts';

/** What of the place components read. Scroll and selection are apart: they change far more often. */
export type LibraryPlace = Omit<WindowPlace, 'topClip' | 'selection'>;

export const noFilter: ClipFilter = {
  text: '',
  place: null,
  resolutions: [],
  codecs: [],
  hdr: [],
  cameras: [],
  durations: [],
  states: [],
  tags: [],
  ratingAtLeast: 0,
  opened: 'any',
};

const newestFirst: ClipSort = { by: 'added', direction: 'descending' };

/** Narrower and names can't be read, wider and two cards don't fit beside each other. */
export const cardWidthRange = { leastPx: 120, mostPx: 480 } as const;

export const firstPlace: LibraryPlace = {
  view: 'grid',
  cardWidthPx: 220,
  filter: noFilter,
  sort: newestFirst,
  openClipId: null,
  sidebar: 'open',
};

export function isFiltered(filter: ClipFilter): boolean {
  return JSON.stringify({ ...noFilter, ...filter }) !== JSON.stringify(noFilter);
}

/** The contract keeps a thousand chosen clips at most. */
const mostKept = 1_000;

export function placeToKeep(
  place: LibraryPlace,
  selection: Selection,
  topClip: WindowPlace['topClip'],
): WindowPlace {
  return { ...place, topClip, selection: [...selection.ids].slice(0, mostKept) };
}
