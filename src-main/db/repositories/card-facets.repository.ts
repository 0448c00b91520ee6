/** Counts clips by what they can be narrowed down by. */
import type { ClipFilter } from '../../../src-preload/contract/cards.ts';
import { filterCondition, filterConditionOf, isEverything } from '../card-filter-sql.ts';
import type { Connection } from '../connection.ts';

/** So many clips are alike in all of these. */
export interface AlikeCards {
  readonly state: string;
  readonly resolution: string;
  readonly codec: string | null;
  readonly hdr: string | null;
  readonly camera: string | null;
  readonly duration: string;
  readonly rating: number | null;
  readonly isNew: 0 | 1;
  readonly clips: number;
}

/**
 * Clips that pass the parts of a filter which `AlikeCards` says nothing of: text, place, tags. Read off one index in its
 * own order, without a sort.
 */
export function alikeCards(connection: Connection, filter: ClipFilter): AlikeCards[] {
  const told = filterConditionOf(filter, ['place', 'tags']);
  // Names are not in the index: they are looked at on their own.
  const text = filterConditionOf(filter, ['text']);
  const passing = isEverything(text) ? '1' : `+sequence IN (SELECT sequence FROM cards WHERE ${text.sql})`;
  return connection
    .prepare(
      `SELECT state, resolution, codec, hdr, camera, duration_class AS duration, rating, is_new AS isNew, COUNT(*) AS clips
       FROM cards INDEXED BY cards_by_facets WHERE ${told.sql} AND ${passing}
       GROUP BY state, resolution, codec, hdr, camera, duration_class, rating, is_new`,
    )
    .all(...told.values, ...text.values) as AlikeCards[];
}

export interface TagCount {
  readonly name: string;
  readonly clips: number;
}

/** Of clips that pass all of the filter but its tags; most used first. */
export function tagCounts(connection: Connection, filter: ClipFilter): TagCount[] {
  const condition = filterCondition(filter, 'tags');
  const passing = isEverything(condition)
    ? '1'
    : `clip_sequence IN (SELECT sequence FROM cards WHERE ${condition.sql})`;
  return connection
    .prepare(
      `SELECT t.name, counted.clips FROM (
         SELECT tag_id, COUNT(*) AS clips FROM clip_tags WHERE ${passing} GROUP BY tag_id) counted
       JOIN tags t ON t.id = counted.tag_id ORDER BY counted.clips DESC, t.folded_name, t.key`,
    )
    .all(...condition.values) as TagCount[];
}
