import { PassThrough, type Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startChild } from '../platform/child-process.ts';
import { parseFrameTime, readBlocks } from './frame-reader.ts';
import { createMeasureParser } from './measure-reader.ts';
import { SampleClock } from './sample-clock.ts';
import type { AudioMeasure } from './stage.ts';

const line = (index: number, ticks: number | 'NOPTS'): string =>
  `frame:${String(index)}    pts:${String(ticks)}   pts_time:${String(ticks)}\nrushes=1\n`;

interface Given {
  readonly bytes: number[];
  readonly timeSec: number | null;
}

function reading(
  blocks: Readable,
  times: Readable,
  lastBlock: 'may-be-short' | 'drop-if-short' = 'drop-if-short',
) {
  const given: Given[] = [];
  const done = readBlocks({ blocks, times, blockBytes: 4, lastBlock }, (bytes, timeSec) => {
    given.push({ bytes: [...bytes], timeSec });
  });
  return { given, done };
}

describe('readBlocks', () => {
  it.each([1, 3, 4, 5, 12])('cuts a stream of chunks of %i bytes into blocks', async (chunkBytes) => {
    const [blocks, times] = [new PassThrough(), new PassThrough()];
    const { given, done } = reading(blocks, times);
    const bytes = Uint8Array.from({ length: 12 }, (_, at) => at);
    times.end(line(0, 0) + line(1, 40_000) + line(2, 1_234_567));
    for (let at = 0; at < bytes.length; at += chunkBytes) blocks.write(bytes.subarray(at, at + chunkBytes));
    blocks.end();
    expect(await done).toEqual({ unpairedTimes: 0 });
    expect(given).toEqual([
      { bytes: [0, 1, 2, 3], timeSec: 0 },
      { bytes: [4, 5, 6, 7], timeSec: 0.04 },
      { bytes: [8, 9, 10, 11], timeSec: 1.234567 },
    ]);
  });

  it.each([1, 4, 6, 12])(
    'gives no block before the receiver is done with the last, in chunks of %i',
    async (chunkBytes) => {
      const [blocks, times] = [new PassThrough(), new PassThrough()];
      const log: string[] = [];
      const done = readBlocks(
        { blocks, times, blockBytes: 4, lastBlock: 'may-be-short' },
        async (bytes, timeSec) => {
          const first = bytes[0] ?? -1;
          log.push(`given ${String(first)} at ${String(timeSec)}`);
          await new Promise(setImmediate);
          await new Promise(setImmediate);
          log.push(`done with ${String(bytes[0])}, ${String(bytes.length)} bytes`);
        },
      );
      const bytes = Uint8Array.from({ length: 10 }, (_, at) => at);
      times.end(line(0, 0) + line(1, 40_000) + line(2, 80_000));
      for (let at = 0; at < bytes.length; at += chunkBytes) blocks.write(bytes.subarray(at, at + chunkBytes));
      blocks.end();
      await done;
      expect(log).toEqual([
        ...['given 0 at 0', 'done with 0, 4 bytes'],
        ...['given 4 at 0.04', 'done with 4, 4 bytes'],
        ...['given 8 at 0.08', 'done with 8, 2 bytes'],
      ]);
    },
  );

  it('loses nothing of a child that exits while the receiver is busy: Node sets paused pipes flowing then', async () => {
    // All of it fits into the pipes, so that the child can go whether or not anybody reads.
    const script = 'printf "frame:0 pts:0\\n" >&4; dd if=/dev/zero bs=4096 count=24 >&3 2>/dev/null';
    const child = startChild({ file: 'sh', args: ['-c', script], extraPipes: 2 });
    const [blocks, times] = child.pipes;
    if (blocks === undefined || times === undefined) throw new Error('no pipes');
    let bytesGiven = 0;
    const streams = { blocks, times, blockBytes: 1000, lastBlock: 'may-be-short' } as const;
    await readBlocks(streams, async (bytes) => {
      bytesGiven += bytes.length;
      // The first one takes until the child is gone, and its pipes flow again.
      if (bytesGiven === bytes.length) await setTimeout(200);
    });
    await child.done;
    expect(bytesGiven).toBe(24 * 4096);
  });

  it('waits for a time that comes later than its block, without reading on', async () => {
    const [blocks, times] = [new PassThrough({ highWaterMark: 4 }), new PassThrough()];
    const { given, done } = reading(blocks, times);
    blocks.write(new Uint8Array(4).fill(1));
    const writtenOn = new Promise<void>((resolve) =>
      blocks.write(new Uint8Array(40).fill(2), () => {
        resolve();
      }),
    );
    await new Promise(setImmediate);
    expect(given).toEqual([]);
    expect(blocks.isPaused()).toBe(true);
    for (let at = 0; at < 11; at += 1) times.write(line(at, at));
    await writtenOn;
    blocks.end();
    times.end();
    await done;
    expect(given).toHaveLength(11);
    expect(given.at(-1)).toEqual({ bytes: [2, 2, 2, 2], timeSec: 0.00001 });
  });

  it('keeps or drops a short end, by what it is', async () => {
    for (const [lastBlock, count] of [
      ['may-be-short', 2],
      ['drop-if-short', 1],
    ] as const) {
      const [blocks, times] = [new PassThrough(), new PassThrough()];
      const { given, done } = reading(blocks, times, lastBlock);
      times.end(line(0, 0) + line(1, 50_000));
      blocks.end(new Uint8Array(6));
      expect((await done).unpairedTimes).toBe(2 - count);
      expect(given.map(({ bytes }) => bytes.length)).toEqual([4, 2].slice(0, count));
    }
  });

  it('gives blocks without a time where there is none', async () => {
    const [blocks, times] = [new PassThrough(), new PassThrough()];
    const { given, done } = reading(blocks, times);
    times.end(line(0, 'NOPTS'));
    blocks.end(new Uint8Array(8));
    await done;
    expect(given.map(({ timeSec }) => timeSec)).toEqual([null, null]);
  });

  it('ends when its pipes are cut off', async () => {
    const [blocks, times] = [new PassThrough(), new PassThrough()];
    const { given, done } = reading(blocks, times);
    blocks.write(new Uint8Array(8));
    await new Promise(setImmediate);
    blocks.destroy();
    times.destroy(new Error('gone'));
    await done;
    expect(given.length).toBeLessThanOrEqual(2);
  });
});

