import { defineFilter } from '../search-filter.ts';
import { columnContains, exactName, parseName } from './name-choice.ts';
import { cardValues } from './value-listings.ts';

/** Make and model, or a part of them. */
export default defineFilter<string>({
  id: 'camera',
  aliases: ['cam', 'make', 'model'],
  control: 'choice',
  example: 'camera:sony',
  parse: parseName,
  format: (name) => name,
  predicate: (name) => columnContains('camera', name),
  values: cardValues('camera'),
  exactly: exactName,
});
