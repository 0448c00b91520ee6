import { describe, expect, it } from 'vitest';
import { goodFrameScore, scoreFrame } from './frame-score.ts';

const width = 64;
const height = 48;

function picture(colourAt: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels.set(colourAt(x, y), (y * width + x) * 3);
  }
  return pixels;
}

/** Box blur over seven pixels each way. */
function blurred(pixels: Uint8Array): Uint8Array {
  return picture((x, y) => {
    const sums: [number, number, number] = [0, 0, 0];
    for (let dy = -3; dy <= 3; dy += 1) {
      for (let dx = -3; dx <= 3; dx += 1) {
        const column = Math.min(width - 1, Math.max(0, x + dx));
        const row = Math.min(height - 1, Math.max(0, y + dy));
        for (const channel of [0, 1, 2] as const)
          sums[channel] += pixels[(row * width + column) * 3 + channel] ?? 0;
      }
    }
    return [sums[0] / 49, sums[1] / 49, sums[2] / 49];
  });
}

const score = (pixels: Uint8Array) => scoreFrame({ pixels, width, height });
/** Patches of different brightness and colour with hard edges. */
const scene = picture((x, y) => {
  const patch = ((x >> 3) * 7 + (y >> 3) * 13) % 11;
  return [20 + patch * 20, 200 - patch * 12, 60 + ((patch * 37) % 150)];
});

describe('scoreFrame', () => {
  it('gives nothing to black, white and even pictures', () => {
    expect(score(picture(() => [0, 0, 0])).score).toBe(0);
    expect(score(picture(() => [255, 255, 255])).score).toBe(0);
    expect(score(picture(() => [120, 120, 120])).score).toBe(0);
    expect(score(picture(() => [40, 160, 90])).score).toBeLessThan(0.15);
  });

  it('gives nothing to noise in the dark', () => {
    const dark = picture((x, y) => {
      const value = (x * 31 + y * 17) % 9;
      return [value, value, value];
    });
    expect(score(dark).score).toBe(0);
  });

  it('finds a picture with content good, a blurred one worse, a faded one worse', () => {
    const sharp = score(scene);
    expect(sharp.score).toBeGreaterThan(goodFrameScore);
    const soft = score(blurred(scene));
    expect(soft.score).toBeLessThan(sharp.score - 0.05);
    expect(soft.sharpness).toBeLessThan(sharp.sharpness / 10);
    const faded = score(scene.map((value) => 128 + (value - 128) / 8));
    expect(faded.score).toBeLessThan(sharp.score / 1.5);
    const underexposed = score(scene.map((value) => value / 6));
    expect(underexposed.score).toBeLessThan(sharp.score / 2);
  });

  it('measures luma in 8-bit levels, and the Laplacian of a checkerboard exactly', () => {
    const grey = score(picture(() => [100, 100, 100]));
    expect(grey.meanLuma).toBe(100);
    expect(grey.contrast).toBe(0);
    expect(grey.sharpness).toBe(0);
    // Around each pixel are four of the other kind: ±4 × 100, mean 0 over equally many of both.
    const board = score(picture((x, y) => ((x + y) % 2 === 0 ? [150, 150, 150] : [50, 50, 50])));
    expect(board.meanLuma).toBe(100);
    expect(board.contrast).toBe(50);
    expect(board.sharpness).toBe(400 ** 2);
  });

  it('tells a score of pictures too small to have an inside', () => {
    const tiny = scoreFrame({ pixels: new Uint8Array([90, 90, 90, 180, 180, 180]), width: 2, height: 1 });
    expect(tiny.sharpness).toBe(0);
    expect(Number.isFinite(tiny.score)).toBe(true);
  });
});
