/** What Whisper heard, as words with times. Pure. */
import type { TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { wordsOf } from './sentences.ts';

/** A word or a whole segment, as transformers.js tells it. Whisper at times gives no time for the beginning or the end. */
export interface HeardPiece {
  readonly text: string;
  readonly startSec: number | null;
  readonly endSec: number | null;
  readonly confidence: number | null;
}

type SpokenWord = TaskOutput<'transcript'>['words'][number];

/**
 * A piece of several words (a segment; or a "word" of Chinese or Japanese, where transformers.js does not take them apart) is spread over
 * its time by the length of its words. All lie within the sound and begin no earlier than the one before.
 *
 * Whisper fills up the sound to 30 s with silence and may hear something there: what begins after the sound's end is left out.
 */
export function spokenWords(
  pieces: readonly HeardPiece[],
  durationSec: number,
  language: string | null,
): SpokenWord[] {
  const words: SpokenWord[] = [];
  let before = 0;
  pieces.forEach((piece, index) => {
    const startSec = Math.max(before, piece.startSec ?? before);
    if (startSec >= durationSec) return;
    const nextStart = pieces[index + 1]?.startSec ?? durationSec;
    const endSec = Math.min(durationSec, Math.max(startSec, piece.endSec ?? nextStart));
    words.push(...spread(wordsOf(piece.text, language), startSec, endSec, piece.confidence));
    before = words.at(-1)?.startSec ?? before;
  });
  return words;
}

function spread(
  texts: readonly string[],
  startSec: number,
  endSec: number,
  confidence: number | null,
): SpokenWord[] {
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const secondsOf = (length: number): number => startSec + ((endSec - startSec) * length) / total;
  let length = 0;
  return texts.map((text) => {
    const start = secondsOf(length);
    length += text.length;
    return { text, startSec: start, endSec: secondsOf(length), confidence };
  });
}

/** A token of text that was chosen, and how likely it was. */
export interface ChosenToken {
  readonly id: number;
  readonly probability: number;
}

/** The longest word in tokens: of scripts where a character takes several. */
const mostTokensOfWord = 32;

/**
 * How sure Whisper was of each word: the mean over its tokens, as in OpenAI's `whisper/timing.py`. Where sound was heard twice (windows
 * overlap) the tokens have words twice, so they are looked for from where the last one was found. null for one that is not found.
 */
export function wordConfidences(
  words: readonly string[],
  tokens: readonly ChosenToken[],
  decode: (ids: readonly number[]) => string,
): (number | null)[] {
  const letters = (ids: readonly number[]): string => decode(ids).replaceAll(/\s/gu, '');
  const single = tokens.map(({ id }) => letters([id]));
  let from = 0;
  return words.map((word) => {
    const wanted = word.replaceAll(/\s/gu, '');
    for (let start = from; start < tokens.length; start += 1) {
      const length = lengthOfMatch(wanted, start, { tokens, single, letters });
      if (length === 0) continue;
      from = start + length;
      const chosen = tokens.slice(start, from);
      return chosen.reduce((sum, { probability }) => sum + probability, 0) / length;
    }
    return null;
  });
}

interface Spelling {
  readonly tokens: readonly ChosenToken[];
  readonly single: readonly string[];
  readonly letters: (ids: readonly number[]) => string;
}

/** A character's first bytes alone are decoded to this. */
const partOfCharacter = '\uFFFD';

/** How many tokens from `start` on spell the word; 0: they do not. */
function lengthOfMatch(wanted: string, start: number, { tokens, single, letters }: Spelling): number {
  const first = single[start] ?? '';
  if (wanted === '' || first === '') return 0;
  if (!first.includes(partOfCharacter) && !wanted.startsWith(first)) return 0;
  const ids: number[] = [];
  for (const { id } of tokens.slice(start, start + mostTokensOfWord)) {
    ids.push(id);
    const spelled = letters(ids);
    if (spelled === wanted) return ids.length;
    if (!spelled.includes(partOfCharacter) && !wanted.startsWith(spelled)) return 0;
  }
  return 0;
}
