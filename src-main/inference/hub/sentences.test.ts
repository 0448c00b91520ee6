import { describe, expect, it } from 'vitest';
import { floresCodes } from './flores-codes.ts';
import { joinSentences, sentencesOf, wordsOf } from './sentences.ts';

describe('sentences', () => {
  it.each([
    ['en', 'One. Two?  Three!\nFour', ['One.', 'Two?', 'Three!', 'Four']],
    ['ja', 'はい。いいえ。', ['はい。', 'いいえ。']],
    ['not a language', 'One. Two.', ['One.', 'Two.']],
    ['en', '   ', []],
  ])('of %s: %j', (language, text, sentences) => {
    expect(sentencesOf(text, language)).toEqual(sentences);
  });

  it('are put together with a space where words have spaces between them', () => {
    expect(joinSentences(['Ja.', 'Nein.'], 'de')).toBe('Ja. Nein.');
    expect(joinSentences(['はい。', 'いいえ。'], 'ja')).toBe('はい。いいえ。');
  });

  it('have words, in every script', () => {
    expect(wordsOf('  so, my fellow ', 'en')).toEqual(['so,', 'my', 'fellow']);
    expect(wordsOf('so my', null)).toEqual(['so', 'my']);
    expect(wordsOf('你好，世界。', 'zh')).toEqual(['你好，', '世界。']);
  });
});

it('has a FLORES code of the right form for each language, and each once', () => {
  expect(floresCodes.size).toBeGreaterThan(120);
  for (const [iso, flores] of floresCodes) {
    expect(iso).toMatch(/^[a-z]{2}$/u);
    expect(flores).toMatch(/^[a-z]{3}_[A-Z][a-z]{3}$/u);
    // Intl knows whether it is the same language: "de" and "deu" are one.
    expect(new Intl.Locale(flores.replace('_', '-')).language.length).toBeLessThanOrEqual(3);
  }
  expect(['en', 'de', 'zh', 'nb', 'no'].map((iso) => floresCodes.get(iso))).toEqual([
    'eng_Latn',
    'deu_Latn',
    'zho_Hans',
    'nob_Latn',
    'nob_Latn',
  ]);
});
