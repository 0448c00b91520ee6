import { defineFilter } from '../search-filter.ts';
import { type DateRange, instantOf, parseDateRange } from './date-range.ts';
import { rangeCondition } from './number-range.ts';

/** When it came into the library, by the clock of this machine. */
export default defineFilter<DateRange>({
  id: 'added',
  aliases: ['imported'],
  control: 'date',
  example: 'added:last-week',
  choices: ['today', 'yesterday', 'this-week', 'last-week', 'this-month', 'last-30-days'],
  parse: parseDateRange,
  format: ({ text }) => text,
  predicate: ({ fromMs, untilMs }) => {
    const { sql, values } = rangeCondition('added_ms', {
      from: fromMs === null ? null : { value: instantOf(fromMs), edge: 'included' },
      to: untilMs === null ? null : { value: instantOf(untilMs), edge: 'excluded' },
    });
    return { sql: `sequence IN (SELECT sequence FROM clips WHERE ${sql})`, values };
  },
});
