import { defineWordsFilter } from '../search-filter.ts';

/** What the file and the camera say of it: place, settings, codecs. */
export default defineWordsFilter({
  id: 'metadata',
  aliases: ['meta', 'place'],
  control: 'words',
  example: 'metadata:f2.8',
  fields: ['metadata'],
});
