import { hasValue } from '../../db/repositories/search-facts.repository.ts';
import { defineFilter } from '../search-filter.ts';
import { parseCodec } from './codec-names.ts';
import { indexedValues } from './value-listings.ts';

/** Codec of a sound track; "none": there is no track. */
export default defineFilter<string>({
  id: 'audio',
  aliases: ['audiocodec', 'acodec'],
  control: 'choice',
  example: 'audio:aac',
  choices: ['none'],
  parse: parseCodec,
  format: (codec) => codec,
  predicate: (codec) =>
    codec === 'none'
      ? { sql: hasValue('flag', `value = 'silent'`), values: [] }
      : { sql: hasValue('audio', 'instr(value, ?) = 1'), values: [codec] },
  values: indexedValues('audio'),
});
