import { describe, expect, it } from 'vitest';
import { understandingOf } from '../understood/understanding-sample.ts';
import { copiedText } from './transcript-copy.ts';
import { findMatches, searchIndex } from './transcript-search.ts';
import { editOf, isDoubtful, transcriptText, wordAt, wordNear } from './transcript-words.ts';

const { transcript } = understandingOf();
if (transcript === null) throw new Error('the sample has no transcript');
const text = transcriptText(transcript, 'hidden');

describe('a transcript', () => {
  it('is rows of words; a segment without word times is one stretch', () => {
    expect(text.words.map((word) => word.text)).toEqual([
      ...['ask', 'not', 'what', 'your', 'country', 'can,', 'do', 'for you'],
    ]);
    expect(text.words.at(-1)?.kind).toBe('stretch');
    expect(text.rowOf).toEqual([0, 0, 0, 0, 1, 1, 1, 2]);
  });

  it('shows what was removed at its time, when it is asked for', () => {
    const { rows, rowOf } = transcriptText(transcript, 'shown');
    expect(rows.map(({ kind }) => kind)).toEqual(['said', 'removed', 'said', 'said']);
    expect(rowOf.at(-1)).toBe(3);
  });

  it.each([
    [0.5, -1, 0],
    [1, 0, 0],
    [2.1, 2, 2],
    [2.9, 3, 3],
    [4.5, -1, 3],
    [99, -1, 7],
  ])('at %d s says word %d, and is nearest to %d', (timeSec, said, near) => {
    expect(wordAt(text.words, timeSec)).toBe(said);
    expect(wordNear(text.words, timeSec)).toBe(near);
  });

  it('marks words that the engine doubted, but none that a person wrote or nobody rated', () => {
    expect(text.words.filter(isDoubtful).map((word) => word.text)).toEqual(['what']);
  });
});

describe('searching', () => {
  const index = searchIndex(text.words);
  it.each([
    ['what your COUNTRY', [{ firstWord: 2, lastWord: 4 }]],
    ['can do', [{ firstWord: 5, lastWord: 6 }]],
    ['o', [1, 3, 4, 6, 7, 7].map((word) => ({ firstWord: word, lastWord: word }))],
    ['cóuntry!', [{ firstWord: 4, lastWord: 4 }]],
    ['for you', [{ firstWord: 7, lastWord: 7 }]],
    ['elephant', []],
    ['  ?! ', []],
  ])('%j finds %j', (query, matches) => {
    expect(findMatches(index, query)).toEqual(matches);
  });
});

describe('copying', () => {
  it('is a line for each segment, with times where they are wanted', () => {
    expect(copiedText(text.rows, null, 'without-times')).toBe('ask not what your\ncountry can, do\nfor you');
    expect(copiedText(text.rows, { first: 2, last: 4 }, 'with-times')).toBe(
      '[0:02.0] what your\n[0:05.0] country',
    );
  });
});

describe('a correction', () => {
  const word = (index: number) => {
    const found = text.words[index];
    if (found === undefined) throw new Error('no such word');
    return found;
  };
  it('goes with what was heard, however often it is made', () => {
    expect(editOf(word(2), ' watt ')).toEqual({ startSec: 2, original: 'what', text: 'watt' });
    expect(editOf(word(6), 'dew')).toEqual({ startSec: 6.2, original: 'due', text: 'dew' });
  });
  it('back to what was heard is none any more', () => {
    expect(editOf(word(6), 'due')?.text).toBeNull();
    expect(editOf(word(6), '')?.text).toBeNull();
  });
  it('that changes nothing is not asked for', () => {
    expect(editOf(word(2), 'what')).toBeNull();
    expect(editOf(word(2), '  ')).toBeNull();
  });
});
