import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fourDecimals, roundedBox, roundedPoint, roundedScores } from './rounded-findings.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('what is stored', () => {
  it('has four decimals at most', () => {
    expect(fourDecimals(0.123456789)).toBe(0.1235);
    expect(fourDecimals(-1.00004)).toBe(-1);
    expect(roundedPoint({ x: 1 / 3, y: -2 / 3 })).toStrictEqual({ x: 0.3333, y: -0.6667 });
    expect(roundedScores([{ label: 'happy', confidence: 2 / 3 }])).toStrictEqual([
      { label: 'happy', confidence: 0.6667 },
    ]);
  });

  it('are boxes that touch the edges that they touched, and are no farther off than half a step', () => {
    expect(roundedBox({ x: 0.12345, y: 0.5, width: 0.87655, height: 0.5 })).toStrictEqual({
      ...{ x: 0.1235, y: 0.5, width: 0.8765, height: 0.5 },
    });
    fc.assert(
      fc.property(unit, unit, unit, unit, (x, y, right, bottom) => {
        const [left, top] = [Math.min(x, right), Math.min(y, bottom)];
        const box = { x: left, y: top, width: Math.max(x, right) - left, height: Math.max(y, bottom) - top };
        const rounded = roundedBox(box);
        expect(rounded.x + rounded.width).toBeLessThanOrEqual(1 + 1e-12);
        expect(rounded.y + rounded.height).toBeLessThanOrEqual(1 + 1e-12);
        expect(Math.abs(rounded.x + rounded.width - (box.x + box.width))).toBeLessThanOrEqual(0.5001e-4);
        for (const value of Object.values(rounded)) expect(String(value)).toMatch(/^\d(\.\d{1,4})?$|^1e-4$/);
      }),
    );
  });
});
