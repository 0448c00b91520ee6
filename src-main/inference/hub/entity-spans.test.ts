import { describe, expect, it } from 'vitest';
import { entitySpans, labelOfWord, type LabelledWord } from './entity-spans.ts';
import { wordsWithOffsets } from './words-with-offsets.ts';

function spansOf(text: string, ...labels: string[]): string[] {
  const words = wordsWithOffsets(text, 'words').map((word, index): LabelledWord => ({
    ...word,
    label: labels[index] ?? 'O',
    confidence: 1 - index / 10,
  }));
  return entitySpans(text, words).map((each) => `${each.label}:${each.text}@${String(each.startCharacter)}`);
}

describe('entitySpans', () => {
  it.each([
    ['BIO', ['B-PER', 'I-PER', 'O', 'B-LOC'], ['person:Ada Lovelace@0', 'location:London@19']],
    ['two that follow each other', ['B-PER', 'B-PER', 'O', 'O'], ['person:Ada@0', 'person:Lovelace@4']],
    ['another kind goes on', ['B-PER', 'I-ORG', 'O', 'O'], ['person:Ada@0', 'organization:Lovelace@4']],
    ['no prefix', ['name', 'name', 'O', 'City'], ['name:Ada Lovelace@0', 'city:London@19']],
    ['BIOES', ['B-PER', 'E-PER', 'O', 'S-GPE'], ['person:Ada Lovelace@0', 'place:London@19']],
    ['nothing', ['O', 'O', 'O', 'O'], []],
  ])('puts words together: %s', (_, labels, expected) => {
    expect(spansOf('Ada Lovelace left (London).', ...labels)).toEqual(expected);
  });

  it('leaves out what is punctuation only', () => {
    expect(spansOf('-- Ada', 'B-PER', 'O')).toEqual([]);
  });

  it('is as sure as its words on average', () => {
    const words = wordsWithOffsets('New York', 'words').map((word, index) => ({
      ...word,
      label: index === 0 ? 'B-LOC' : 'I-LOC',
      confidence: index === 0 ? 0.9 : 0.5,
    }));
    expect(entitySpans('New York', words)[0]?.confidence).toBeCloseTo(0.7, 5);
  });
});

it('labels a word by the mean over its tokens', () => {
  const tokens = [Float32Array.of(0.6, 0.4), Float32Array.of(0.1, 0.9)];
  const { label, confidence } = labelOfWord(tokens, ['O', 'B-PER']);
  expect(label).toBe('B-PER');
  expect(confidence).toBeCloseTo(0.65, 5);
});
