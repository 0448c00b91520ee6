import { describe, expect, it } from 'vitest';
import { parsePocketsphinx } from './pocketsphinx-words.ts';
import { whisperCppFile, whisperCppWords } from './whisper-cpp-words.ts';

describe('parsePocketsphinx', () => {
  it('reads words with times, without sentence marks, noises and numbers of pronunciations', () => {
    const output = [
      'what your country can',
      '<s> 5.300 5.340 0.999200',
      'what 5.350 5.600 0.285662',
      '<sil> 5.600 5.700 0.9',
      '[NOISE] 5.700 5.800 0.9',
      '++COUGH++ 5.800 5.810 0.9',
      "don't(2) 5.810 5.850 1.000300",
      'can(12) 6.430 6.670 -nan',
      '</s> 7.680 7.950 1.000000',
      '',
    ].join('\n');
    expect(parsePocketsphinx(output)).toEqual([
      { text: 'what', startSec: 5.35, endSec: 5.6, confidence: 0.285662 },
      { text: "don't", startSec: 5.81, endSec: 5.85, confidence: 1 },
      { text: 'can', startSec: 6.43, endSec: 6.67, confidence: null },
    ]);
  });

  it('reads nothing out of nothing', () => {
    expect(parsePocketsphinx('\n\n')).toEqual([]);
  });
});

const token = (text: string, from: number, to: number, p = 0.5) => ({ text, offsets: { from, to }, p });

describe('whisperCppWords', () => {
  it('makes words of tokens, without marks', () => {
    const tokens = [
      token('[_BEG_]', 0, 0, 0.99),
      token(' Ameri', 100, 300, 0.8),
      token('cans', 300, 500, 0.6),
      token(',', 500, 520, 0.1),
      token(' ask', 700, 900, 1),
      { text: '[_TT_50]', p: 1 },
    ];
    const words = whisperCppWords('Americans, ask', 0, 1, tokens);
    expect(words).toMatchObject([
      { text: 'Americans,', startSec: 0.1, endSec: 0.52 },
      { text: 'ask', startSec: 0.7, endSec: 0.9, confidence: 1 },
    ]);
    expect(words[0]?.confidence).toBeCloseTo(0.5, 9);
  });

  it('spreads the words of the text where a letter was cut in two, or a language has no blanks', () => {
    const cut = [token(' na\uFFFD', 0, 200), token('\uFFFDve', 200, 400)];
    expect(whisperCppWords('naïve', 0, 0.4, cut)).toEqual([
      { text: 'naïve', startSec: 0, endSec: 0.4, confidence: null },
    ]);
    const words = whisperCppWords('今日は天気がいい', 0, 2, [
      token('今日', 0, 500),
      token('は天気がいい', 500, 2000),
    ]);
    expect(words.length).toBeGreaterThan(2);
    expect(words.map(({ text }) => text).join('')).toBe('今日は天気がいい');
  });

  it('accepts files with and without tokens', () => {
    const times = {
      timestamps: { from: '00:00:00,000', to: '00:00:01,000' },
      offsets: { from: 0, to: 1000 },
    };
    const file = { result: { language: 'en' }, transcription: [{ ...times, text: ' Hi' }] };
    expect(whisperCppFile.parse(file).transcription[0]?.text).toBe(' Hi');
    expect(whisperCppFile.safeParse({ transcription: [{ text: 'no times' }] }).success).toBe(false);
  });
});
