import { defineFilter } from '../search-filter.ts';
import { type DateRange, parseDateRange } from './date-range.ts';
import { rangeCondition } from './number-range.ts';

/** When it was recorded, by the clock of the place where it was. */
export default defineFilter<DateRange>({
  id: 'date',
  aliases: ['taken', 'recorded'],
  control: 'date',
  example: 'date:2024-05..2024-06',
  choices: [
    'today',
    'yesterday',
    'this-week',
    'last-week',
    'this-month',
    'last-month',
    'this-year',
    'last-year',
    'last-30-days',
  ],
  parse: parseDateRange,
  format: ({ text }) => text,
  predicate: ({ fromMs, untilMs }) =>
    rangeCondition('taken_sec', {
      from: fromMs === null ? null : { value: fromMs / 1000, edge: 'included' },
      to: untilMs === null ? null : { value: untilMs / 1000, edge: 'excluded' },
    }),
});
