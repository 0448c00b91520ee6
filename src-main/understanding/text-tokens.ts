/**
 * How long a text is for a model, without the model's own tokenizer, which is not known before one is installed. Vocabularies of
 * word pieces hold the usual words whole and cut longer ones up, so here: a run of letters or digits counts one for each six characters begun,
 * each character of a script that is written without spaces one, every other sign one. For English prose that comes within about a
 * tenth of OpenAI's rule of thumb (platform.openai.com/tokenizer) of three words to four tokens.
 */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';

type DescribedText = Artifact<'description'>['summary'];

const token =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]|[\p{L}\p{M}\p{N}]{1,6}|[^\s\p{L}\p{M}\p{N}]/gu;

export function countTokens(text: string): number {
  return text.match(token)?.length ?? 0;
}

/** Whole sentences up to the limit; where not even the first fits, as many of its words as do. */
export function cutToTokens(text: string, mostTokens: number): DescribedText {
  const tokenCount = countTokens(text);
  if (tokenCount <= mostTokens) return { text, tokenCount, truncation: 'none' };
  const sentences = longestStart(segmentsOf(text, 'sentence'), mostTokens);
  if (sentences !== '') {
    return { text: sentences, tokenCount: countTokens(sentences), truncation: 'cut-at-sentence' };
  }
  const words = longestStart(segmentsOf(text, 'word'), mostTokens);
  return { text: words, tokenCount: countTokens(words), truncation: 'cut-at-word' };
}

/** Whole terms up to the limit, with a comma between them. */
export function joinToTokens(terms: readonly string[], mostTokens: number): DescribedText {
  const all = terms.join(', ');
  const tokenCount = countTokens(all);
  if (tokenCount <= mostTokens) return { text: all, tokenCount, truncation: 'none' };
  const pieces = terms.map((term, at) => (at === 0 ? term : `, ${term}`));
  const text = longestStart(pieces, mostTokens);
  return { text, tokenCount: countTokens(text), truncation: 'cut-at-word' };
}

function segmentsOf(text: string, granularity: 'sentence' | 'word'): string[] {
  return Array.from(new Intl.Segmenter('en', { granularity }).segment(text), ({ segment }) => segment);
}

function longestStart(pieces: readonly string[], mostTokens: number): string {
  let kept = '';
  let tokens = 0;
  for (const piece of pieces) {
    tokens += countTokens(piece);
    if (tokens > mostTokens) break;
    kept += piece;
  }
  return kept.trimEnd();
}
