import { foldText } from '../../platform/text-folding.ts';
import { type Condition, defineFilter } from '../search-filter.ts';
import { exactName, parseName } from './name-choice.ts';

/** Below the volume, with a slash at either end, so that "/day/" is a whole name. */
const below = `fold_text('/' || CAST(path AS TEXT) || '/')`;
/** As the file manager shows it. */
const whole = `fold_text(rtrim(CAST(mount_path AS TEXT), '/') || '/' || CAST(path AS TEXT) || '/')`;

/** Nothing else can begin as a whole path does. */
const rooted = /^(?:\/|[a-z]:)/;

/** Itself, by its path below the disk, or the disk's own by what the disk is called. */
function isFolder(path: string): Condition {
  const folded = foldText(path);
  return {
    sql: `sequence IN (SELECT sequence FROM card_folders WHERE folder_id IN (
      SELECT f.id FROM folders f JOIN volumes v ON v.id = f.volume_id
      WHERE ${below} = ? OR (f.path = x'' AND fold_text(COALESCE(label, CAST(mount_path AS TEXT))) = ?)))`,
    values: [`/${folded}/`, folded],
  };
}

/** In a folder or below it, by any part of its path; by the whole of it where it begins with a slash; or by the name of the disk. */
export default defineFilter<string>({
  id: 'folder',
  aliases: ['path', 'dir', 'directory'],
  control: 'choice',
  example: 'folder:holiday',
  parse: (text) => (/^[\s/\\]*$/.test(text) ? null : parseName(text)),
  format: (name) => name,
  predicate: (name) => {
    if (name.startsWith('=')) return isFolder(name.slice(1).trim());
    const part = foldText(name.replaceAll('\\', '/'));
    return {
      sql: `sequence IN (SELECT sequence FROM card_folders WHERE folder_id IN (
        SELECT f.id FROM folders f JOIN volumes v ON v.id = f.volume_id
        WHERE instr(${below}, ?) > 0 OR (? AND instr(${whole}, ?) = 1)
          OR volume_id IN (SELECT id FROM volumes WHERE fold_text(label) = ?)))`,
      values: [part, rooted.test(part) ? 1 : 0, part, part],
    };
  },
  values: {
    sql: (
      among,
    ) => `SELECT COALESCE(NULLIF(CAST(path AS TEXT), ''), label, CAST(mount_path AS TEXT)) AS value, SUM(clips) AS clips
      FROM (SELECT folder_id, COUNT(*) AS clips FROM card_folders WHERE sequence IN (${among}) GROUP BY folder_id)
        JOIN folders f ON f.id = folder_id JOIN volumes v ON v.id = f.volume_id
      GROUP BY value ORDER BY clips DESC, value LIMIT ?`,
  },
  exactly: exactName,
});
