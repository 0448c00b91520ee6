import { describe, expect, it } from 'vitest';
import { blend, flat, lit, mix, repeat, shotSize, texture } from '../../../tests/support/synthetic-shots.ts';
import { ShotBoundaryDetector, type ShotBoundaryOptions, type ShotFindings } from './shot-boundaries.ts';

const options: ShotBoundaryOptions = {
  ...shotSize,
  weights: { hue: 1, saturation: 1, value: 1 },
  cutFloor: 7,
  cutRatio: 3,
  cutNeighbours: 4,
  flashSec: 0.35,
  dissolveFloor: 28,
  fadeFloor: 30,
  blackMinimumSec: 0.2,
  frozenMinimumSec: 2,
  frozenMeanTolerance: 0.5,
  frozenPixelTolerance: 3,
};

function detect(pictures: readonly Uint8Array[], timeOf = (frame: number) => frame / 25): ShotFindings {
  const detector = new ShotBoundaryDetector(options);
  pictures.forEach((picture, frame) => {
    detector.push(picture, timeOf(frame));
  });
  return detector.finish(timeOf(pictures.length));
}

/** A shot whose texture moves by so many pixels a frame. */
function panning(seed: number, frames: number, speed: number): Uint8Array[] {
  return Array.from({ length: frames }, (_, frame) => texture(seed, frame * speed));
}

const kinds = ({ boundaries }: ShotFindings): string[] =>
  boundaries.map(({ kind, frame }) => `${kind} ${String(frame)}`);

const a = texture(1);
const b = texture(2);

describe('hard cuts', () => {
  it('are the first picture of the new shot', () => {
    const found = detect([...repeat(a, 30), ...repeat(b, 25), ...repeat(texture(3), 20)]);
    expect(kinds(found)).toEqual(['cut 30', 'cut 55']);
    expect(found.boundaries.map(({ timeSec }) => timeSec)).toEqual([1.2, 2.2]);
  });

  it('are found between moving shots', () => {
    expect(kinds(detect([...panning(1, 40, 0.8), ...panning(2, 40, 1.2)]))).toEqual(['cut 40']);
  });

  it('are found where uneven times come with them', () => {
    const timeOf = (frame: number): number => frame / 25 + (frame % 3) * 0.01;
    const found = detect([...repeat(a, 30), ...repeat(b, 30)], timeOf);
    expect(found.boundaries.map(({ timeSec }) => timeSec)).toEqual([timeOf(30)]);
  });

  it('show at their first mixed picture where one frame blends both shots', () => {
    expect(kinds(detect([...repeat(a, 30), mix(a, b, 0.55), ...repeat(b, 30)]))).toEqual(['cut 30']);
  });

  it('are told by colour where the shapes stay, as behind a caption', () => {
    const caption = (red: number, green: number, blue: number): Uint8Array => {
      const pixels = flat(red, green, blue);
      for (let at = 30 * 64 * 3; at < 32 * 64 * 3; at += 1) pixels[at] = 255;
      return pixels;
    };
    const pictures = [...repeat(caption(90, 98, 109), 20), ...repeat(caption(142, 93, 88), 20)];
    expect(kinds(detect(pictures))).toEqual(['cut 20']);
  });

  it('are found as near as the second picture and the last', () => {
    expect(kinds(detect([a, ...repeat(b, 20)]))).toEqual(['cut 1']);
    expect(kinds(detect([...repeat(a, 20), b]))).toEqual(['cut 20']);
  });
});

describe('what is no cut', () => {
  it.each([
    ['a still shot', repeat(a, 60)],
    ['a slow pan', panning(1, 80, 0.4)],
    ['a fast pan', [...repeat(a, 20), ...panning(1, 20, 4), ...repeat(texture(1, 76), 20)]],
    ['a flash of one picture', [...repeat(a, 30), lit(a, 1, 150), ...repeat(a, 30)]],
    ['a flash of three', [...repeat(a, 30), ...repeat(lit(a, 1.5, 100), 3), ...repeat(a, 30)]],
    ['one damaged picture', [...repeat(a, 30), flat(128), ...repeat(a, 30)]],
    ['a jump of exposure', [...repeat(a, 30), ...repeat(lit(a, 0.6, 0), 30)]],
    ['a drift of exposure', Array.from({ length: 60 }, (_, frame) => lit(a, 1 - frame / 100, 0))],
    [
      'pictures that come twice',
      Array.from({ length: 60 }, (_, frame) => texture(1, Math.floor(frame / 2) * 2)),
    ],
  ])('%s', (_, pictures) => {
    expect(detect(pictures).boundaries).toEqual([]);
  });

  it('is in a clip of one picture or none', () => {
    expect(detect([a]).boundaries).toEqual([]);
    expect(detect([])).toEqual({ boundaries: [], black: [], frozen: [] });
  });
});

