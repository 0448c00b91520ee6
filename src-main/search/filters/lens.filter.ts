import { hasValue } from '../../db/repositories/search-facts.repository.ts';
import { defineFilter } from '../search-filter.ts';
import { exactName, nameMatches, parseName } from './name-choice.ts';
import { indexedValues } from './value-listings.ts';

/** Its name, or a part of it. */
export default defineFilter<string>({
  id: 'lens',
  aliases: ['objective'],
  control: 'choice',
  example: 'lens:85mm',
  parse: parseName,
  format: (name) => name,
  predicate: (name) => {
    const { sql, values } = nameMatches('folded', name);
    return { sql: hasValue('lens', sql), values };
  },
  values: indexedValues('lens'),
  exactly: exactName,
});
