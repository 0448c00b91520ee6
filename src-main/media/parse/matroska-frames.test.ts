import { describe, expect, it } from 'vitest';
import { runReference } from '../../../tests/support/make-clip.ts';
import { readMatroskaFrames } from './matroska-frames.ts';

const width = 16;
const height = 10;

async function written(offsetSec: number): Promise<Buffer> {
  const source = ['-f', 'lavfi', '-i', `testsrc=size=${width}x${height}:rate=2:duration=40`];
  const filters = ['-vf', `setpts=PTS+${offsetSec}/TB,format=rgb24`, '-copyts'];
  return runReference('ffmpeg', [
    ...source,
    ...filters,
    '-c:v',
    'rawvideo',
    '-allow_raw_vfw',
    '1',
    '-f',
    'matroska',
    'pipe:1',
  ]);
}

describe('readMatroskaFrames', () => {
  it('gives each picture with its time, over many clusters and far from zero', async () => {
    const frames = readMatroskaFrames(await written(5000));
    const times = frames.map(({ timeSec }) => timeSec);
    expect(times).toEqual(Array.from({ length: 80 }, (_, index) => 5000 + index / 2));
    const raw = [
      '-f',
      'lavfi',
      '-i',
      `testsrc=size=${width}x${height}:rate=2:duration=40`,
      '-pix_fmt',
      'rgb24',
    ];
    const reference = await runReference('ffmpeg', [...raw, '-f', 'rawvideo', 'pipe:1']);
    const pixels = Buffer.concat(frames.map((frame) => frame.pixels));
    expect(pixels.equals(reference)).toBe(true);
  });

  it('gives what is whole of bytes that end early, and nothing of what is something else', async () => {
    const bytes = await written(0);
    const some = readMatroskaFrames(bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(some.length).toBeGreaterThan(20);
    expect(some.length).toBeLessThan(80);
    expect(some.every(({ pixels }) => pixels.length === width * height * 3)).toBe(true);
    expect(readMatroskaFrames(new Uint8Array())).toEqual([]);
    expect(readMatroskaFrames(new Uint8Array(1000))).toEqual([]);
    expect(readMatroskaFrames(new Uint8Array(1000).fill(0xff))).toEqual([]);
  });
});
