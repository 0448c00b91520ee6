import { defineFilter } from '../search-filter.ts';
import { type NumberRange, parseNumberRange, rangeCondition } from './number-range.ts';
import { readDuration } from './quantities.ts';

/** How long it is. */
export default defineFilter<NumberRange>({
  id: 'duration',
  aliases: ['length', 'dur'],
  control: 'range',
  example: 'duration:>30s',
  choices: ['<10s', '>30s', '>1m', '>10m', '1m..5m'],
  parse: (text) => parseNumberRange(text, readDuration),
  format: ({ text }) => text,
  predicate: (range) => rangeCondition('duration_sec', range),
});
