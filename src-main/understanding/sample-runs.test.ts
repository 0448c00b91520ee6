import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { best, mean, runsOf } from './sample-runs.ts';

const samplesOf = (sayings: readonly (string | null)[]) =>
  sayings.map((saying, at) => ({ timeSec: at, endSec: at + 1, saying }));

describe('runsOf', () => {
  it('joins neighbours that say the same', () => {
    const runs = runsOf(samplesOf(['a', 'a', null, 'a', 'b', 'b']), ({ saying }) => saying);
    expect(runs.map(({ startSec, endSec, samples }) => [startSec, endSec, samples[0].saying])).toStrictEqual([
      [0, 2, 'a'],
      [3, 4, 'a'],
      [4, 6, 'b'],
    ]);
  });

  it('ends a run where samples are missing', () => {
    const samples = samplesOf(['a', 'a', 'a']).filter(({ timeSec }) => timeSec !== 1);
    expect(runsOf(samples, ({ saying }) => saying)).toHaveLength(2);
  });

  it('puts every sample that says something in exactly one run', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', null)), (sayings) => {
        const runs = runsOf(samplesOf(sayings), ({ saying }) => saying);
        expect(runs.flatMap(({ samples }) => samples.map(({ saying }) => saying))).toStrictEqual(
          sayings.filter((saying) => saying !== null),
        );
        for (const { startSec, endSec, samples } of runs) expect(endSec - startSec).toBe(samples.length);
      }),
    );
  });
});

it('finds the best, the first of equals', () => {
  expect(best([{ n: 1 }, { n: 3, first: true }, { n: 3 }], ({ n }) => n)).toStrictEqual({
    n: 3,
    first: true,
  });
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBe(0);
});
