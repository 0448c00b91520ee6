/** PURE: a transcript, or some of its words, as text to take along. */
import { formatDuration } from '../../../ui/format.ts';
import type { TranscriptRow } from './transcript-words.ts';

export interface WordRange {
  readonly first: number;
  readonly last: number;
}

/** A line for each segment. @param range null: all of it */
export function copiedText(
  rows: readonly TranscriptRow[],
  range: WordRange | null,
  times: 'with-times' | 'without-times',
): string {
  return rows
    .flatMap((row) => {
      if (row.kind !== 'said') return [];
      const words = row.words.filter(
        ({ index }) => range === null || (index >= range.first && index <= range.last),
      );
      const [first] = words;
      if (first === undefined) return [];
      const text = words.map((word) => word.text).join(' ');
      return [times === 'with-times' ? `[${formatDuration(first.startSec, 1)}] ${text}` : text];
    })
    .join('\n');
}
