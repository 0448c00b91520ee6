import { defineFilter } from '../search-filter.ts';
import { type NumberRange, parseNumberRange, rangeCondition } from './number-range.ts';
import { readSize } from './quantities.ts';

/** Of the file. */
export default defineFilter<NumberRange>({
  id: 'size',
  aliases: ['filesize', 'bytes'],
  control: 'range',
  example: 'size:>1GB',
  parse: (text) => parseNumberRange(text, readSize),
  format: ({ text }) => text,
  predicate: (range) => rangeCondition('size_bytes', range),
});
