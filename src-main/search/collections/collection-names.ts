/** Names of collections: tidy, and each only once. */
import { collectionKey, longestCollectionName } from '../../../src-preload/contract/collections.ts';

/** What a person takes for one letter stays whole. */
const letterSegmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** In one line, composed. */
export function tidyName(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/**
 * The name itself, then "Name (2)", "Name (3)"…: what file managers do. A number that is there already goes on, so that "Name (2)" leads to
 * "Name (3)". A long name loses its end, so that the number fits.
 */
export function* numberedNames(name: string): Generator<string, never> {
  yield name;
  const numbered = /^(.+) \((\d{1,6})\)$/.exec(name);
  const stem = numbered?.[1] ?? name;
  for (let number = numbered === null ? 2 : Number(numbered[2]) + 1; ; number += 1) {
    const end = ` (${String(number)})`;
    yield shortened(stem, longestCollectionName - end.length) + end;
  }
}

/** The first of its numbered names that is not taken. @param taken keys of names */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const names = numberedNames(name);
  let { value } = names.next();
  while (taken.has(collectionKey(value))) ({ value } = names.next());
  return value;
}

function shortened(text: string, longest: number): string {
  const letters = Array.from(letterSegmenter.segment(text), ({ segment }) => segment);
  while (letters.join('').length > longest) letters.pop();
  return letters.join('').trimEnd();
}
