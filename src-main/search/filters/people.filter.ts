import { defineFilter } from '../search-filter.ts';
import { artifactsOfCard } from './artifact-conditions.ts';
import { type NumberRange, parseNumberRange, rangeCondition } from './number-range.ts';
import { plainNumber } from './quantities.ts';

const readPeople = plainNumber(/\s*(?:people|persons?|faces?)$/);
const none: readonly string[] = ['none', 'no', 'nobody'];

/** Most at once: faces, or objects labelled "person", whichever are more. NULL where neither was looked for. */
const atOnce = `CASE name WHEN 'faces' THEN json_extract(data, '$.mostAtOnce')
  ELSE COALESCE((SELECT MAX(label.value ->> '$.mostAtOnce') FROM json_each(data, '$.labels') AS label
    WHERE label.value ->> '$.label' = 'person'), 0) END`;

/** How many people there are at once, at most. */
export default defineFilter<NumberRange>({
  id: 'people',
  aliases: ['persons', 'faces'],
  control: 'range',
  example: 'people:>=2',
  choices: ['0', '1', '2', '>=2', '>=3'],
  parse: (text) =>
    parseNumberRange(none.includes(text.trim().toLowerCase()) ? '0' : text, (written) => {
      const found = readPeople(written);
      return found !== null && Number.isInteger(found.value) ? { ...found, tolerance: 0 } : null;
    }),
  format: ({ text }) => text,
  predicate: (range) => {
    const { sql, values } = rangeCondition('people_count', range);
    return {
      sql: `EXISTS (SELECT 1 FROM (SELECT MAX(${atOnce}) AS people_count FROM ${artifactsOfCard('faces', 'objects')}) WHERE ${sql})`,
      values,
    };
  },
  values: {
    reads: 'artifacts',
    sql: (among) => `SELECT value, COUNT(*) AS clips FROM (
        SELECT MAX(${atOnce}) AS value FROM clips JOIN artifacts ON clip_id = clips.id AND name IN ('faces', 'objects')
        WHERE sequence IN (${among}) AND json_valid(data) GROUP BY sequence)
      GROUP BY value ORDER BY clips DESC, value LIMIT ?`,
  },
});
