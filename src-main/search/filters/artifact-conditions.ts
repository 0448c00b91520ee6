/** Conditions on a card by what stages found, where `cards` has no column for it. */
import type { ArtifactName } from '../../../src-preload/contract/artifacts.ts';
import type { Condition } from '../search-filter.ts';

/**
 * Rows of the artifacts of the clip that is looked at, for a subquery's FROM; `data` is the JSON. It looks them up clip by clip, so that
 * other conditions, which are quicker to tell, leave little to read.
 */
export function artifactsOfCard(...names: readonly ArtifactName[]): string {
  // Renamed, so that `sequence` still is the card's.
  const clip = '(SELECT sequence AS clip_number, id AS known_id FROM clips)';
  const list = names.map((name) => `'${name}'`).join(', ');
  return `${clip} JOIN artifacts ON clip_id = known_id AND name IN (${list}) WHERE clip_number = sequence AND json_valid(data)`;
}

/** Whether the clip has such an artifact, of which something holds. `test` may name `data`. */
export function hasArtifact(name: ArtifactName, test = '1', values: Condition['values'] = []): Condition {
  return { sql: `EXISTS (SELECT 1 FROM ${artifactsOfCard(name)} AND ${test})`, values };
}

export function anyOf(...conditions: readonly Condition[]): Condition {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
    values: conditions.flatMap(({ values }) => values),
  };
}
