import { defineWordsFilter } from '../search-filter.ts';

/** What is spoken. */
export default defineWordsFilter({
  id: 'said',
  aliases: ['says', 'say', 'speech', 'transcript'],
  control: 'words',
  example: 'said:budget',
  fields: ['said'],
});
