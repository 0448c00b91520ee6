import { defineWordsFilter } from '../search-filter.ts';
import { indexedValues } from './value-listings.ts';

/** What is to be heard besides speech. */
export default defineWordsFilter({
  id: 'hears',
  aliases: ['hear', 'sound'],
  control: 'words',
  example: 'hears:applause',
  fields: ['hears'],
  values: indexedValues('hears'),
});
