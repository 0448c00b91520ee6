import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeHallucinations } from './hallucinations.ts';
import { segmentOf, type Segment, segmentsOfWords, type Word } from './transcript-segments.ts';

/** Words one after the other from a time, each of the same length. */
function spoken(text: string, startSec: number, secondsEach = 0.4): Segment {
  const words = text.split(' ').map((word, at): Word => {
    const from = startSec + at * secondsEach;
    return { text: word, startSec: from, endSec: from + secondsEach * 0.9, confidence: null };
  });
  const [first, ...others] = words;
  if (first === undefined) throw new Error('no words');
  return segmentOf([first, ...others]);
}

const always = [{ startSec: 0, endSec: 1000 }];
const reasons = (
  segments: readonly Segment[],
  speech: Parameters<typeof removeHallucinations>[1] = always,
): string[] => removeHallucinations(segments, speech).removed.map(({ reason, text }) => `${reason}: ${text}`);

describe('removeHallucinations', () => {
  it('leaves ordinary speech as it is', () => {
    const segments = [
      spoken('And so, my fellow Americans:', 0.3),
      spoken('no, no, no, thank you very much', 5),
    ];
    expect(removeHallucinations(segments, always)).toEqual({ segments, removed: [] });
  });

  it('removes text where nobody speaks', () => {
    const speech = [{ startSec: 0, endSec: 4 }];
    expect(reasons([spoken('this is heard', 1), spoken('this is not', 8)], speech)).toEqual([
      'over-silence: this is not',
    ]);
    expect(reasons([spoken('nobody knows', 8)], null)).toEqual([]);
  });

  it.each([
    'Subtitles by the Amara.org community',
    'Untertitel im Auftrag des ZDF für funk, 2017',
    'Untertitelung des ZDF, 2020',
    "Sous-titres réalisés par la communauté d'Amara.org",
    'Субтитры сделал DimaTorzok',
    '字幕由 Amara.org 社群提供',
  ])('removes the credit "%s" even over speech', (text) => {
    expect(reasons([spoken(text, 1)])).toEqual([`filler-phrase: ${text}`]);
  });

  it('removes a farewell only where there is hardly any speech', () => {
    const farewell = spoken('Thanks for watching!', 10, 1);
    expect(reasons([farewell], [{ startSec: 10, endSec: 10.5 }])).toEqual([
      'filler-phrase: Thanks for watching!',
    ]);
    expect(reasons([farewell])).toEqual([]);
    expect(reasons([spoken('Thanks for watching the ZDF news about subtitles', 10)])).toEqual([]);
  });

  it('removes more words than anybody can say in the time', () => {
    expect(reasons([spoken('one two three four five six', 3, 0.05)])).toEqual([
      'impossible-rate: one two three four five six',
    ]);
    expect(reasons([spoken('this is fast but people do that', 3, 0.12)])).toEqual([]);
    expect(reasons([spoken('今天天气非常好我们出去玩吧', 3, 0.2)])).toHaveLength(1);
  });

  it('removes a loop but its first round, within a segment and across segments', () => {
    const round = 'I am going to be a bad person,';
    const within = removeHallucinations(
      [spoken(`Well, ${round} ${round} ${round} ${round} ${round} and so`, 1)],
      always,
    );
    expect(within.segments.map(({ text }) => text)).toEqual([`Well, ${round} and so`]);
    expect(within.removed).toMatchObject([
      { reason: 'repeated', text: `${round} ${round} ${round} ${round}` },
    ]);
    const lines = [1, 6, 11, 16, 21].map((startSec) => spoken('see you on the other side', startSec));
    const across = removeHallucinations([...lines, spoken('and on it goes', 26)], always);
    expect(across.segments.map(({ text }) => text)).toEqual(['see you on the other side', 'and on it goes']);
  });

  it('allows what comes back after a long time', () => {
    const lines = [1, 100, 200, 300, 400].map((startSec) => spoken('next slide please', startSec));
    expect(reasons(lines)).toEqual([]);
  });

  const words = fc
    .array(
      fc.record({
        text: fc.constantFrom('a', 'b', 'c', 'no', 'thank', 'you.', 'bye', 'watching', '好', '…'),
        gapSec: fc.constantFrom(0, 0.05, 0.3, 0.7, 40),
        lengthSec: fc.constantFrom(0, 0.02, 0.2, 0.5),
      }),
      { maxLength: 120 },
    )
    .map((drawn): Word[] => {
      let at = 0;
      return drawn.map(({ text, gapSec, lengthSec }) => {
        const startSec = (at += gapSec);
        return { text, startSec, endSec: (at += lengthSec), confidence: null };
      });
    });
  const speech = fc.constantFrom(null, always, [{ startSec: 0, endSec: 5 }], []);

  it('loses no word: each is either kept or removed with its reason', () => {
    fc.assert(
      fc.property(words, speech, (all, spans) => {
        const { segments, removed } = removeHallucinations(segmentsOfWords(all), spans);
        const letters = (texts: readonly string[]): string[] =>
          Array.from(texts.join('').replaceAll(/\s/gu, '')).toSorted();
        const kept = segments.flatMap((segment) => segment.words.map(({ text }) => text));
        expect(letters([...kept, ...removed.map(({ text }) => text)])).toEqual(
          letters(all.map(({ text }) => text)),
        );
        expect(segments.every(({ words: own }) => own.length > 0)).toBe(true);
      }),
    );
  });

  it('keeps words in their order and finds nothing more the second time, as far as loops go', () => {
    fc.assert(
      fc.property(words, (all) => {
        const once = removeHallucinations(segmentsOfWords(all), null);
        const kept = once.segments.flatMap((segment) => segment.words);
        expect(kept).toEqual(all.filter((word) => kept.includes(word)));
        const twice = removeHallucinations(once.segments, null);
        expect(twice.removed.filter(({ reason }) => reason === 'repeated')).toEqual([]);
      }),
    );
  });
});