describe('dissolves', () => {
  it.each([8, 12, 20, 30])('of %d pictures are measured', (length) => {
    const found = detect([...repeat(a, 40), ...blend(a, b, length), ...repeat(b, 40)]);
    expect(kinds(found)).toEqual([`dissolve ${String(39 + Math.floor(length / 2))}`]);
    expect(found.boundaries[0]?.startSec).toBeCloseTo(39 / 25, 5);
    expect(found.boundaries[0]?.endSec).toBeCloseTo((39 + length) / 25, 5);
  });

  it('are found between moving shots', () => {
    const pictures = Array.from({ length: 100 }, (_, frame) => {
      const share = Math.min(1, Math.max(0, (frame - 40) / 20));
      return mix(texture(1, frame * 0.2), texture(2, frame * 0.3), share);
    });
    const [found, ...others] = detect(pictures).boundaries;
    expect(others).toEqual([]);
    expect(found?.kind).toBe('dissolve');
    expect(Math.abs((found?.timeSec ?? 0) * 25 - 50)).toBeLessThanOrEqual(1);
  });

  it('are measured in time at 60 pictures a second and uneven times', () => {
    const pictures = [...repeat(a, 90), ...blend(a, b, 60), ...repeat(b, 90)];
    const timeOf = (frame: number): number => frame / 60 + (frame % 2) * 0.002;
    const [found, ...others] = detect(pictures, timeOf).boundaries;
    expect(others).toEqual([]);
    expect(found?.timeSec).toBeCloseTo(119 / 60, 1);
    expect((found?.endSec ?? 0) - (found?.startSec ?? 0)).toBeCloseTo(1, 1);
  });

  it('stand beside hard cuts', () => {
    const c = texture(3);
    const pictures = [
      ...repeat(a, 30),
      ...repeat(b, 15),
      ...blend(b, c, 12),
      ...repeat(c, 15),
      ...repeat(a, 30),
    ];
    expect(kinds(detect(pictures)).sort()).toEqual(['cut 30', 'cut 71', 'dissolve 50']);
  });
});

describe('fades', () => {
  const black = flat(0);

  it.each([
    ['black', black],
    ['white', flat(255)],
  ])('through %s have a start, a middle and an end', (_, blank) => {
    const pictures = [
      ...[...repeat(a, 40), ...blend(a, blank, 15), ...repeat(blank, 10)],
      ...[...blend(blank, b, 20), ...repeat(b, 40)],
    ];
    const [found, ...others] = detect(pictures).boundaries;
    expect(others).toEqual([]);
    expect(found?.kind).toBe('fade');
    expect(Math.abs((found?.startSec ?? 0) * 25 - 39)).toBeLessThanOrEqual(1.1);
    expect(Math.abs((found?.endSec ?? 0) * 25 - 84)).toBeLessThanOrEqual(1.1);
    expect(Math.abs((found?.timeSec ?? 0) * 25 - 59)).toBeLessThanOrEqual(2.1);
  });

  it('may have a cut on one side', () => {
    const found = detect([...repeat(a, 40), ...repeat(black, 10), ...blend(black, b, 15), ...repeat(b, 40)]);
    expect(found.boundaries.filter(({ kind }) => kind === 'fade')).toHaveLength(1);
    expect(found.black).toHaveLength(1);
  });

  it('at the ends of a clip part no shots', () => {
    const pictures = [
      ...[...repeat(black, 10), ...blend(black, a, 20), ...repeat(a, 40)],
      ...[...blend(a, black, 20), ...repeat(black, 10)],
    ];
    expect(detect(pictures).boundaries).toEqual([]);
  });

  it('are not seen in black between two hard cuts', () => {
    const found = detect([...repeat(a, 40), ...repeat(black, 25), ...repeat(b, 40)]);
    expect(kinds(found)).toEqual(['cut 40', 'cut 65']);
    expect(found.black).toEqual([{ startSec: 1.6, endSec: 2.6 }]);
  });
});

describe('black and frozen stretches', () => {
  it('last until the end of the last picture', () => {
    expect(detect([...panning(1, 25, 1), ...repeat(flat(8), 25)]).black).toEqual([
      { startSec: 1, endSec: 2 },
    ]);
  });

  it('of black count with a little burnt-in text', () => {
    const titled = flat(0).fill(255, 34 * 64 * 3, 35 * 64 * 3);
    expect(detect(repeat(titled, 25)).black).toEqual([{ startSec: 0, endSec: 1 }]);
  });

  it('of stillness need the minimum, and a small thing that moves ends them', () => {
    const clock = (frame: number): Uint8Array =>
      a.map((value, index) => (index < 9 ? (frame * 40) % 256 : value));
    expect(detect(repeat(a, 49)).frozen).toEqual([]);
    expect(detect([...panning(2, 25, 1), ...repeat(a, 75), ...panning(3, 25, 1)]).frozen).toEqual([
      { startSec: 1, endSec: 4 },
    ]);
    expect(detect(Array.from({ length: 100 }, (_, frame) => clock(frame))).frozen).toEqual([]);
  });
});
