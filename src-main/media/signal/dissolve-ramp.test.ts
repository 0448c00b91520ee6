import { describe, expect, it } from 'vitest';
import { fitRamp } from './dissolve-ramp.ts';

function ramp(count: number, start: number, end: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) =>
    Math.min(1, Math.max(0, (index - start) / (end - start))),
  );
}

describe('fitRamp', () => {
  it('finds start and end exactly where there is no noise', () => {
    expect(fitRamp(ramp(40, 11, 29))).toMatchObject({ start: 11, end: 29 });
    expect(fitRamp(ramp(40, 11, 29))?.error).toBeLessThan(1e-6);
  });

  it('finds them under levels that are not 0 and 1, and noise', () => {
    const shares = ramp(40, 10, 25).map((share, index) => 0.2 + 0.5 * share + 0.01 * Math.sin(index * 7));
    const found = fitRamp(shares);
    expect(Math.abs((found?.start ?? 0) - 10)).toBeLessThanOrEqual(1);
    expect(Math.abs((found?.end ?? 0) - 25)).toBeLessThanOrEqual(1);
    expect(found?.height).toBeCloseTo(0.5, 1);
  });

  it('tells a jump by its largest step', () => {
    const jump = Float64Array.from({ length: 30 }, (_, index) => (index < 15 ? 0 : 1));
    expect(fitRamp(jump)?.largestStep).toBeGreaterThan(0.9);
    expect(fitRamp(ramp(30, 5, 25))?.largestStep).toBeCloseTo(0.05, 5);
  });

  it('gives null where nothing rises', () => {
    expect(fitRamp(ramp(20, 3, 12).map((share) => 1 - share))).toBeNull();
    expect(fitRamp(new Float64Array(3))).toBeNull();
  });
});
