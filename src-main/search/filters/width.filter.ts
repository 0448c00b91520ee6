import { defineFilter } from '../search-filter.ts';
import { type NumberRange, parseNumberRange, rangeCondition } from './number-range.ts';
import { plainNumber } from './quantities.ts';

const readPixels = plainNumber(/(?:px|p)$/);

/** In square pixels, the right way up. */
export default defineFilter<NumberRange>({
  id: 'width',
  aliases: [],
  control: 'range',
  example: 'width:>=3840',
  parse: (text) => parseNumberRange(text, readPixels),
  format: ({ text }) => text,
  predicate: (range) => rangeCondition('width', range),
});
