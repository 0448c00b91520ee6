/** A text as its sentences: what translation models were trained on, and short enough for them. */

/** Written without spaces between words, so sentences are put together without one, too. */
const writtenWithoutSpaces: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'lo', 'my', 'km', 'bo']);

function hasNoSpaces(language: string): boolean {
  return writtenWithoutSpaces.has(language);
}

/** Trimmed; without empty ones. `language`: ISO 639-1. */
export function sentencesOf(text: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(knownLocale(language), { granularity: 'sentence' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter((each) => each !== '');
}

export function joinSentences(sentences: readonly string[], language: string): string {
  return sentences.join(hasNoSpaces(language) ? '' : ' ');
}

/** Words with the punctuation that follows them. `language`: ISO 639-1, null where unknown. */
export function wordsOf(text: string, language: string | null): string[] {
  if (language === null || !hasNoSpaces(language)) return text.split(/\s+/u).filter((each) => each !== '');
  const segmenter = new Intl.Segmenter(knownLocale(language), { granularity: 'word' });
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.trim())) {
    const last = words.length - 1;
    if (isWordLike === true || last < 0) words.push(segment);
    else words[last] = `${words[last] ?? ''}${segment}`;
  }
  return words.map((each) => each.trim()).filter((each) => each !== '');
}

/** Intl throws at what is not even shaped like a language; unknown languages are fine. */
function knownLocale(language: string): string {
  return /^[a-z]{2,3}$/u.test(language) ? language : 'en';
}
