import { defineFilter } from '../search-filter.ts';
import { type NumberRange, parseNumberRange, rangeCondition } from './number-range.ts';
import type { Quantity } from './number-range.ts';

function readYear(text: string): Quantity | null {
  return /^[1-9]\d{3}$/.test(text) ? { text, value: Number(text), tolerance: 0 } : null;
}

function secondsAt(year: number): number {
  return Date.UTC(year, 0, 1) / 1000;
}

/** By days first, of which there are far fewer than clips: a date is slow to tell. */
const counted = (where: string): string =>
  `SELECT strftime('%Y', day * 86400, 'unixepoch') AS value, SUM(clips) AS clips
   FROM (SELECT floor(taken_sec / 86400.0) AS day, COUNT(*) AS clips FROM cards WHERE taken_sec IS NOT NULL ${where} GROUP BY 1)
   GROUP BY 1 ORDER BY clips DESC, value LIMIT ?`;

/** In which it was recorded. */
export default defineFilter<NumberRange>({
  id: 'year',
  aliases: ['years'],
  control: 'range',
  example: 'year:2024',
  parse: (text) => parseNumberRange(text, readYear),
  format: ({ text }) => text,
  predicate: ({ from, to }) => {
    const first = from === null ? null : from.value + (from.edge === 'included' ? 0 : 1);
    const next = to === null ? null : to.value + (to.edge === 'included' ? 1 : 0);
    return rangeCondition('taken_sec', {
      from: first === null ? null : { value: secondsAt(first), edge: 'included' },
      to: next === null ? null : { value: secondsAt(next), edge: 'excluded' },
    });
  },
  values: { sql: (among) => counted(`AND sequence IN (${among})`), ofAll: counted('') },
});
