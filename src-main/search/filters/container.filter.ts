import { foldText } from '../../platform/text-folding.ts';
import { defineFilter } from '../search-filter.ts';
import { parseName } from './name-choice.ts';
import { cardValues } from './value-listings.ts';

/** What files with these endings are called. */
const containers: Readonly<Record<string, string>> = {
  ...{ mov: 'quicktime', mkv: 'matroska', ts: 'mpeg-ts', mts: 'mpeg-ts', m2ts: 'mpeg-ts', mpg: 'mpeg-ps' },
  ...{ wmv: 'windows media', asf: 'windows media', flv: 'flash video', ogv: 'ogg', '3gpp': '3gp' },
};

/** Container of the file, or the ending of its name. */
export default defineFilter<string>({
  id: 'container',
  aliases: ['ext', 'extension', 'format', 'type'],
  control: 'choice',
  example: 'ext:mov',
  parse: (text) => parseName(text.replace(/^[\s.]+/, '')),
  format: (name) => name,
  predicate: (written) => {
    const name = foldText(written);
    const called = (Object.hasOwn(containers, name) ? containers[name] : undefined) ?? name;
    const ending = `.${name}`;
    return {
      sql: '(lower(container_name) = ? OR substr(folded_name, -length(?)) = ?)',
      values: [called, ending, ending],
    };
  },
  values: cardValues('container_name'),
});
