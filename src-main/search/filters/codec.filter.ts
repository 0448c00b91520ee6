import { defineFilter } from '../search-filter.ts';
import { parseCodec } from './codec-names.ts';
import { columnContains } from './name-choice.ts';
import { cardValues } from './value-listings.ts';

/** Of the pictures. */
export default defineFilter<string>({
  id: 'codec',
  aliases: ['videocodec', 'vcodec'],
  control: 'choice',
  example: 'codec:hevc',
  parse: parseCodec,
  format: (codec) => codec,
  predicate: (codec) => columnContains('codec', codec),
  values: cardValues('codec'),
});
