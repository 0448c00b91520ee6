/**
 * Whisper's plumbing with its real tokenizer and settings and a STAND-IN in place of its weights (tests/support/tiny-whisper.ts).
 *
 * This proves: files found; sound made into the spectrogram and told apart by it; the language looked up by one step of the decoder and given to it;
 * the decoding loop with its key–value cache, timestamps' rules and end; words' times from cross attentions; confidences matched to words;
 * windows of long sound joined. It does not prove a single word: no real weights of Whisper have been run.
 */
import { expect, it } from 'vitest';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { tinyWhisper, type TinyWhisper } from '../../../tests/support/tiny-whisper.ts';
import { tones } from '../../../tests/support/tones.ts';
import type { TaskInput, TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import whisper from './whisper.model.ts';

const low = { frequencyHz: 250, durationSec: 5 };
const high = { frequencyHz: 3500, durationSec: 5 };

/** A logit of 12 among some 50,000 of 0. */
const unsure = Math.exp(12) / (Math.exp(12) + 50_256);

const speaker: TinyWhisper = {
  low: {
    language: 'en',
    words: [
      [' And', 0.5],
      [' so', 1.5],
      [' my', 2, 12],
      [' fellow', 3],
      ['.', 3.5],
    ],
    endSec: 4,
  },
  high: { language: 'fr', words: [[' que', 1]], endSec: 2 },
  german: {
    words: [
      [' Das', 1],
      [' ist', 2],
    ],
    endSec: 3,
  },
};

async function hear(parts: TinyWhisper, input: TaskInput<'transcript'>): Promise<TaskOutput<'transcript'>> {
  const model = await whisper.load(await tinyWhisper(parts));
  const heard = await model.run(input);
  await model.dispose?.();
  return heard;
}

/** Each word goes on where the one before ends. */
function expectTimes(words: TaskOutput<'transcript'>['words'], bounds: readonly number[]): void {
  expect(words).toHaveLength(bounds.length - 1);
  words.forEach(({ startSec, endSec }, index) => {
    expect(startSec).toBeCloseTo(bounds[index] ?? Number.NaN, 1);
    expect(endSec).toBeCloseTo(bounds[index + 1] ?? Number.NaN, 1);
  });
}

const textOf = ({ words }: TaskOutput<'transcript'>): string => words.map(({ text }) => text).join(' ');

describeWithFixtures('Whisper', () => {
  it('gives each word its time by the cross attentions and its probability', async () => {
    const { language, words } = await hear(speaker, { samples: tones(low), language: 'en' });
    expect(language).toBe('en');
    expect(words.map(({ text }) => text)).toEqual(['And', 'so', 'my', 'fellow.']);
    // Dynamic time warping goes on to the next token half way between the two moments that it looks at.
    expectTimes(words, [0, 1, 1.75, 2.5, 3.25]);
    expect(words.map(({ confidence }) => confidence?.toFixed(2))).toEqual([
      '1.00',
      '1.00',
      unsure.toFixed(2),
      '1.00',
    ]);
  });

  it('finds out the language, or takes the one that is given', async () => {
    const detected = await hear(speaker, { samples: tones(high), language: null });
    expect([detected.language, textOf(detected)]).toEqual(['fr', 'que']);
    const given = await hear(speaker, { samples: tones(high), language: 'de' });
    expect([given.language, textOf(given)]).toEqual(['de', 'Das ist']);
    const unknown = await hear(speaker, { samples: tones(low), language: 'xx' });
    expect([unknown.language, textOf(unknown)]).toEqual(['en', 'And so my fellow.']);
  });

  it('spreads words over their segment where the export has no cross attentions', async () => {
    const parts = { ...speaker, attentions: 'left out' } as const;
    const { words } = await hear(parts, { samples: tones(low), language: 'en' });
    expect(words.map(({ text, confidence }) => [text, confidence])).toEqual([
      ['And', null],
      ['so', null],
      ['my', null],
      ['fellow.', null],
    ]);
    expect(words[0]?.startSec).toBe(0);
    // 14 letters over 4 s.
    expect(words[0]?.endSec).toBeCloseTo((4 * 3) / 14, 5);
    expect(words.at(-1)?.endSec).toBeCloseTo(4, 5);
  });

  it('takes a model for English only as that', async () => {
    const { language, words } = await hear(
      { ...speaker, multilingual: false },
      { samples: tones(low), language: 'de' },
    );
    expect([language, words.map(({ text }) => text).join(' ')]).toEqual(['en', 'And so my fellow.']);
  });

  it('hears nothing in silence, or in next to no sound', async () => {
    const model = await whisper.load(await tinyWhisper(speaker));
    const dither = Float32Array.from({ length: 48_000 }, (_, index) => (index % 2) / 32_768);
    for (const samples of [
      new Float32Array(0),
      new Float32Array(48_000),
      dither,
      tones(low).subarray(0, 200),
    ]) {
      expect(await model.run({ samples, language: null })).toEqual({ language: null, words: [] });
    }
    await model.dispose?.();
  });

  it('joins windows of long sound where they say the same', async () => {
    const parts: TinyWhisper = {
      low: {
        language: 'en',
        words: [
          [' And', 4],
          [' so', 12],
          [' my', 22],
          [' fellow', 26],
          [' Americans', 28],
        ],
        endSec: 29.5,
      },
      // The second window begins 20 s later, so this is 22, 26, 28, 34 and 44 s of the whole.
      high: {
        language: 'en',
        words: [
          [' my', 2],
          [' fellow', 6],
          [' Americans', 8],
          [' ask', 14],
          [' not', 24, 12],
        ],
        endSec: 29,
      },
    };
    const samples = tones({ ...low, durationSec: 24 }, { ...high, durationSec: 26 });
    const { words } = await hear(parts, { samples, language: 'en' });
    expect(words.map(({ text }) => text)).toEqual(['And', 'so', 'my', 'fellow', 'Americans', 'ask', 'not']);
    expectTimes(words, [0, 8, 17, 24, 27, 31, 39, 46.5]);
    expect(words.at(-1)?.confidence).toBeCloseTo(unsure, 2);
  });
});
