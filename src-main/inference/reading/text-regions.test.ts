import { describe, expect, it } from 'vitest';
import { brightComponents, type ProbabilityMap } from './bright-components.ts';
import { meanWithin, textRegions } from './text-regions.ts';

const options = { pixelThreshold: 0.3, regionThreshold: 0.6, unclipRatio: 1.6 };

interface Bar {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly value: number;
}

function mapWith(bars: readonly Bar[], width = 96, height = 64): ProbabilityMap {
  const values = new Float32Array(width * height);
  for (const bar of bars) {
    for (let row = bar.top; row < bar.top + bar.height; row += 1) {
      values.fill(bar.value, row * width + bar.left, row * width + bar.left + bar.width);
    }
  }
  return { values, width, height };
}

const drawn = (...rows: string[]): ProbabilityMap => ({
  values: Float32Array.from(rows.join(''), (cell) => (cell === '#' ? 1 : 0)),
  width: rows[0]?.length ?? 0,
  height: rows.length,
});

describe('brightComponents', () => {
  it('takes together what touches by sides or corners, and nothing else', () => {
    const found = brightComponents(drawn('##..#', '..#..', '.....', '##..#'), 0.5);
    expect(found.map(({ pixelCount }) => pixelCount)).toEqual([3, 1, 2, 1]);
  });

  it('gives the ends of each row, however the part winds', () => {
    const [ring] = brightComponents(drawn('####', '#..#', '####'), 0.5);
    expect(ring?.pixelCount).toBe(10);
    const ends = [...(ring?.rowEnds ?? [])].sort((one, other) => one.y - other.y || one.x - other.x);
    expect(ends).toEqual(
      [0, 1, 2].flatMap((y) => [
        { x: 0, y },
        { x: 3, y },
      ]),
    );
  });

  it('does not reach around the edges of the map', () => {
    expect(brightComponents(drawn('...#', '#...'), 0.5)).toHaveLength(2);
  });

  it('holds a map that is bright all over', () => {
    const [all] = brightComponents(mapWith([{ left: 0, top: 0, width: 96, height: 64, value: 1 }]), 0.5);
    expect(all?.pixelCount).toBe(96 * 64);
  });
});

describe('textRegions', () => {
  const bar = { left: 20, top: 30, width: 40, height: 8, value: 0.9 };

  it('grows the core by its area times the ratio over its perimeter', () => {
    const found = textRegions(mapWith([bar]), { width: 1, height: 1 }, options);
    expect(found).toHaveLength(1);
    const grow = (40 * 8 * 1.6) / (2 * (40 + 8));
    expect(found[0]).toHaveLength(1);
    const [region] = found[0] ?? [];
    expect(region?.width).toBeCloseTo(40 + 2 * grow, 4);
    expect(region?.height).toBeCloseTo(8 + 2 * grow, 4);
    expect(region?.centreX).toBeCloseTo(40, 4);
    expect(region?.centreY).toBeCloseTo(34, 4);
    expect(region?.rotationRad).toBeCloseTo(0, 6);
  });

  it('answers in pixels of a picture that is larger than the map and stretched', () => {
    const [small] = textRegions(mapWith([bar]), { width: 1, height: 1 }, options)[0] ?? [];
    const [large] = textRegions(mapWith([bar]), { width: 2, height: 4 }, options)[0] ?? [];
    expect((large?.centreX ?? 0) / (small?.centreX ?? 1)).toBeCloseTo(2, 4);
    expect((large?.centreY ?? 0) / (small?.centreY ?? 1)).toBeCloseTo(4, 4);
  });

  it('turns what stands on end, and keeps it as it is too where it may be one letter', () => {
    const high = { left: 20, top: 10, width: 8, height: 40, value: 0.9 };
    const ways = textRegions(mapWith([high]), { width: 1, height: 1 }, options)[0] ?? [];
    expect(ways.map(({ rotationRad }) => rotationRad)).toEqual([Math.PI / 2, 0]);
    expect(ways[0]?.width).toBeCloseTo(ways[1]?.height ?? 0, 6);
    const line = { left: 20, top: 2, width: 5, height: 60, value: 0.9 };
    expect(textRegions(mapWith([line]), { width: 1, height: 1 }, options)[0]).toHaveLength(1);
  });

  it('leaves out what is faint, thin or too small to be read', () => {
    const faint = { ...bar, value: 0.5 };
    const thin = { ...bar, height: 2 };
    const tiny = { left: 5, top: 5, width: 4, height: 4, value: 1 };
    expect(textRegions(mapWith([faint]), { width: 1, height: 1 }, options)).toEqual([]);
    expect(textRegions(mapWith([thin]), { width: 1, height: 1 }, options)).toEqual([]);
    expect(textRegions(mapWith([tiny]), { width: 1, height: 1 }, options)).toEqual([]);
    expect(textRegions(mapWith([tiny]), { width: 10, height: 10 }, options)).toHaveLength(1);
  });

  it('gives the largest first, and no more than 200', () => {
    const dots = Array.from({ length: 300 }, (_, at) => ({
      ...{ left: (at % 20) * 6, top: Math.floor(at / 20) * 6, width: 4, height: 4, value: 1 },
    }));
    const large = { left: 0, top: 90, width: 30, height: 4, value: 1 };
    const found = textRegions(mapWith([...dots, large], 128, 96), { width: 10, height: 10 }, options);
    expect(found).toHaveLength(200);
    expect(found[0]?.[0].width).toBeGreaterThan(300);
  });
});

describe('meanWithin', () => {
  it('counts the pixels within a turned region only', () => {
    const map = mapWith([{ left: 0, top: 0, width: 96, height: 64, value: 0.8 }]);
    const region = { centreX: 48, centreY: 32, width: 20, height: 4, rotationRad: 0.5 };
    expect(meanWithin(map, region)).toBeCloseTo(0.8, 5);
    const half = mapWith([{ left: 0, top: 0, width: 48, height: 64, value: 1 }]);
    expect(meanWithin(half, region)).toBeCloseTo(0.5, 1);
    expect(meanWithin(map, { ...region, centreX: 500 })).toBe(0);
  });
});
