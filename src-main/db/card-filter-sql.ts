/** Which cards pass a filter, as conditions on a row of `cards`. */
import type { ClipFilter } from '../../src-preload/contract/cards.ts';
import { foldText } from '../platform/text-folding.ts';
import { pathToBytes } from '../platform/paths.ts';
import { tagKey } from './tag-key.ts';

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number | Buffer)[];
}

/** Parts of a filter; a clip passes it if it passes all of them. */
export type FilterPart = keyof ClipFilter;

const everything: Condition = { sql: '1', values: [] };

/** Without the part `except`, where there is one. */
export function filterCondition(filter: ClipFilter, except?: FilterPart): Condition {
  const parts = Object.keys(conditions) as FilterPart[];
  return allOf(parts.filter((part) => part !== except).flatMap((part) => conditions[part](filter)));
}

/** Of some of its parts only. */
export function filterConditionOf(filter: ClipFilter, parts: readonly FilterPart[]): Condition {
  return allOf(parts.flatMap((part) => conditions[part](filter)));
}

/** Whether every clip passes. */
export function isEverything(condition: Condition): boolean {
  return condition.sql === everything.sql;
}

function allOf(found: readonly Condition[]): Condition {
  if (found.length === 0) return everything;
  return { sql: found.map(({ sql }) => sql).join(' AND '), values: found.flatMap(({ values }) => values) };
}

/** None where the filter leaves this part open. What is quick to tell comes first. */
const conditions: Readonly<Record<FilterPart, (filter: ClipFilter) => Condition[]>> = {
  resolutions: ({ resolutions }) => oneOf('resolution', resolutions),
  codecs: ({ codecs }) => oneOf('codec', codecs),
  hdr: ({ hdr }) => oneOf('hdr', hdr),
  cameras: ({ cameras }) => oneOf('camera', cameras),
  durations: ({ durations }) => oneOf('duration_class', durations),
  states: ({ states }) => oneOf('state', states),
  ratingAtLeast: ({ ratingAtLeast }) =>
    ratingAtLeast === 0 ? [] : [{ sql: 'rating >= ?', values: [ratingAtLeast] }],
  opened: ({ opened }) => (opened === 'any' ? [] : [{ sql: 'is_new = 1', values: [] }]),
  tags: ({ tags }) => (tags.length === 0 ? [] : [hasTag(tags.map(tagKey))]),
  place: ({ place }) => (place === null ? [] : [isBelow(place.volume, place.folder)]),
  text: ({ text }) => foldText(text).split(/\s+/).filter(Boolean).map(hasWord),
};

function oneOf(column: string, values: readonly string[]): Condition[] {
  return values.length === 0 ? [] : [{ sql: `${column} IN (${places(values)})`, values }];
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

function hasTag(keys: readonly string[]): Condition {
  const tags = `SELECT id FROM tags WHERE key IN (${places(keys)})`;
  return { sql: `sequence IN (SELECT clip_sequence FROM clip_tags WHERE tag_id IN (${tags}))`, values: keys };
}

function hasWord(word: string): Condition {
  const tags = 'SELECT id FROM tags WHERE instr(folded_name, ?) > 0';
  return {
    sql: `(instr(folded_name, ?) > 0
      OR sequence IN (SELECT clip_sequence FROM clip_tags WHERE tag_id IN (${tags}))
      OR sequence IN (SELECT clip_sequence FROM annotations WHERE note <> '' AND instr(folded_note, ?) > 0))`,
    values: [word, word, word],
  };
}

/** `folder` '': the whole volume. */
function isBelow(volume: string, folder: string): Condition {
  const known = 'volume_id = (SELECT id FROM volumes WHERE identity = ?)';
  if (folder === '') return inFolders(known, [volume]);
  const path = pathToBytes(folder);
  // "0" follows "/" in ASCII: the first path that no longer begins with the folder and a slash.
  const [first, end] = ['/', '0'].map((after) => Buffer.concat([path, Buffer.from(after)]));
  if (first === undefined || end === undefined) return everything;
  return inFolders(`${known} AND (path = ? OR path >= ? AND path < ?)`, [volume, path, first, end]);
}

function inFolders(folders: string, values: Condition['values']): Condition {
  const below = `SELECT id FROM folders WHERE ${folders}`;
  return { sql: `sequence IN (SELECT sequence FROM card_folders WHERE folder_id IN (${below}))`, values };
}
