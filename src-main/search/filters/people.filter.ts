import { defineFilter } from '../search-filter.ts';
import { type NumberRange, parseNumberRange, rangeCondition } from './number-range.ts';
import { plainNumber } from './quantities.ts';

const readPeople = plainNumber(/\s*(?:people|persons?|faces?)$/);
const none: readonly string[] = ['none', 'no', 'nobody'];

const counted = (where: string): string =>
  `SELECT people AS value, COUNT(*) AS clips FROM search_facts ${where} GROUP BY people ORDER BY clips DESC, value LIMIT ?`;

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
    const { sql, values } = rangeCondition('people', range);
    return { sql: `sequence IN (SELECT sequence FROM search_facts WHERE ${sql})`, values };
  },
  values: {
    sql: (among) => counted(`WHERE people IS NOT NULL AND sequence IN (${among})`),
    ofAll: counted('WHERE people IS NOT NULL'),
  },
});
