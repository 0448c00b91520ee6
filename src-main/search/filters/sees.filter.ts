import { defineWordsFilter } from '../search-filter.ts';
import { indexedValues } from './value-listings.ts';

/** What is in the picture, by its labels. */
export default defineWordsFilter({
  id: 'sees',
  aliases: ['see', 'shows', 'label', 'object'],
  control: 'words',
  example: 'sees:dog',
  fields: ['sees'],
  values: indexedValues('sees'),
});
