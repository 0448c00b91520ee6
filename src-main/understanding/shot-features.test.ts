import { describe, expect, it } from 'vitest';
import { highestLabels, meanLabels } from './label-confidence.ts';
import { clipLabels, shotFeatures } from './shot-features.ts';

const limits = { leastConfidence: 0.1, mostLabels: 2 };

const sample = (timeSec: number, vector: readonly number[], labels: Record<string, number> = {}) => ({
  ...{ timeSec, endSec: timeSec + 1 },
  answer: {
    vector: Float32Array.from(vector),
    labels: Object.entries(labels).map(([label, confidence]) => ({ label, confidence })),
  },
});

const samples = [
  sample(0, [1, 0], { dog: 0.8, cat: 0.1 }),
  sample(1, [0, 1], { dog: 0.4, lawn: 0.3 }),
  sample(2, [0, -1], { sea: 0.9 }),
];

describe('shotFeatures', () => {
  it('takes the mean direction of a shot, and the mean of its labels', () => {
    const [first, second, ...others] = shotFeatures(
      samples,
      [
        { startSec: 0, endSec: 2 },
        { startSec: 2, endSec: 2.5 },
      ],
      limits,
    );
    expect(others).toStrictEqual([]);
    expect([...(first?.vector ?? [])].map((value) => value.toFixed(4))).toStrictEqual(['0.7071', '0.7071']);
    expect(
      first?.labels.map(({ label, confidence }) => [label, Number(confidence.toFixed(3))]),
    ).toStrictEqual([
      ['dog', 0.6],
      ['lawn', 0.15],
    ]);
    expect(second).toMatchObject({ startSec: 2, endSec: 2.5, labels: [{ label: 'sea', confidence: 0.9 }] });
  });

  it('has nothing of a shot without a sample', () => {
    const shots = [
      { startSec: 0, endSec: 1.2 },
      { startSec: 1.2, endSec: 1.9 },
      { startSec: 1.9, endSec: 3 },
    ];
    expect(shotFeatures(samples, shots, limits).map(({ startSec }) => startSec)).toStrictEqual([0, 1.9]);
  });

  it('counts frames after the last shot to it', () => {
    expect(shotFeatures(samples, [{ startSec: 0, endSec: 1.5 }], limits)[0]?.labels[0]).toMatchObject({
      ...{ label: 'dog' },
    });
    expect(shotFeatures(samples.slice(2), [{ startSec: 0, endSec: 1.5 }], limits)).toHaveLength(1);
  });

  it('takes all as one shot where shots are not known', () => {
    expect(shotFeatures(samples, null, limits)).toMatchObject([{ startSec: 0, endSec: 3 }]);
    expect(shotFeatures([], null, limits)).toStrictEqual([]);
  });

  it('has no vector where frames cancel out', () => {
    expect(shotFeatures(samples.slice(1), null, limits)[0]?.vector).toBeNull();
  });
});

it('gives the clip the labels of the shots that show them best', () => {
  const shots = shotFeatures(
    samples,
    [
      { startSec: 0, endSec: 2 },
      { startSec: 2, endSec: 3 },
    ],
    limits,
  );
  expect(clipLabels(shots, limits).map(({ label }) => label)).toStrictEqual(['sea', 'dog']);
});

it('counts a label that a frame does not name as 0', () => {
  expect(meanLabels([[{ label: 'a', confidence: 1 }], []])).toStrictEqual([{ label: 'a', confidence: 0.5 }]);
  expect(meanLabels([])).toStrictEqual([]);
  expect(highestLabels([[{ label: 'a', confidence: 0.2 }], [{ label: 'a', confidence: 0.6 }]])).toStrictEqual(
    [{ label: 'a', confidence: 0.6 }],
  );
});
