/** PURE: a transcript as words in order, and as rows of them. */
import type { ClipUnderstanding } from '../../../../src-preload/contract/commands/clip-understanding.ts';
import { firstIndex } from '../timeline/lane-rows.ts';

export type Transcript = NonNullable<ClipUnderstanding['transcript']>;

export interface HeardWord {
  /** Among all words of the clip. */
  readonly index: number;
  readonly text: string;
  readonly startSec: number;
  readonly endSec: number;
  readonly confidence: number | null;
  /** What the engine heard; null: nobody has corrected it. */
  readonly original: string | null;
  /** 'stretch': a whole segment, of which nobody knows the words' times. It can't be corrected word by word. */
  readonly kind: 'word' | 'stretch';
}

type Removed = Transcript['removed'][number];

export type TranscriptRow =
  | { readonly kind: 'said'; readonly startSec: number; readonly words: readonly HeardWord[] }
  | { readonly kind: 'removed'; readonly startSec: number; readonly removed: Removed };

export interface TranscriptText {
  readonly words: readonly HeardWord[];
  readonly rows: readonly TranscriptRow[];
  /** Row of each word. */
  readonly rowOf: readonly number[];
}

/** Below this the engine was more likely wrong than right. */
const leastConfidence = 0.5;
/** A word stays marked so long after its end, so that the mark does not flicker between words. */
const lingerSec = 0.4;

export function transcriptText(transcript: Transcript, removed: 'shown' | 'hidden'): TranscriptText {
  const words: HeardWord[] = [];
  const said = transcript.segments.flatMap((segment): readonly TranscriptRow[] => {
    const heard = segment.words.length === 0 ? stretchOf(segment) : segment.words;
    const own = heard.map((word, at): HeardWord => ({
      ...word,
      index: words.length + at,
      kind: segment.words.length === 0 ? 'stretch' : 'word',
    }));
    words.push(...own);
    return own.length === 0 ? [] : [{ kind: 'said', startSec: segment.startSec, words: own }];
  });
  const taken = removed === 'shown' ? transcript.removed.map(removedRow) : [];
  const rows = [...said, ...taken].sort((one, other) => one.startSec - other.startSec);
  const rowOf: number[] = [];
  for (const [row, { kind, ...rest }] of rows.entries())
    if (kind === 'said' && 'words' in rest) for (const { index } of rest.words) rowOf[index] = row;
  return { words, rows, rowOf };
}

function stretchOf({ startSec, endSec, text }: Transcript['segments'][number]) {
  const whole = text.trim();
  return whole === '' ? [] : [{ text: whole, startSec, endSec, confidence: null, original: null }];
}

function removedRow(removed: Removed): TranscriptRow {
  return { kind: 'removed', startSec: removed.startSec, removed };
}

/** Index of the word that is said at a time; -1: none is. */
export function wordAt(words: readonly HeardWord[], timeSec: number): number {
  const index = firstIndex(words, ({ startSec }) => startSec > timeSec) - 1;
  const word = words[index];
  return word !== undefined && timeSec < word.endSec + lingerSec ? index : -1;
}

/** The word at a time, or else the one before; the first where there is none before. */
export function wordNear(words: readonly HeardWord[], timeSec: number): number {
  return Math.max(0, firstIndex(words, ({ startSec }) => startSec > timeSec) - 1);
}

export function isDoubtful({ confidence, original }: HeardWord): boolean {
  return original === null && confidence !== null && confidence < leastConfidence;
}

/**
 * What to ask for when somebody wrote `written` where `word` stands: null in it means back to what was heard.
 *
 * @returns null: nothing changes
 */
export function editOf(
  word: HeardWord,
  written: string,
): { readonly startSec: number; readonly original: string; readonly text: string | null } | null {
  const text = written.trim().replaceAll(/\s+/g, ' ');
  const original = word.original ?? word.text;
  if (text === word.text || (text === '' && word.original === null)) return null;
  return { startSec: word.startSec, original, text: text === '' || text === original ? null : text };
}
