import { defineWordsFilter } from '../search-filter.ts';

/** What can be read in the picture. */
export default defineWordsFilter({
  id: 'text',
  aliases: ['reads', 'read', 'ocr'],
  control: 'words',
  example: 'text:"exit"',
  fields: ['read'],
});
