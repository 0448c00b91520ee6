import { foldText } from '../../platform/text-folding.ts';
import { defineFilter } from '../search-filter.ts';
import { parseName } from './name-choice.ts';

/** Begins so, not counting what LIKE and GLOB would take for signs. */
const beginsSo = 'substr(folded_name, 1, length(?)) = ?';

const counted = (where: string): string => `SELECT name AS value, clips FROM (
    SELECT tag_id, COUNT(*) AS clips FROM clip_tags ${where} GROUP BY tag_id)
  JOIN tags ON id = tag_id ORDER BY clips DESC, folded_name, key LIMIT ?`;

/** A whole tag, or with a star, the beginning of one. */
export default defineFilter<string>({
  id: 'tag',
  aliases: ['tags', 'keyword'],
  control: 'choice',
  example: 'tag:holiday',
  parse: (text) => (/^[\s*]*$/.test(text) ? null : parseName(text)),
  format: (name) => name,
  predicate: (name) => {
    const isStarred = name.endsWith('*');
    const folded = foldText(isStarred ? name.slice(0, -1) : name);
    return {
      sql: `sequence IN (SELECT clip_sequence FROM clip_tags WHERE tag_id IN (
        SELECT id FROM tags WHERE ${isStarred ? beginsSo : 'folded_name = ?'}))`,
      values: isStarred ? [folded, folded] : [folded],
    };
  },
  values: { sql: (among) => counted(`WHERE clip_sequence IN (${among})`), ofAll: counted('') },
});
