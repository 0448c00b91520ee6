import { describe, expect, it } from 'vitest';
import { segmentsOfWords, type Word } from './transcript-segments.ts';

const word = (text: string, startSec: number, endSec: number): Word => ({
  text,
  startSec,
  endSec,
  confidence: null,
});

/** One word each 0.4 s. */
const words = (text: string): Word[] =>
  text.split(' ').map((each, at) => word(each, at * 0.4, at * 0.4 + 0.35));

describe('segmentsOfWords', () => {
  it('ends at a pause and at the end of a sentence', () => {
    const spoken = [word('and', 0, 0.3), word('so.', 0.3, 0.5), word('ask', 0.5, 0.9), word('not', 1.5, 1.8)];
    expect(segmentsOfWords(spoken).map(({ text, startSec, endSec }) => [text, startSec, endSec])).toEqual([
      ['and so.', 0, 0.5],
      ['ask', 0.5, 0.9],
      ['not', 1.5, 1.8],
    ]);
  });

  it('is never too long to be read', () => {
    const segments = segmentsOfWords(words('ask not what your country can do for you '.repeat(8).trim()));
    expect(segments.length).toBeGreaterThan(3);
    for (const { text, startSec, endSec } of segments) {
      expect(text.length).toBeLessThanOrEqual(84);
      expect(endSec - startSec).toBeLessThanOrEqual(7);
    }
    expect(segments.flatMap((segment) => segment.words)).toHaveLength(72);
  });

  it('makes nothing of nothing', () => {
    expect(segmentsOfWords([])).toEqual([]);
  });
});
