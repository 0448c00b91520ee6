/** Names that a filter looks for in other names: all of it, or with a star at its end, what begins so. */
import { foldText } from '../../platform/text-folding.ts';
import type { Condition } from '../search-filter.ts';

/** Longer than any name of a camera, a tag or a codec. */
const longestName = 300;

/** Without the spaces around it. null: nothing is left. */
export function parseName(text: string): string | null {
  const name = text.trim().replace(/\s+/g, ' ');
  // An instr() with nothing to look for finds it everywhere.
  return name.length > longestName || foldText(name).trim() === '' ? null : name;
}

/** A name behind "=" is the whole of it. */
export function exactName(name: string): string {
  return `=${name}`;
}

/** What holds of a folded name: it has the wanted one in it, or is it. */
export function nameMatches(folded: string, name: string): Condition {
  if (name.startsWith('=')) return { sql: `${folded} = ?`, values: [foldText(name.slice(1).trim())] };
  return { sql: `instr(${folded}, ?) > 0`, values: [foldText(name)] };
}

/**
 * Each name is folded once, not once a clip; from one name to the next by the column's index, which SQLite's own DISTINCT reads whole.
 *
 * @param column One of `cards`
 */
export function columnContains(column: 'camera' | 'codec', name: string): Condition {
  const next = (than: string): string => `SELECT MIN(${column}) FROM cards WHERE ${column} ${than}`;
  const { sql, values } = nameMatches('fold_text(name)', name);
  return {
    sql: `${column} IN (WITH RECURSIVE names (name) AS (
        ${next('IS NOT NULL')} UNION ALL SELECT (${next('> name')}) FROM names WHERE name IS NOT NULL)
      SELECT name FROM names WHERE ${sql})`,
    values,
  };
}
