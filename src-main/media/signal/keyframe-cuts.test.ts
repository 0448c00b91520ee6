import { describe, expect, it } from 'vitest';
import { flat, lit, shotSize, texture } from '../../../tests/support/synthetic-shots.ts';
import { KeyframeCutDetector } from './keyframe-cuts.ts';

/** A shot of few colours, as real ones are: red or blue stripes that lie elsewhere in each picture. */
function striped(red: number, blue: number, phase: number): Uint8Array {
  const pixels = flat(60);
  for (let at = 0; at < pixels.length; at += 3) {
    if (Math.floor(((at / 3) % 64) / 6 + phase) % 2 === 0) pixels.set([red, 40, blue], at);
  }
  return pixels;
}

function detect(pictures: readonly (readonly [number, Uint8Array])[], endSec: number) {
  const detector = new KeyframeCutDetector({ ...shotSize, floor: 0.35, blackMinimumSec: 0.2 });
  for (const [timeSec, pixels] of pictures) detector.push(pixels, timeSec);
  return detector.finish(endSec);
}

describe('cuts between keyframes', () => {
  it('are at the first keyframe of the new shot', () => {
    const { boundaries } = detect(
      [
        [0, texture(1)],
        [2, texture(1)],
        [3.5, striped(220, 30, 0)],
        [5, striped(220, 30, 0)],
      ],
      6,
    );
    expect(boundaries.map(({ timeSec, kind, frame }) => [timeSec, kind, frame])).toEqual([
      [3.5, 'cut', null],
    ]);
  });

  it('are not seen in motion or in another light', () => {
    const moved = [0, 1.2, 2.7, 3.1].map((phase, index) => [index * 2, striped(220, 30, phase)] as const);
    expect(detect(moved, 8).boundaries).toEqual([]);
    expect(
      detect(
        [
          [0, texture(1)],
          [1, lit(texture(1), 0.7, 10)],
        ],
        2,
      ).boundaries,
    ).toEqual([]);
  });

  it('black lasts from its keyframe to the next', () => {
    const { black } = detect(
      [
        [0, flat(0)],
        [2, texture(1)],
        [4, flat(3)],
      ],
      5,
    );
    expect(black).toEqual([
      { startSec: 0, endSec: 2 },
      { startSec: 4, endSec: 5 },
    ]);
  });

  it('one keyframe or none is one shot', () => {
    expect(detect([[0, texture(1)]], 1).boundaries).toEqual([]);
    expect(detect([], 1)).toEqual({ boundaries: [], black: [] });
  });
});