describe('parseFrameTime', () => {
  it('reads ticks of a millionth of a second', () => {
    expect(parseFrameTime('frame:0    pts:-21333  pts_time:-0.021333')).toBe(-0.021333);
    expect(parseFrameTime('frame:99999 pts:36000040000 pts_time:36000')).toBe(36000.04);
    expect(parseFrameTime('frame:0 pts:NOPTS pts_time:NOPTS')).toBeNull();
    expect(parseFrameTime('n:   3 pts: 120000 pts_time:0.12    pos:     4028 fmt:gray')).toBe(0.12);
    expect(parseFrameTime('rushes=1')).toBeUndefined();
    expect(parseFrameTime('color_range:tv color_space:unknown')).toBeUndefined();
  });
});

describe('createMeasureParser', () => {
  it('gathers the figures below each time', () => {
    const measures: AudioMeasure[] = [];
    const parser = createMeasureParser((measure) => void measures.push(measure));
    const lines = [
      'lost=1',
      'frame:0 pts:0 pts_time:0',
      'lavfi.r128.M=-120.691',
      'a=b=c',
      'frame:1 pts:100000 pts_time:0.1',
    ];
    for (const text of [...lines, 'frame:2 pts:NOPTS pts_time:NOPTS', 'x=1']) parser.line(text);
    parser.end();
    parser.end();
    expect(measures).toEqual([
      { timeSec: 0, values: { 'lavfi.r128.M': '-120.691', a: 'b=c' } },
      { timeSec: 0.1, values: {} },
      { timeSec: 0.1, values: { x: '1' } },
    ]);
  });
});

describe('SampleClock', () => {
  function clocked(maxSec: number) {
    const samples: number[] = [];
    const clock = new SampleClock(maxSec, (given) => {
      samples.push(...given);
      return undefined;
    });
    return {
      samples,
      clock,
      push: (value: number, count: number, timeSec: number | null) =>
        clock.push(new Int16Array(count).fill(value), timeSec),
    };
  }

  it('puts silence where there is no sound', async () => {
    const { samples, push, clock } = clocked(100);
    await push(1, 800, 0.5);
    await push(2, 800, 2);
    expect(samples).toHaveLength(32_800);
    expect([samples[7999], samples[8000], samples[8800], samples[31_999], samples[32_000]]).toEqual([
      0, 1, 0, 0, 2,
    ]);
    expect(clock.timeSec).toBe(2.05);
  });

  it('cuts what was there before', async () => {
    const { samples, push } = clocked(100);
    await push(1, 800, -0.02);
    await push(1, 1600, null);
    await push(2, 1600, 0.08);
    await push(3, 800, 0);
    expect(samples.filter((value) => value === 2)).toHaveLength(480);
    expect(samples).toHaveLength(2880);
  });

  it('leaves small deviations alone', async () => {
    const { samples, push } = clocked(100);
    for (let at = 0; at < 10; at += 1) await push(1, 800, at * 0.05 + (at % 2) * 0.01);
    expect(samples).toHaveLength(8000);
    expect(samples.every((value) => value === 1)).toBe(true);
  });

  it('fills a gap no faster than its silence is taken', async () => {
    const given: number[] = [];
    const taken: (() => void)[] = [];
    const clock = new SampleClock(100, (samples) => {
      given.push(samples.length);
      return new Promise((resolve) => taken.push(resolve));
    });
    const pushed = clock.push(new Int16Array(800).fill(1), 3);
    for (const seconds of [1, 2, 3]) {
      expect(given).toEqual(Array.from({ length: seconds }, () => 16_000));
      taken.shift()?.();
      await new Promise(setImmediate);
    }
    expect(given.at(-1)).toBe(800);
    taken.shift()?.();
    await pushed;
  });

  it('fills no more than the clip is long, whatever a time stamp says', async () => {
    const { samples, push } = clocked(2);
    await push(1, 800, 1e9);
    expect(samples).toHaveLength(32_800);
  });
});
