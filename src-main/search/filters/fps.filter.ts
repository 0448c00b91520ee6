import { defineFilter } from '../search-filter.ts';
import { type NumberRange, parseNumberRange, rangeCondition } from './number-range.ts';
import { plainNumber } from './quantities.ts';

const readRate = plainNumber(/\s*(?:fps|p|hz)$/);

/** Frames a second. */
export default defineFilter<NumberRange>({
  id: 'fps',
  aliases: ['framerate'],
  control: 'range',
  example: 'fps:>=50',
  choices: ['24', '25', '30', '>=50', '>=100'],
  parse: (text) => parseNumberRange(text, readRate),
  format: ({ text }) => text,
  predicate: (range) => rangeCondition('frames_per_second', range),
});
