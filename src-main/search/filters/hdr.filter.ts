import { hdrFormats } from '../../../src-preload/contract/artifacts/technical.ts';
import { defineFilter } from '../search-filter.ts';
import { cardValues } from './value-listings.ts';

const formats = [...hdrFormats, 'SDR'];

/** "HLG", "dolby-vision", "hdr10plus" and their like. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace('+', 'plus')
    .replace(/[\s_-]+/g, '');
}

/** Which dynamic range the pictures have; whether it is a high one at all is `is:hdr`. */
export default defineFilter<string>({
  id: 'hdr',
  aliases: [],
  control: 'choice',
  example: 'hdr:HLG',
  parse: (text) => formats.find((format) => plain(format) === plain(text.trim())) ?? null,
  format: (format) => format,
  predicate: (format) => ({ sql: 'hdr = ?', values: [format] }),
  values: cardValues('hdr'),
});
