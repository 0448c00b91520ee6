import { defineFilter } from '../search-filter.ts';

/** First text that no longer begins with a prefix of letters and digits: "~" comes behind them all. */
function endOf(prefix: string): string {
  return `${prefix}~`;
}

/** SHA-256 of the content, or the clip's id, or how one of them begins. */
export default defineFilter<string>({
  id: 'hash',
  aliases: ['sha', 'id', 'clip'],
  control: 'choice',
  example: 'hash:3f2a90',
  parse: (text) => {
    const prefix = text.trim().toLowerCase();
    return /^[0-9a-z-]{4,64}$/.test(prefix) ? prefix : null;
  },
  format: (prefix) => prefix,
  predicate: (prefix) => ({
    sql: `sequence IN (SELECT sequence FROM clips WHERE content_hash >= ? AND content_hash < ?
      UNION ALL SELECT sequence FROM clips WHERE id >= ? AND id < ?)`,
    values: [prefix, endOf(prefix), prefix, endOf(prefix)],
  }),
});
