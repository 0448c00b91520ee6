import { expect, it } from 'vitest';
import { seededRandom } from '../../../tests/support/seeded-random.ts';
import { ScoreOutlook } from './score-outlook.ts';

it('tells how high the similarity at a lower score may be', () => {
  const random = seededRandom(4);
  const outlook = new ScoreOutlook();
  const noise = (): number => (random() + random() + random() - 1.5) * 0.1;
  for (let at = 0; at < 500; at += 1) {
    const score = 10 - at / 100;
    outlook.add(score, 0.08 * score + noise());
  }
  // The deviation of the noise is 0.05; the score of 3 is worth 0.24.
  expect(outlook.highest(3)).toBeGreaterThan(0.24 + 2.5 * 0.05);
  expect(outlook.highest(3)).toBeLessThan(0.24 + 3.5 * 0.05);
  expect(outlook.highest(2)).toBeLessThan(outlook.highest(3));
});

it('rules nothing out as long as it knows little, or where scores tell nothing', () => {
  const outlook = new ScoreOutlook();
  for (let at = 0; at < 63; at += 1) outlook.add(1, 0.5);
  expect(outlook.highest(0)).toBe(Infinity);
  outlook.add(1, 0.5);
  expect(outlook.highest(0)).toBeCloseTo(0.5, 6);
});
