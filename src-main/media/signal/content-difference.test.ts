import { describe, expect, it } from 'vitest';
import { flat, lit, mix, shotSize, texture } from '../../../tests/support/synthetic-shots.ts';
import {
  contentDifference,
  createContentPlanes,
  fillContentPlanes,
  type ContentPlanes,
} from './content-difference.ts';
import { colourShift, correlation, meanColour, motionResidual } from './picture-change.ts';

function planesOf(rgb: Uint8Array): ContentPlanes {
  const planes = createContentPlanes(shotSize.width, shotSize.height);
  fillContentPlanes(planes, rgb);
  return planes;
}

const equal = { hue: 1, saturation: 1, value: 1 };
const difference = (a: Uint8Array, b: Uint8Array, weights = equal): number =>
  contentDifference(planesOf(a), planesOf(b), weights);

describe('contentDifference', () => {
  it('is nothing for the same picture and the same both ways', () => {
    expect(difference(texture(1), texture(1))).toBe(0);
    expect(difference(texture(1), texture(2))).toBe(difference(texture(2), texture(1)));
  });

  it('takes the channels apart', () => {
    expect(difference(flat(0), flat(255), { hue: 0, saturation: 0, value: 1 })).toBe(255);
    expect(difference(flat(0), flat(255), { hue: 1, saturation: 1, value: 0 })).toBe(0);
    expect(difference(flat(200), flat(200, 0, 0), { hue: 0, saturation: 1, value: 0 })).toBe(200);
    expect(difference(flat(0, 200, 200), flat(200, 0, 0), { hue: 1, saturation: 0, value: 0 })).toBe(200);
  });

  it('finds hues on both sides of red near each other', () => {
    const purplish = flat(200, 0, 10);
    const orange = flat(200, 10, 0);
    expect(difference(purplish, orange, { hue: 1, saturation: 0, value: 0 })).toBeLessThan(10);
  });

  it('makes little of the hue of greys', () => {
    expect(
      difference(flat(101, 100, 100), flat(100, 100, 101), { hue: 1, saturation: 0, value: 0 }),
    ).toBeLessThan(1);
  });
});

describe('what lies behind a change', () => {
  const luma = (rgb: Uint8Array): Uint8Array => planesOf(rgb).luma;

  it('light: shapes correlate whatever the gain', () => {
    expect(correlation(luma(texture(1)), luma(lit(texture(1), 0.5, 60)))).toBeGreaterThan(0.99);
    expect(Math.abs(correlation(luma(texture(1)), luma(texture(2))))).toBeLessThan(0.35);
    expect(correlation(luma(flat(90)), luma(texture(2)))).toBe(0);
    expect(correlation([], [])).toBe(0);
  });

  it('light: the mean colour keeps its direction', () => {
    const wood = flat(131, 82, 57);
    expect(colourShift(meanColour(wood), meanColour(lit(wood, 0.6, 0)))).toBeLessThan(2);
    expect(colourShift(meanColour(wood), meanColour(lit(wood, 1, -40)))).toBeLessThan(2);
    expect(colourShift(meanColour(flat(90, 98, 109)), meanColour(flat(142, 93, 88)))).toBeGreaterThan(40);
  });

  it('motion: a moved picture is found again, another is not', () => {
    const moved = motionResidual(planesOf(texture(1)), planesOf(texture(1, 5)));
    const other = motionResidual(planesOf(texture(1)), planesOf(texture(2)));
    expect(moved).toBeLessThan(other / 3);
    expect(motionResidual(planesOf(texture(1)), planesOf(mix(texture(1), texture(1), 0.5)))).toBe(0);
  });
});
