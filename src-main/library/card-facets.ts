/** What clips can be narrowed down by, and how many of them each value would leave. */
import type { ClipFilter } from '../../src-preload/contract/cards.ts';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { type AlikeCards, alikeCards, tagCounts } from '../db/repositories/card-facets.repository.ts';
import { inOneLook } from './cards.ts';
import type { LibraryView } from './library-view.ts';

type Facets = CommandResponse<'cards.facets'>;
type Facet = Facets['codecs'];

/** A kind of value by which clips are counted. */
interface FacetKind {
  /** null: the clip has none of this kind. */
  valueOf(cards: AlikeCards): string | null;
  passes(cards: AlikeCards, filter: ClipFilter): boolean;
}

const facetKinds = {
  resolutions: kind(
    ({ resolution }) => resolution,
    ({ resolutions }) => resolutions,
  ),
  codecs: kind(
    ({ codec }) => codec,
    ({ codecs }) => codecs,
  ),
  hdr: kind(
    ({ hdr }) => hdr,
    (filter) => filter.hdr,
  ),
  cameras: kind(
    ({ camera }) => camera,
    ({ cameras }) => cameras,
  ),
  durations: kind(
    ({ duration }) => duration,
    ({ durations }) => durations,
  ),
  states: kind(
    ({ state }) => state,
    ({ states }) => states,
  ),
  ratings: {
    valueOf: ({ rating }) => (rating === null ? null : String(rating)),
    passes: ({ rating }, { ratingAtLeast }) => (rating ?? 0) >= ratingAtLeast,
  },
  new: {
    valueOf: ({ isNew }) => (isNew === 1 ? 'new' : null),
    passes: ({ isNew }, { opened }) => opened === 'any' || isNew === 1,
  },
} as const satisfies Record<string, FacetKind>;
type KindName = keyof typeof facetKinds;

function kind(valueOf: FacetKind['valueOf'], chosen: (filter: ClipFilter) => readonly string[]): FacetKind {
  return {
    valueOf,
    passes: (cards, filter) => {
      const values = chosen(filter);
      const value = valueOf(cards);
      return values.length === 0 || (value !== null && values.includes(value));
    },
  };
}

const kindNames = Object.keys(facetKinds) as KindName[];

/** Each kind is counted under the filter without that kind. */
export function readFacets(
  { filter }: CommandRequest<'cards.facets'>,
  { connection }: Pick<LibraryView, 'connection'>,
): Facets {
  return inOneLook(connection, () => {
    const { total, counts } = countKinds(alikeCards(connection, filter), filter);
    const facet = (name: KindName): Facet => mostFirst(counts[name]);
    return {
      total,
      resolutions: facet('resolutions'),
      codecs: facet('codecs'),
      hdr: facet('hdr'),
      cameras: facet('cameras'),
      durations: facet('durations'),
      states: facet('states'),
      ratings: facet('ratings'),
      tags: tagCounts(connection, filter).map(({ name, clips }) => ({ value: name, clips })),
      new: counts.new.get('new') ?? 0,
    };
  });
}

type Counts = Readonly<Record<KindName, Map<string, number>>>;

/** A clip that fails one kind alone counts for that kind; one that passes all counts for each. */
function countKinds(
  groups: readonly AlikeCards[],
  filter: ClipFilter,
): { readonly total: number; readonly counts: Counts } {
  const counts = Object.fromEntries(
    kindNames.map((name) => [name, new Map<string, number>()]),
  ) as unknown as Counts;
  let total = 0;
  for (const group of groups) {
    const failed = kindNames.filter((name) => !facetKinds[name].passes(group, filter));
    if (failed.length > 1) continue;
    if (failed.length === 0) total += group.clips;
    for (const name of failed.length === 0 ? kindNames : failed) {
      const value = facetKinds[name].valueOf(group);
      if (value !== null) counts[name].set(value, (counts[name].get(value) ?? 0) + group.clips);
    }
  }
  return { total, counts };
}

function mostFirst(counts: ReadonlyMap<string, number>): Facet {
  return [...counts]
    .map(([value, clips]) => ({ value, clips }))
    .sort((a, b) => b.clips - a.clips || (a.value < b.value ? -1 : 1));
}
