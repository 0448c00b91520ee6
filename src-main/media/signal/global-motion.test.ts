import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrameMotion, GlobalMotionTracker } from './global-motion.ts';

const width = 128;
const height = 72;

type Paint = (x: number, y: number) => number;

/** A picture with texture in all directions and no repetition within the search range. */
const texture: Paint = (x, y) =>
  128 +
  30 * Math.sin(x * 0.21 + 0.3 * Math.sin(y * 0.17)) +
  25 * Math.cos(y * 0.27 + 0.1 * x) +
  20 * Math.sin(0.53 * x - 0.41 * y) +
  10 * Math.sin(0.117 * x + 0.05 * y);

/** The same picture after its content moved right and down by (dx, dy). */
const moved =
  (paint: Paint, dx: number, dy: number): Paint =>
  (x, y) =>
    paint(x - dx, y - dy);

function measure(pictures: readonly Paint[], pixelHeight = 1): (FrameMotion | null)[] {
  const tracker = new GlobalMotionTracker(width, height, pixelHeight);
  return pictures.map((paint) =>
    tracker.next((luma) => {
      for (let at = 0; at < luma.length; at += 1) luma[at] = paint(at % width, Math.floor(at / width));
    }),
  );
}

/** What the second of two pictures tells. */
function between(first: Paint, second: Paint, pixelHeight = 1): FrameMotion {
  const motion = measure([first, second], pixelHeight)[1];
  if (motion === null || motion === undefined) throw new Error('no motion was measured');
  return motion;
}

describe('GlobalMotionTracker', () => {
  it('has nothing to say of the first frame', () => {
    expect(measure([texture])).toStrictEqual([null]);
  });

  it('finds no motion between equal frames', () => {
    expect(between(texture, texture)).toStrictEqual({ x: 0, y: 0, content: 0, aligned: true });
  });

  it.each([
    [1, 0],
    [0, -1],
    [3, -2],
    [-11, 9],
    [15, 0],
    [0, 12],
  ])('finds a shift of %d, %d pixels', (dx, dy) => {
    const motion = between(texture, moved(texture, dx, dy));
    expect(motion.aligned).toBe(true);
    expect(motion.x).toBeCloseTo(dx, 3);
    expect(motion.y).toBeCloseTo(dy, 3);
    expect(motion.content).toBeCloseTo(Math.hypot(dx, dy), 3);
  });

  it('finds any shift within its range to a twentieth of a pixel', () => {
    const shift = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
    fc.assert(
      fc.property(shift(14), shift(10), (dx, dy) => {
        const motion = between(texture, moved(texture, dx, dy));
        expect(motion.aligned).toBe(true);
        expect(Math.abs(motion.x - dx)).toBeLessThan(0.05);
        expect(Math.abs(motion.y - dy)).toBeLessThan(0.05);
      }),
      { numRuns: 60 },
    );
  });

  it('is not moved by brightness and contrast, nor by a moderate noise', () => {
    const noise: Paint = (x, y) => (((x * 7919 + y * 104_729) % 97) / 97 - 0.5) * 12;
    const brighter: Paint = (x, y) => moved(texture, 2, 1)(x, y) * 1.05 + 20 + noise(x, y);
    const motion = between(texture, brighter);
    expect(motion.x).toBeCloseTo(2, 1);
    expect(motion.y).toBeCloseTo(1, 1);
  });

  it('measures content in widths of a pixel where pixels are not square', () => {
    expect(between(texture, moved(texture, 0, 3), 2).content).toBeCloseTo(6, 3);
  });

  it('takes a thing that moves in front of a still camera for what it is', () => {
    const thing =
      (left: number): Paint =>
      (x, y) =>
        x >= left && x < left + 40 && y >= 12 && y < 60
          ? texture(x * 1.7 - left * 1.7 + 300, y * 1.3)
          : texture(x, y);
    const motion = between(thing(40), thing(42));
    expect(Math.hypot(motion.x, motion.y)).toBeLessThan(0.05);
    expect(motion.content).toBeGreaterThan(0.1);
  });

  it('notices when frames do not belong together', () => {
    const other: Paint = (x, y) => 128 + 60 * Math.sin(x * 0.33 - 0.2 * y) * Math.cos(y * 0.19 + 1);
    expect(between(texture, other)).toStrictEqual({ x: 0, y: 0, content: 0, aligned: false });
  });

  it('is still where there is nothing to see, and where lightness alone changes', () => {
    for (const level of [50, 53, 200]) {
      const motion = between(
        () => 50,
        () => level,
      );
      expect(motion).toStrictEqual({ x: 0, y: 0, content: 0, aligned: true });
    }
  });

  it('follows a steady movement over many frames', () => {
    const path = Array.from({ length: 20 }, (_, frame) => moved(texture, frame * 2.5, frame * -0.75));
    for (const motion of measure(path).slice(1)) {
      expect(motion?.x).toBeCloseTo(2.5, 1);
      expect(motion?.y).toBeCloseTo(-0.75, 1);
    }
  });
});
