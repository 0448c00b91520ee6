import { describe, expect, it } from 'vitest';
import { spokenWords, wordConfidences, type HeardPiece } from './spoken-words.ts';

const piece = (text: string, startSec: number | null, endSec: number | null): HeardPiece => ({
  text,
  startSec,
  endSec,
  confidence: null,
});

describe('spokenWords', () => {
  it('spreads a segment over its words by their length', () => {
    const words = spokenWords([piece(' I am here ', 2, 4)], 10, 'en');
    expect(words.map(({ text }) => text)).toEqual(['I', 'am', 'here']);
    expect(words.map(({ startSec }) => startSec)).toEqual([2, 2 + 2 / 7, 2 + 6 / 7]);
    expect(words.at(-1)?.endSec).toBe(4);
  });

  it('takes languages without spaces apart, punctuation with the word before it', () => {
    const words = spokenWords([{ ...piece('今日は。', 0, 3), confidence: 0.5 }], 10, 'ja');
    expect(words.length).toBeGreaterThan(1);
    expect(words.map(({ text }) => text).join('')).toBe('今日は。');
    expect(words.at(-1)?.text.endsWith('。')).toBe(true);
    expect(words.map(({ confidence }) => confidence)).toEqual(words.map(() => 0.5));
  });

  it('keeps to the sound: no word after its end, none before the last one, missing times filled in', () => {
    const pieces = [
      piece('one', null, 1),
      piece('two', 1, null),
      piece('three', 3, 2),
      piece('four', 2, 12),
      piece('five', 10, 11),
      piece(' ', 4, 5),
    ];
    expect(
      spokenWords(pieces, 5, 'en').map(({ text, startSec, endSec }) => [text, startSec, endSec]),
    ).toEqual([
      ['one', 0, 1],
      ['two', 1, 3],
      ['three', 3, 3],
      ['four', 3, 5],
    ]);
    expect(spokenWords([], 5, null)).toEqual([]);
  });
});

describe('wordConfidences', () => {
  const bytes = new Map([
    [1, [0x20, 0x6e, 0x6f]],
    [2, [0x74]],
    [3, [0x2e]],
    // "é" in two halves, as byte-level vocabularies may have it.
    [4, [0x20, 0xc3]],
    [5, [0xa9]],
  ]);
  const decode = (ids: readonly number[]): string =>
    new TextDecoder().decode(Uint8Array.from(ids.flatMap((id) => bytes.get(id) ?? [])));
  const token = (id: number, probability: number) => ({ id, probability });

  it('is the mean over the tokens of each word', () => {
    const tokens = [token(1, 1), token(2, 0.5), token(3, 0.6), token(4, 0.2), token(5, 0.4)];
    const [first, second] = wordConfidences([' not.', ' é'], tokens, decode);
    expect(first).toBeCloseTo(0.7, 5);
    expect(second).toBeCloseTo(0.3, 5);
  });

  it('looks on from the word before, past what was heard twice, and is null for what is not there', () => {
    const tokens = [token(1, 0.9), token(2, 0.9), token(1, 0.5), token(1, 0.1)];
    expect(wordConfidences([' not', ' what', ' no', ' no', ' no'], tokens, decode)).toEqual([
      0.9,
      null,
      0.5,
      0.1,
      null,
    ]);
  });
});
