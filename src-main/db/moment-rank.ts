/** How well moments of one clip fit. PURE. */

/** Usual values of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009). */
const saturation = 1.2;
const lengthWeight = 0.75;

const marked = /\uE000([^\uE001]*)\uE001/gu;

/**
 * BM25 with the moments of the clip as the collection: what is rare in this clip tells its moments apart, however common it is elsewhere. Words
 * that are found are taken from the marks in the texts, so that stems, prefixes and phrases count as they were found.
 *
 * @param texts moments in which something was found, words marked
 * @param ofMoments how many moments there are, with those in which nothing was found
 * @returns higher is better; one for each text
 */
export function momentScores(texts: readonly string[], ofMoments: number): number[] {
  const counted = texts.map(countWords);
  const having = new Map<string, number>();
  for (const { words } of counted)
    for (const word of words.keys()) having.set(word, (having.get(word) ?? 0) + 1);
  const meanLength = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(counted.length, 1);
  const all = Math.max(ofMoments, texts.length);
  return counted.map(({ words, length }) => {
    const dampened = saturation * (1 - lengthWeight + (lengthWeight * length) / meanLength);
    return [...words].reduce((score, [word, times]) => {
      const moments = having.get(word) ?? 0;
      const rarity = Math.log(1 + (all - moments + 0.5) / (moments + 0.5));
      return score + (rarity * times * (saturation + 1)) / (times + dampened);
    }, 0);
  });
}

function countWords(text: string): { readonly words: ReadonlyMap<string, number>; readonly length: number } {
  const words = new Map<string, number>();
  for (const [, found = ''] of text.matchAll(marked)) {
    const word = found.toLowerCase();
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return { words, length: Math.max(text.split(/[\s\u200B]+/u).length, 1) };
}
