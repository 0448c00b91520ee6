/** Which values clips have, and how many have each. */
import type { ArtifactName } from '../../../src-preload/contract/artifacts.ts';
import type { ValueListing } from '../search-filter.ts';

/** Of an SQL expression on a row of `cards`. */
export function cardValues(expression: string): ValueListing {
  return {
    reads: 'cards',
    sql: (among) => `SELECT ${expression} AS value, COUNT(*) AS clips FROM cards
      WHERE sequence IN (${among}) AND ${expression} IS NOT NULL GROUP BY 1 ORDER BY clips DESC, value LIMIT ?`,
  };
}

/** Of a value in an artifact. */
export function artifactValues(name: ArtifactName, expression: string): ValueListing {
  return {
    reads: 'artifacts',
    sql: (among) => `SELECT ${expression} AS value, COUNT(*) AS clips
      FROM clips JOIN artifacts ON clip_id = id AND name = '${name}'
      WHERE sequence IN (${among}) AND json_valid(data) AND ${expression} IS NOT NULL
      GROUP BY 1 ORDER BY clips DESC, value LIMIT ?`,
  };
}

/** Of `labels` of artifacts: a clip that has a label in two of them counts once. */
export function labelValues(...names: readonly ArtifactName[]): ValueListing {
  const list = names.map((name) => `'${name}'`).join(', ');
  return {
    reads: 'artifacts',
    sql: (among) => `SELECT value, COUNT(*) AS clips FROM (
        SELECT DISTINCT sequence, label.value ->> '$.label' AS value
        FROM clips JOIN artifacts ON clip_id = clips.id AND name IN (${list}) JOIN json_each(data, '$.labels') AS label
        WHERE sequence IN (${among}) AND json_valid(data))
      GROUP BY value ORDER BY clips DESC, value LIMIT ?`,
  };
}
