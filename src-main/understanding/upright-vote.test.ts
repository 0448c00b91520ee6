import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DetectedObject, Picture } from '../../src-preload/contract/inference-tasks.ts';
import { quarterTurns, type QuarterTurns, turnBoxBack, turnPicture } from './turned-pictures.ts';
import { type Directions, directionOf, foundIn, UprightVote } from './upright-vote.ts';

const numbered = (width: number, height: number): Picture => ({
  pixels: Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7) & 255),
  width,
  height,
});

const dog = (confidence: number): DetectedObject => ({
  ...{ label: 'dog', confidence },
  box: { x: 0.1, y: 0.2, width: 0.3, height: 0.4 },
});

describe('a turned picture', () => {
  it('is turned clockwise', () => {
    const picture = {
      pixels: Uint8Array.from([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6]),
      width: 3,
      height: 2,
    };
    const firsts = (turns: QuarterTurns) =>
      [...turnPicture(picture, turns).pixels].filter((_, at) => at % 3 === 0);
    expect(firsts(1)).toEqual([4, 1, 5, 2, 6, 3]);
    expect(firsts(2)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(firsts(3)).toEqual([3, 6, 2, 5, 1, 4]);
  });

  it('is itself again after four quarters', () => {
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(1 as const, 3 as const), (width, height, turns) => {
        const picture = numbered(width, height);
        const around = [1, 2, 3, 4].reduce((turned) => turnPicture(turned, turns), picture);
        expect(around).toEqual(picture);
      }),
    );
  });

  it('has its boxes where they were, turned back', () => {
    // One bright pixel; its box is found in the turned picture and turned back.
    const share = fc.nat(5);
    fc.assert(
      fc.property(share, share, fc.constantFrom(...quarterTurns), (x, y, turns) => {
        const picture = { pixels: new Uint8Array(7 * 6 * 3), width: 7, height: 6 };
        picture.pixels[(y * 7 + x) * 3] = 255;
        const { pixels, width, height } = turnPicture(picture, turns);
        const at = pixels.indexOf(255) / 3;
        const found = {
          x: (at % width) / width,
          y: Math.floor(at / width) / height,
          width: 1 / width,
          height: 1 / height,
        };
        const back = turnBoxBack(found, turns);
        expect(back.x).toBeCloseTo(x / 7, 9);
        expect(back.y).toBeCloseTo(y / 6, 9);
        expect(back.width).toBeCloseTo(1 / 7, 9);
      }),
    );
  });
});

describe('the vote on which way up a clip is', () => {
  const looks = (sums: readonly [number, number, number, number]): Directions =>
    new Map(quarterTurns.map((turns) => [turns, sums[turns] === 0 ? [] : [dog(sums[turns])]]));

  it.each([
    [[1.96, 1.09, 0.96, 0.72], 0],
    [[0.96, 1.99, 0.71, 1.06], 1],
    [[0.4, 0.6, 0.9, 0.1], 0],
    [[1.27, 1.87, 1.11, 0.96], 1],
    [[0.85, 0.87, 1.08, 1.1], 0],
    [[0, 0, 0, 0], 0],
  ] as const)('decides %j for %i quarters', (sums, turns) => {
    const frame = looks(sums);
    expect(directionOf([frame, frame, frame, frame])).toBe(turns);
    // Too few to say.
    expect(directionOf([frame, frame])).toBe(0);
  });

  it('goes on in the direction that won, and only in that', async () => {
    const asked: string[] = [];
    const vote = new UprightVote((picture) => {
      asked.push(`${String(picture.width)}x${String(picture.height)}`);
      return Promise.resolve(picture.width === 4 ? [] : [dog(0.9), dog(0.8)]);
    });
    const frames: Directions[] = [];
    for (let frame = 0; frame < 14; frame += 1) frames.push(await vote.look(numbered(4, 2)));
    // Another direction leads, so the vote goes on to its full length.
    expect(asked).toHaveLength(12 * 4 + 2);
    const turns = directionOf(frames);
    expect(turns).toBe(1);
    expect([...(frames[13]?.keys() ?? [])]).toEqual([1]);
    const [object] = foundIn(frames[13] ?? new Map(), turns);
    expect(object?.box).toEqual({ x: 0.2, y: expect.closeTo(0.6, 9) as number, width: 0.4, height: 0.3 });
  });
});
