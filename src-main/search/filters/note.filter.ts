import { defineWordsFilter } from '../search-filter.ts';

/** What somebody noted. */
export default defineWordsFilter({
  id: 'note',
  aliases: ['notes', 'comment'],
  control: 'words',
  example: 'note:"second take"',
  fields: ['note'],
});
