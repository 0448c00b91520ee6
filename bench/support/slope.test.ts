import { expect, it } from 'vitest';
import { growthOver } from './slope.ts';

it('is the rise of the line through the values, as a share of their mean', () => {
  expect(growthOver([100, 100, 100, 100])).toBe(0);
  expect(growthOver([90, 100, 110])).toBeCloseTo(0.2);
  expect(growthOver([110, 100, 90])).toBeCloseTo(-0.2);
  // What goes up and comes down again is no growth.
  expect(growthOver([100, 130, 130, 100])).toBeCloseTo(0);
  expect(growthOver([100])).toBe(0);
});
