import { describe, expect, it } from 'vitest';
import { FingerprintBuilder, isFlat, packSamples, unpackSamples } from './fingerprint.ts';
import { hashDistance } from './picture-hash.ts';

const side = 64;

/** Moves over time; between `bar` black lines above and below where there are any. */
function frame(timeSec: number, bar = 0): Uint8Array {
  const pixels = new Uint8Array(side * side);
  const height = side - 2 * bar;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const down = (y / height) * 9;
      const level = Math.sin(x / 6 + timeSec) + Math.cos(down + timeSec / 2) + Math.sin(down / 2 - x / 11);
      pixels[(y + bar) * side + x] = 128 + 35 * level;
    }
  }
  return pixels;
}

function build(frames: readonly (readonly [number, Uint8Array])[], samplesPerSecond = 4) {
  const builder = new FingerprintBuilder(side, side, samplesPerSecond);
  for (const [timeSec, pixels] of frames) builder.add(timeSec, pixels);
  const found = builder.finish();
  if (found === null) throw new Error('no fingerprint');
  return { ...unpackSamples(found), bars: found.bars };
}

const times = Array.from({ length: 300 }, (_, index) => index / 4);

describe('a fingerprint', () => {
  it('is the same between black bars as without them, also beyond what is held back', () => {
    const plain = build(times.map((timeSec) => [timeSec, frame(timeSec)]));
    const boxed = build(times.map((timeSec) => [timeSec, frame(timeSec, 8)]));
    expect(boxed.bars).toMatchObject({ top: 12.5, bottom: 12.5, kind: 'letterbox' });
    expect([plain.length, boxed.length]).toEqual([300, 300]);
    const distances = times.map((_, index) =>
      hashDistance(
        ...([plain.low[index] ?? 0, plain.high[index] ?? 0] as const),
        ...([boxed.low[index] ?? 0, boxed.high[index] ?? 0] as const),
      ),
    );
    expect(distances.reduce((sum, value) => sum + value, 0) / distances.length).toBeLessThan(4);
  });

  it('marks what shows nothing, and says how much has changed', () => {
    const grey = new Uint8Array(side * side).fill(90);
    const series = build([
      [0, grey],
      [0.25, grey],
      [0.5, frame(0)],
      [0.75, frame(0)],
    ]);
    expect([0, 1, 2, 3].map((index) => isFlat(series, index))).toEqual([true, true, false, false]);
    expect([...series.change.subarray(0, 2)]).toEqual([0, 0]);
    expect(series.change[2]).toBeGreaterThan(150);
    expect(series.change[3]).toBe(0);
  });

  it('holds a picture where the clip has none for a while, and begins where the clip does', () => {
    const series = build([
      [2, frame(0)],
      [3, frame(9)],
      [3.02, frame(9)],
    ]);
    expect([series.startSec, series.length]).toEqual([2, 5]);
    expect(series.low[3]).toBe(series.low[0]);
    expect(series.low[4]).not.toBe(series.low[0]);
  });

  it('is nothing of no frame', () => {
    expect(new FingerprintBuilder(side, side, 4).finish()).toBeNull();
  });

  it('is packed without loss', () => {
    const samples = [
      { low: 0xffffffff, high: 1, change: 255 },
      { low: 2, high: 0x80000000, change: 0 },
    ];
    const series = unpackSamples({ samplesPerSecond: 4, startSec: 0, samples: packSamples(samples) });
    expect([[...series.low], [...series.high], [...series.change]]).toEqual([
      [0xffffffff, 2],
      [1, 0x80000000],
      [255, 0],
    ]);
  });
});
