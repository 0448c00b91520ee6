import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColourHistogram } from './dominant-colours.ts';
import { oklabDistanceSquared, oklabOfRgb } from './oklab.ts';

type Rgb = readonly [number, number, number];

function histogramOf(...parts: readonly (readonly [Rgb, number])[]): ColourHistogram {
  const histogram = new ColourHistogram();
  for (const [rgb, count] of parts)
    histogram.add(Uint8Array.from(Array.from({ length: count }, () => rgb).flat()));
  return histogram;
}

describe('Oklab', () => {
  it.each([
    // Reference values of the colour space's own page, for sRGB white, red, green and blue.
    [
      [255, 255, 255],
      [1, 0, 0],
    ],
    [
      [255, 0, 0],
      [0.628, 0.2249, 0.1258],
    ],
    [
      [0, 255, 0],
      [0.8664, -0.2339, 0.1795],
    ],
    [
      [0, 0, 255],
      [0.452, -0.0325, -0.3115],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
  ] as const)('of %j', ([red, green, blue], expected) => {
    const lab = oklabOfRgb(red, green, blue);
    lab.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 3);
    });
  });

  it('has a distance', () => {
    expect(oklabDistanceSquared([1, 0.5, 0], [0, 0.5, 2])).toBe(5);
  });
});

describe('ColourHistogram', () => {
  it('gives flat colours exactly, most frequent first', () => {
    const histogram = histogramOf([[255, 0, 0], 200], [[13, 37, 211], 500], [[250, 250, 250], 300]);
    expect(histogram.dominant()).toStrictEqual([
      { colour: '#0d25d3', percent: 50 },
      { colour: '#fafafa', percent: 30 },
      { colour: '#ff0000', percent: 20 },
    ]);
  });

  it('takes colours that look alike for one', () => {
    expect(histogramOf([[100, 100, 100], 300], [[104, 104, 104], 100]).dominant()).toStrictEqual([
      { colour: '#656565', percent: 100 },
    ]);
  });

  it('leaves out what is hardly there', () => {
    expect(histogramOf([[0, 0, 255], 995], [[255, 255, 0], 5]).dominant()).toStrictEqual([
      { colour: '#0000ff', percent: 99.5 },
    ]);
  });

  it('leaves black bars out of account', () => {
    const histogram = histogramOf([[0, 0, 0], 400], [[5, 5, 5], 100], [[200, 30, 30], 500]);
    expect(histogram.dominant(0.5)).toStrictEqual([{ colour: '#c81e1e', percent: 100 }]);
    expect(histogram.dominant(0.4).map(({ percent }) => percent)).toStrictEqual([83.3, 16.7]);
  });

  it('knows no colours of nothing', () => {
    expect(new ColourHistogram().dominant()).toStrictEqual([]);
    expect(histogramOf([[0, 0, 0], 10]).dominant(1)).toStrictEqual([]);
  });

  it('gives at most six distinct colours of at most 100 %, the same for the same pixels in any order', () => {
    const rgb = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(fc.array(rgb, { minLength: 1, maxLength: 60 }), (pixels) => {
        const colours = histogramOf(...pixels.map((pixel) => [pixel, 1] as const)).dominant();
        const backwards = histogramOf(...pixels.toReversed().map((pixel) => [pixel, 1] as const)).dominant();
        expect(backwards).toStrictEqual(colours);
        expect(colours.length).toBeGreaterThan(0);
        expect(colours.length).toBeLessThanOrEqual(6);
        expect(new Set(colours.map(({ colour }) => colour)).size).toBe(colours.length);
        const sum = colours.reduce((total, { percent }) => total + percent, 0);
        expect(sum).toBeLessThanOrEqual(100.5);
        expect(sum).toBeGreaterThan(90);
      }),
      { numRuns: 50 },
    );
  });
});
