import { defineFilter } from '../search-filter.ts';
import { type NumberRange, parseNumberRange, type Quantity, rangeCondition } from './number-range.ts';
import { cardValues } from './value-listings.ts';

const none = 'none';
const noneToo: readonly string[] = [none, '0', 'unrated', 'no'];

function readStars(written: string): Quantity | null {
  const text = /^[★*]{1,5}$/u.test(written) ? String(written.length) : written;
  return /^[0-5]$/.test(text) ? { text, value: Number(text), tolerance: 0 } : null;
}

/** Stars from 1 to 5; "none": not rated. */
export default defineFilter<NumberRange>({
  id: 'rating',
  aliases: ['stars', 'rated'],
  control: 'range',
  example: 'rating:>=3',
  choices: ['>=3', '5', '>=4', 'none'],
  parse: (text) =>
    noneToo.includes(text.trim().toLowerCase())
      ? { text: none, from: null, to: null }
      : parseNumberRange(text, readStars),
  format: ({ text }) => text,
  predicate: (range) =>
    range.from === null && range.to === null
      ? { sql: 'rating IS NULL', values: [] }
      : rangeCondition('rating', range),
  values: cardValues('rating'),
});
