import { defineWordsFilter } from '../search-filter.ts';

/** The clip as it is summed up. */
export default defineWordsFilter({
  id: 'about',
  aliases: ['summary', 'description'],
  control: 'words',
  example: 'about:interview',
  fields: ['summary'],
});
