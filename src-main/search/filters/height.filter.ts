import { defineFilter } from '../search-filter.ts';
import { type NumberRange, parseNumberRange, rangeCondition } from './number-range.ts';
import { plainNumber } from './quantities.ts';

const readPixels = plainNumber(/(?:px|p)$/);

/** In square pixels, the right way up. */
export default defineFilter<NumberRange>({
  id: 'height',
  aliases: [],
  control: 'range',
  example: 'height:>=2160',
  parse: (text) => parseNumberRange(text, readPixels),
  format: ({ text }) => text,
  predicate: (range) => rangeCondition('height', range),
});
