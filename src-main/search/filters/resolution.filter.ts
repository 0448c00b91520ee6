import { defineFilter } from '../search-filter.ts';
import { readRange } from './range-text.ts';
import { cardValues } from './value-listings.ts';

/** Classes of the column `resolution`, from the smallest. */
const classes = ['sd', '720p', '1080p', '1440p', '4k', '8k'] as const;
const otherNames: Readonly<Record<string, string>> = {
  ...{
    '480p': 'sd',
    '576p': 'sd',
    '480': 'sd',
    '576': 'sd',
    hd: '720p',
    '720': '720p',
    fhd: '1080p',
    fullhd: '1080p',
  },
  ...{
    '1080': '1080p',
    '1440': '1440p',
    qhd: '1440p',
    '2k': '1440p',
    uhd: '4k',
    '2160p': '4k',
    '2160': '4k',
  },
  ...{ '4320p': '8k', '4320': '8k' },
};

type Resolution =
  | { readonly kind: 'classes'; readonly text: string; readonly classes: readonly string[] }
  | { readonly kind: 'size'; readonly text: string; readonly width: number; readonly height: number };

function rankOf(text: string): number | null {
  const plain = text.toLowerCase().replace(/[\s-]+/g, '');
  const name = (Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined) ?? plain;
  const rank = classes.findIndex((each) => each === name);
  return rank === -1 ? null : rank;
}

function ranked(text: string, from: number, to: number): Resolution {
  return { kind: 'classes', text, classes: classes.slice(Math.max(from, 0), to + 1) };
}

function nameOf(rank: number | undefined): string {
  return rank === undefined ? '' : (classes[rank] ?? '');
}

function parseResolution(written: string): Resolution | null {
  const [, width, height] = /^\s*(\d{1,5})\s*[x×]\s*(\d{1,5})\s*$/i.exec(written) ?? [];
  if (width !== undefined && height !== undefined) {
    const size = { width: Number(width), height: Number(height) };
    return { kind: 'size', text: `${String(size.width)}x${String(size.height)}`, ...size };
  }
  if (written.trim().toLowerCase() === 'unknown')
    return { kind: 'classes', text: 'unknown', classes: ['unknown'] };
  const range = readRange(written);
  if (range === null) return null;
  const largest = classes.length - 1;
  if (range.kind === 'between') {
    const [from, to] = [range.from, range.to].map((text) => (text === '' ? undefined : rankOf(text)));
    if (from === null || to === null) return null;
    const isTurned = from !== undefined && to !== undefined && from > to;
    const [least, most] = isTurned ? [to, from] : [from, to];
    return ranked(`${nameOf(least)}..${nameOf(most)}`, least ?? 0, most ?? largest);
  }
  const rank = rankOf(range.text);
  if (rank === null) return null;
  if (range.kind === 'exact') return ranked(nameOf(rank), rank, rank);
  const text = `${range.sign}${nameOf(rank)}`;
  const isIncluded = range.sign.endsWith('=');
  if (range.sign.startsWith('>')) return ranked(text, isIncluded ? rank : rank + 1, largest);
  return ranked(text, 0, isIncluded ? rank : rank - 1);
}

/** A class ("4k", ">=1080p"), or a size in pixels ("1920x1080"). */
export default defineFilter<Resolution>({
  id: 'resolution',
  aliases: ['res'],
  control: 'choice',
  example: 'resolution:4k',
  choices: ['>=4k', '>=1080p', '<720p'],
  parse: parseResolution,
  format: ({ text }) => text,
  predicate: (resolution) =>
    resolution.kind === 'size'
      ? { sql: '(width = ? AND height = ?)', values: [resolution.width, resolution.height] }
      : {
          sql: `resolution IN (${resolution.classes.map(() => '?').join(', ')})`,
          values: resolution.classes,
        },
  values: cardValues('resolution'),
});
