/**
 * Words of a text with their places, for models that label tokens. transformers.js does not tell where in the text a token came from,
 * so the text is taken apart first and each word is tokenised for itself.
 */
import type { PreTrainedTokenizer } from '@huggingface/transformers';

export interface TextWord {
  readonly text: string;
  /** In UTF-16 units, as `slice` counts. */
  readonly start: number;
  readonly end: number;
}

export interface WordTokens extends TextWord {
  readonly ids: readonly number[];
}

/**
 * 'words and marks': punctuation stands alone, as BERT's own pre-tokeniser has it. 'words': only white space separates, as SentencePiece
 * and byte-level vocabularies have it, in which a full stop after a word is another token than one that stands alone.
 */
export type WordSplit = 'words and marks' | 'words';

const patterns: Readonly<Record<WordSplit, RegExp>> = {
  'words and marks': /[^\s\p{P}\p{S}]+|[\p{P}\p{S}]/gu,
  words: /\S+/gu,
};

export function wordsWithOffsets(text: string, split: WordSplit): TextWord[] {
  return Array.from(text.matchAll(patterns[split]), (found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** Words of which the tokenizer makes nothing are left out. */
export function tokenizeWords(tokenizer: PreTrainedTokenizer, words: readonly TextWord[]): WordTokens[] {
  return words
    .map((word, index) => {
      // Byte-level vocabularies have the space before a word within its token; to others it makes no difference.
      const spaced = index === 0 ? word.text : ` ${word.text}`;
      return { ...word, ids: tokenizer.encode(spaced, { add_special_tokens: false }) };
    })
    .filter(({ ids }) => ids.length > 0);
}

interface WordWindow {
  /** Words that the model sees: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Those of them that it is asked about: each word in one window. */
  readonly keepFrom: number;
  readonly keepTo: number;
}

/**
 * Windows of at most `mostTokens`, so that a long text is labelled to its end. Neighbours share about a quarter; in it, the first half
 * belongs to the one before and the second to the one after, so that each word is seen with what stands around it.
 */
export function wordWindows(tokenCounts: readonly number[], mostTokens: number): WordWindow[] {
  const bounds: { from: number; to: number }[] = [];
  for (let from = 0; from < tokenCounts.length;) {
    const to = windowEnd(tokenCounts, from, mostTokens);
    bounds.push({ from, to });
    if (to === tokenCounts.length) break;
    from = Math.max(from + 1, to - Math.floor((to - from) / 4));
  }
  return bounds.map(({ from, to }, index) => {
    const before = bounds[index - 1];
    const after = bounds[index + 1];
    return {
      from,
      to,
      keepFrom: before === undefined ? from : Math.floor((from + before.to) / 2),
      keepTo: after === undefined ? to : Math.floor((after.from + to) / 2),
    };
  });
}

/** At least one word, however many tokens it has. */
function windowEnd(tokenCounts: readonly number[], from: number, mostTokens: number): number {
  let tokens = tokenCounts[from] ?? 0;
  let to = from + 1;
  while (to < tokenCounts.length && tokens + (tokenCounts[to] ?? 0) <= mostTokens) {
    tokens += tokenCounts[to] ?? 0;
    to += 1;
  }
  return to;
}
