import { expect, it } from 'vitest';
import { focalMajority } from './focal-majority.ts';

const scores = (of: Record<string, number>) =>
  Object.entries(of).map(([label, confidence]) => ({ label, confidence }));

it('goes by the likeliest category of most frames', () => {
  const frames = [
    scores({ WIDE: 0.5, MEDIUM: 0.4 }),
    scores({ WIDE: 0.6, MEDIUM: 0.4 }),
    scores({ MEDIUM: 1 }),
  ];
  const found = focalMajority(frames);
  expect(found?.category).toBe('WIDE');
  expect(found?.confidence).toBeCloseTo(1.1 / 3, 10);
});

it('goes by confidence where frames are even', () => {
  expect(focalMajority([scores({ WIDE: 0.6 }), scores({ TELEPHOTO: 0.9 })])?.category).toBe('TELEPHOTO');
});

it('knows categories however a model writes them', () => {
  expect(focalMajority([scores({ 'Ultra wide': 0.9 })])?.category).toBe('ULTRA-WIDE');
  expect(focalMajority([scores({ long_lens: 0.9 })])?.category).toBe('LONG-LENS');
});

it('has none where the model names nothing that there is', () => {
  expect(focalMajority([scores({ fisheye: 1 }), []])).toBeNull();
  expect(focalMajority([])).toBeNull();
});
