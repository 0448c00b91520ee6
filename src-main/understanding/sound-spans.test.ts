import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { soundGroups } from '../../src-preload/contract/artifacts/understood.ts';
import { describeWithFixtures, fixture } from '../../tests/support/fixtures.ts';
import { groupedLabels, soundGroupOf } from './sound-groups.ts';
import { soundSpans, type SoundSpanOptions } from './sound-spans.ts';

const options: SoundSpanOptions = { enter: 0.5, leave: 0.2, longestGapSec: 1, mostLabels: 10 };

/** Windows of 0.96 s, 0.48 s apart, with the scores of one or more labels. */
function windowsOf(scores: Readonly<Record<string, readonly number[]>>) {
  const count = Math.max(...Object.values(scores).map((each) => each.length));
  return Array.from({ length: count }, (_, at) => ({
    ...{ startSec: at * 0.48, endSec: at * 0.48 + 0.96 },
    scores: Object.entries(scores).flatMap(([label, values]) => {
      const confidence = values[at] ?? 0;
      return confidence === 0 ? [] : [{ label, confidence }];
    }),
  }));
}

const rounded = (spans: readonly { startSec: number; endSec: number }[]): number[][] =>
  spans.map(({ startSec, endSec }) => [startSec, endSec].map((sec) => Math.round(sec * 100) / 100));

describe('soundSpans', () => {
  it('goes on while the sound stays above the lower threshold', () => {
    const { spans } = soundSpans(windowsOf({ Music: [0.3, 0.6, 0.3, 0.3, 0.1, 0] }), options);
    expect(spans).toMatchObject([{ label: 'Music', group: 'music', confidence: 0.6 }]);
    // From the middle between the windows before and in it to that of the last and the next.
    expect(rounded(spans)).toEqual([[0.72, 2.16]]);
  });

  it('needs the upper threshold again after a gap, and joins over a short one', () => {
    const there = 0.9;
    const joined = soundSpans(windowsOf({ Dog: [there, 0, 0, there, 0, 0, 0, 0, 0.3, there] }), options);
    expect(rounded(joined.spans)).toEqual([
      [0, 2.16],
      [4.56, 5.28],
    ]);
    const low = soundSpans(windowsOf({ Dog: [there, 0, 0.4, 0] }), options);
    expect(rounded(low.spans)).toEqual([[0, 0.72]]);
  });

  it('keeps the labels that are heard longest and surest, and no silence', () => {
    const windows = windowsOf({ Music: [1, 1, 1, 1], Bark: [0.9, 0, 0, 0], Silence: [1, 1, 1, 1] });
    expect(soundSpans(windows, options).labels.map(({ label }) => label)).toEqual(['Music', 'Bark']);
    expect(soundSpans(windows, { ...options, mostLabels: 1 }).spans.map(({ label }) => label)).toEqual([
      'Music',
    ]);
  });

  it('has nothing to say of no windows', () => {
    expect(soundSpans([], options)).toEqual({ spans: [], labels: [] });
  });
});

describeWithFixtures('sound groups', () => {
  it('name labels that the model really has, and every group has some', async () => {
    const names: unknown = JSON.parse(
      await readFile(fixture('models/sound/yamnet/class_names.json'), 'utf8'),
    );
    expect(names).toEqual(expect.arrayContaining([...groupedLabels]));
    const groups = new Set(groupedLabels.map(soundGroupOf));
    expect([...groups, 'other'].toSorted()).toEqual([...soundGroups].toSorted());
    expect(soundGroupOf('Typewriter')).toBe('other');
    expect(soundGroupOf('Police car (siren)')).toBe('alarm');
  });
});
