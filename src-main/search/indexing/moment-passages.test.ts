import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeFeatures } from '../../../tests/support/made-understanding.ts';
import { heardMoments, readMoments, saidMoments, seenMoments } from './moment-passages.ts';

interface Said {
  readonly startSec: number;
  readonly endSec: number;
  readonly text: string;
}
const words = (startSec: number, ...texts: readonly string[]): Said[] =>
  texts.map((text, at) => ({ startSec: startSec + at * 0.5, endSec: startSec + at * 0.5 + 0.4, text }));
const segment = (parts: readonly Said[]) => ({
  ...{ startSec: parts[0]?.startSec ?? 0, endSec: parts.at(-1)?.endSec ?? 0, words: parts },
  text: parts.map(({ text }) => text).join(' '),
});
const counted = (count: number, end: string): string[] =>
  Array.from({ length: count }, (_, at) => `w${String(at)}${at === count - 1 ? end : ''}`);
const unseen = {
  ...{ objects: null, faces: null, people: null, emotions: null, hands: null, pose: null },
  'picture-features': null,
};

describe('passages of what is said', () => {
  it('join short segments and end with a sentence', () => {
    const spoken = [
      segment(words(0, 'We', 'start', 'now.')),
      segment(words(2, ...counted(10, '.'))),
      segment(words(8, 'Next', 'one.')),
    ];
    const passages = saidMoments(spoken);
    expect(passages.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([
      [0, 6.9],
      [8, 8.9],
    ]);
    expect(passages[0]?.text).toMatch(/^We start now\. w0 .* w9\.$/u);
  });

  it('part at a long pause, whatever was said', () => {
    const passages = saidMoments([segment(words(0, 'and', 'then')), segment(words(20, 'it', 'rained'))]);
    expect(passages.map(({ text }) => text)).toEqual(['and then', 'it rained']);
  });

  it('cut long segments at sentences, from the first word to the last', () => {
    const long = segment([...words(100, ...counted(14, '.')), ...words(108, ...counted(14, '?'))]);
    const passages = saidMoments([{ ...long, startSec: 90, endSec: 140 }]);
    expect(passages.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([
      [100, 106.9],
      [108, 114.9],
    ]);
  });

  it('keep segments whole that have no words of their own', () => {
    expect(saidMoments([{ startSec: 3, endSec: 40, text: 'From a file.', words: [] }])).toEqual([
      { startSec: 3, endSec: 40, text: 'From a file.', wordTimes: [0, 3] },
    ]);
  });

  it('know when each of their words begins, in any script', () => {
    const [spaced] = saidMoments([segment(words(1, 'We', 'start,', 'we', 'start.'))]);
    expect([spaced?.text, spaced?.wordTimes]).toEqual([
      'We start, we start.',
      [0, 1, 3, 1.5, 10, 2, 13, 2.5],
    ]);
    const [unspaced] = saidMoments([
      { startSec: 0, endSec: 2, text: '東京タワー', words: words(0, '東京', 'タワー') },
    ]);
    expect(unspaced?.wordTimes).toEqual([0, 0, 2, 0.5]);
    // Two entries of a subtitle file are one passage; each still begins where it begins.
    const entries = [1, 4].map((startSec) => ({
      startSec,
      endSec: startSec + 2,
      text: `Entry ${String(startSec)}`,
      words: [],
    }));
    expect(saidMoments(entries)).toEqual([
      { startSec: 1, endSec: 6, text: 'Entry 1 Entry 4', wordTimes: [0, 1, 8, 4] },
    ]);
  });

  it('lose no word, and of timed words none is longer than fifteen seconds', () => {
    const part = fc.record({
      gapSec: fc.double({ min: 0, max: 6, noNaN: true }),
      count: fc.integer({ min: 1, max: 60 }),
      end: fc.constantFrom('', '.', '?!'),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        let atSec = 0;
        const spoken = parts.map(({ gapSec, count, end }) => {
          const made = segment(words(atSec + gapSec, ...counted(count, end)));
          atSec = made.endSec;
          return made;
        });
        const passages = saidMoments(spoken);
        expect(passages.map(({ text }) => text).join(' ')).toBe(spoken.map(({ text }) => text).join(' '));
        for (const { startSec, endSec } of passages)
          expect((endSec ?? startSec) - startSec).toBeLessThanOrEqual(15.001);
      }),
    );
  });
});

describe('other moments', () => {
  it('of one label are joined over short gaps, and a shot has its labels together', () => {
    const track = (startSec: number, endSec: number, label: string) => ({ startSec, endSec, label });
    const shot = {
      startSec: 4,
      endSec: 9,
      labels: [
        { label: 'beach', confidence: 1 },
        { label: 'sea_side', confidence: 1 },
      ],
    };
    const seen = seenMoments({
      ...unseen,
      objects: {
        labels: [],
        tracks: [track(10, 12, 'dog'), track(0, 3, 'dog'), track(4, 6, 'dog'), track(1, 2, 'cat')],
      },
      hands: {
        spans: [
          { startSec: 0, endSec: 0, gesture: 'Thumb_Up' },
          { startSec: 8, endSec: 9, gesture: null },
        ],
      },
      'picture-features': { ...madeFeatures(), shots: [shot] },
    });
    expect(seen).toEqual([
      { startSec: 0, endSec: 6, text: 'dog' },
      { startSec: 0, endSec: null, text: 'Thumb Up' },
      { startSec: 1, endSec: 2, text: 'cat' },
      { startSec: 4, endSec: 9, text: 'beach · sea side' },
      { startSec: 10, endSec: 12, text: 'dog' },
    ]);
  });

  it('are of texts and sounds as they were found, without empty ones', () => {
    const span = { startSec: 1, endSec: 2 };
    expect(
      readMoments({
        spans: [
          { ...span, text: 'EXIT\nonly' },
          { ...span, text: ' ' },
        ],
      }),
    ).toEqual([{ ...span, text: 'EXIT only' }]);
    const sound = { ...span, label: 'Bark', group: 'animal' as const, confidence: 1 };
    expect(
      heardMoments({ labels: [], spans: [sound, { ...sound, label: 'Music', group: 'music' }] }),
    ).toEqual([
      { ...span, text: 'Bark · animal' },
      { ...span, text: 'Music' },
    ]);
  });
});
