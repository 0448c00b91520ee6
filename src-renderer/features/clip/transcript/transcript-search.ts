/** PURE: finding words in a transcript, across the borders of words, however they are written. */

export interface Match {
  readonly firstWord: number;
  readonly lastWord: number;
}

/** Small letters without accents and punctuation: nobody hears those. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
    .replaceAll(/\s+/g, ' ');
}

export interface SearchIndex {
  readonly text: string;
  /** Where each word begins in it. */
  readonly starts: readonly number[];
}

export function searchIndex(words: readonly { readonly text: string }[]): SearchIndex {
  const starts: number[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const { text } of words) {
    const part = plain(text);
    starts.push(at);
    parts.push(part);
    at += part.length + 1;
  }
  return { text: parts.join(' '), starts };
}

/** In order, none over another. Nothing is found by nothing. */
export function findMatches({ text, starts }: SearchIndex, query: string): readonly Match[] {
  const wanted = plain(query);
  const matches: Match[] = [];
  if (wanted === '') return matches;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length))
    matches.push({ firstWord: wordOf(starts, at), lastWord: wordOf(starts, at + wanted.length - 1) });
  return matches;
}

function wordOf(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
