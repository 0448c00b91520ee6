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

/** Each name is folded once, not once a clip. @param column One of `cards` */
export function columnContains(column: 'camera' | 'codec', name: string): Condition {
  return {
    sql: `${column} IN (WITH names AS MATERIALIZED (SELECT DISTINCT ${column} AS name FROM cards)
      SELECT name FROM names WHERE instr(fold_text(name), ?) > 0)`,
    values: [foldText(name)],
  };
}
