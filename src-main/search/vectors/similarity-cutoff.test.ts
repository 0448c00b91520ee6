import { expect, it } from 'vitest';
import { vectorMaker } from '../../../tests/support/made-vectors.ts';
import { seededRandom } from '../../../tests/support/seeded-random.ts';
import { leastNear, leastStandOut, sameSight, similaritySpread, standOut } from './similarity-cutoff.ts';
import { centredCosine, dot, unitVector } from './unit-vectors.ts';

it('is middle and deviation, which a minority of matches hardly moves', () => {
  const random = seededRandom(1);
  const usual = Array.from({ length: 1_000 }, () => 0.3 + 0.1 * (random() + random() + random() - 1.5) * 2);
  const plain = similaritySpread(usual);
  expect(plain.median).toBeCloseTo(0.3, 1);
  expect(plain.deviation).toBeCloseTo(0.1, 1);
  const matched = similaritySpread([...usual, ...new Array<number>(100).fill(0.95)]);
  expect(Math.abs(matched.median - plain.median)).toBeLessThan(0.02);
  expect(matched.deviation / plain.deviation).toBeLessThan(1.3);
  expect(standOut(0.95, matched)).toBeGreaterThan(leastStandOut(100));
  expect(standOut(plain.median, plain)).toBe(0);
});

it('takes the middle of an even number, and tells of none and of equal ones', () => {
  expect(similaritySpread([0.1, 0.9, 0.3, 0.5])).toMatchObject({ median: 0.4, count: 4 });
  expect(similaritySpread([0.2, 0.2, 0.2])).toEqual({ median: 0.2, deviation: 0.005, count: 3 });
  expect(standOut(1, similaritySpread([]))).toBe(0);
});

it('wants more of the best of many clips', () => {
  expect(leastStandOut(0)).toBe(leastStandOut(8));
  expect(leastStandOut(43)).toBeCloseTo(3.48, 2);
  expect(leastStandOut(1_000)).toBeGreaterThan(leastStandOut(100));
  expect(leastStandOut(1_000_000)).toBe(4.5);
});

it('lets the nearest of a query that has nothing to do with the vectors not stand out', () => {
  const make = vectorMaker(128, seededRandom(2));
  const vectors = Array.from({ length: 500 }, () => make.anywhere());
  const isFound = (query: Float32Array): boolean => {
    const similarities = vectors.map((vector) => dot(query, vector));
    return (
      standOut(Math.max(...similarities), similaritySpread(similarities)) >= leastStandOut(vectors.length)
    );
  };
  const share = (queries: Float32Array[]): number => queries.filter(isFound).length / queries.length;
  expect(share(Array.from({ length: 60 }, () => make.anywhere()))).toBeLessThan(0.1);
  expect(share(vectors.slice(0, 60).map((vector) => make.near(vector, 1)))).toBeGreaterThan(0.95);
});

it('takes the centre off cosines as off vectors', () => {
  const make = vectorMaker(20, seededRandom(3));
  const centre = make.anywhere().map((value) => value * 0.7);
  const [query, vector] = [make.anywhere(), make.anywhere()];
  const [apart, away] = [query, vector].map((each) =>
    unitVector(each.map((value, at) => value - (centre[at] ?? 0))),
  );
  const centred = centredCosine(query, centre)(dot(query, vector), dot(vector, unitVector(centre)));
  expect(centred).toBeCloseTo(dot(apart ?? query, away ?? vector), 5);
  expect(centredCosine(query, query)(1, 1)).toBe(0);
});

it('what shows the same is near, however few clips there are', () => {
  // Half of a library of two clips is what is looked for.
  const few = similaritySpread([0.95, 0.9, -0.9, -0.95]);
  expect(leastNear(2, few)).toBe(sameSight);
  const many = similaritySpread(Array.from({ length: 100 }, (_, at) => (at - 50) / 500));
  expect(leastNear(100, many)).toBeLessThan(0.4);
});
