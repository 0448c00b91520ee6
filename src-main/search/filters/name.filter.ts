import { defineWordsFilter } from '../search-filter.ts';

/** The file's name. */
export default defineWordsFilter({
  id: 'name',
  aliases: ['file', 'filename'],
  control: 'words',
  example: 'name:interview',
  fields: ['name'],
});
