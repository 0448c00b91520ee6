import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runReference,
  tempDir,
  testToolbox,
} from '../../tests/support/stage-harness.ts';
import { runChild } from '../platform/child-process.ts';
import { createUsageRecorder, type UsageRecorder } from '../platform/resource-usage.ts';
import type { MediaTools } from './tools.ts';
import { parseStatusTime } from './transcode.ts';

let folder = '';
let clip = '';

beforeAll(async () => {
  folder = await tempDir();
  clip = await makeClip(folder, 'clip.mp4', [
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=320x180:rate=25:duration=4',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=4',
    ],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  ]);
});

async function bind(
  filePath: string,
  signal = new AbortController().signal,
): Promise<{ media: MediaTools; usage: UsageRecorder }> {
  const usage = createUsageRecorder();
  const toolbox = await testToolbox();
  return { usage, media: toolbox.forRun({ filePath, tempDir: await tempDir(), signal, usage }) };
}

describe('ffprobe', () => {
  it('gives JSON parsed, or text as it is', async () => {
    const { media, usage } = await bind(clip);
    expect(await media.ffprobe(['-show_entries', 'stream=codec_name'])).toMatchObject({
      streams: [{ codec_name: 'h264' }, { codec_name: 'aac' }],
    });
    const lines = await media.ffprobeText([
      '-show_entries',
      'packet=stream_index',
      '-select_streams',
      'v',
      '-of',
      'csv=p=0',
    ]);
    expect(lines.trim().split('\n')).toHaveLength(100);
    expect(usage.total().children).toBe(2);
  });
});

describe('ffmpeg', () => {
  it('takes raw pictures from standard input and gives standard output', async () => {
    const { media } = await bind(clip);
    const input = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-video_size', '4x4', '-i', 'pipe:0'];
    const stdin = new Uint8Array(16).fill(9);
    const { stdout } = await media.ffmpeg({
      args: [...input, '-vf', 'negate', '-f', 'rawvideo', '-'],
      stdin,
    });
    expect([...stdout]).toEqual(Array(16).fill(246));
  });

  it('is accounted for by what it says of itself', async () => {
    const { media, usage } = await bind(clip);
    await media.ffmpeg({ args: [...media.inputArguments(), '-f', 'null', '-'], maxStdoutBytes: 0 });
    const total = usage.total();
    expect(total.children).toBe(1);
    expect(total.cpuSec).toBeGreaterThan(0);
    expect(total.peakMemoryBytes).toBeGreaterThan(5_000_000);
  });

  it('fails by name on a limit of time and of output', async () => {
    const { media } = await bind(clip);
    const endless = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360', '-f', 'rawvideo', '-'];
    await expect(media.ffmpeg({ args: endless, maxStdoutBytes: 0, timeoutSec: 0.3 })).rejects.toMatchObject({
      code: 'timeout',
      facts: { file: clip },
    });
    await expect(media.ffmpeg({ args: endless, maxStdoutBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'tool-failed',
    });
  });

  it('is cancelled by the signal of its run, before and after its start', async () => {
    const controller = new AbortController();
    const { media } = await bind(clip, controller.signal);
    const args = ['-f', 'lavfi', '-i', 'testsrc2', '-f', 'null', '-'];
    const running = media.ffmpeg({ args });
    setTimeout(() => {
      controller.abort();
    }, 100);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(media.ffmpeg({ args })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(media.ffprobe(['-show_format'])).rejects.toMatchObject({ code: 'cancelled' });
    await expect(media.exif()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('transcode', () => {
  const outputOptions = [
    '-map',
    '0:v:0',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-vf',
    'scale=160:-2',
    '-movflags',
    '+faststart',
  ];

  it('writes a file and tells how far it is', async () => {
    const { media, usage } = await bind(clip);
    const output = join(folder, 'small copy.mp4');
    const fractions: number[] = [];
    const onProgress = (fraction: number): void => void fractions.push(fraction);
    await media.transcode({ outputOptions, output, durationSec: 4, timeoutSec: 60, onProgress });
    const facts = await runReference('ffprobe', [
      '-show_entries',
      'stream=width,height',
      '-of',
      'csv=p=0',
      output,
    ]);
    expect(facts.toString().trim()).toBe('160,90');
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions.at(-1)).toBeGreaterThan(0.9);
    expect(fractions.every((fraction, at) => fraction >= (fractions[at - 1] ?? 0) && fraction <= 1)).toBe(
      true,
    );
    expect(usage.total().children).toBe(1);
  });

  it('fails by name where the output cannot be written or the encoder is not known', async () => {
    const { media } = await bind(clip);
    const request = { durationSec: 4, timeoutSec: 60, onProgress: () => undefined };
    await expect(
      media.transcode({ ...request, outputOptions, output: join(folder, 'no/such/folder.mp4') }),
    ).rejects.toMatchObject({
      name: 'AppError',
      facts: { file: clip },
    });
    const unknown = ['-c:v', 'no_such_encoder'];
    await expect(
      media.transcode({ ...request, outputOptions: unknown, output: join(folder, 'x.mp4') }),
    ).rejects.toMatchObject({
      code: 'tool-failed',
    });
  });

  it('stops when its run is cancelled, and when it takes too long', async () => {
    const slow = ['-vf', 'scale=1920:1080,format=yuv420p,loop=loop=-1:size=1', '-c:v', 'libx264'];
    const controller = new AbortController();
    const { media } = await bind(clip, controller.signal);
    const output = join(folder, 'slow.mp4');
    const onProgress = (): void => {
      controller.abort();
    };
    const running = media.transcode({
      outputOptions: slow,
      output,
      durationSec: 4,
      timeoutSec: 60,
      onProgress,
    });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const { size } = await stat(output).catch(() => ({ size: 0 }));
    expect((await stat(output).catch(() => ({ size: 0 }))).size).toBe(size);
    const other = await bind(clip);
    const late = other.media.transcode({
      outputOptions: slow,
      output,
      durationSec: 4,
      timeoutSec: 0.3,
      onProgress: () => undefined,
    });
    await expect(late).rejects.toMatchObject({ code: 'timeout' });
  });

  it('reads the status line', () => {
    expect(
      parseStatusTime('frame=  100 fps= 25 q=-1.0 size=  1kB time=01:02:03.50 bitrate=1kbits/s speed=1x'),
    ).toBe(3723.5);
    expect(parseStatusTime('size=N/A time=N/A bitrate=N/A')).toBeNull();
    expect(parseStatusTime('[h264 @ 0x1] [warning] time=00:00:01.00')).toBeNull();
  });
});

describe('encodePicture', () => {
  it.each(['jpeg', 'webp'] as const)('makes a %s of gray and of RGB', async (format) => {
    const { media } = await bind(clip);
    for (const channels of [1, 3] as const) {
      const pixels = new Uint8Array(32 * 16 * channels).fill(200);
      const bytes = await media.encodePicture({
        pixels,
        width: 32,
        height: 16,
        channels,
        format,
        quality: 80,
      });
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([32, 16]);
      expect(data.every((value) => Math.abs(value - 200) < 4)).toBe(true);
    }
  });
});

describe('once', () => {
  it('makes a value once for all runs, and again after a failure', async () => {
    const one = (await bind(clip)).media;
    const other = (await bind(clip)).media;
    let made = 0;
    const make = async (): Promise<number> => Promise.resolve((made += 1));
    expect(
      await Promise.all([one.once('key', make), other.once('key', make), one.once('key', make)]),
    ).toEqual([1, 1, 1]);
    const failing = async (): Promise<number> => Promise.reject(new Error('not now'));
    await expect(one.once('other', failing)).rejects.toThrow('not now');
    expect(await other.once('other', make)).toBe(2);
  });
});

describeWithFixtures('exif', () => {
  it.each(['metadata-extractor/with-gps.mov', 'metadata-extractor/Sony_ILCE-7M3__A7M3_.mts', 'mdn/pig.mp4'])(
    '%s: what exiftool itself gives: groups of family 1, numbers, dates as stored',
    async (name) => {
      const path = fixture(`media/${name}`);
      const { media, usage } = await bind(path);
      const tags = await media.exif();
      expect(usage.total()).toMatchObject({ children: 1 });
      const script = createRequire(import.meta.url)('exiftool-vendored.pl') as string;
      const args = [script, '-m', '-json', '-G1', '-n', '-api', 'LargeFileSupport=1', path];
      const { stdout } = await runChild({ file: 'perl', args });
      const [expected] = JSON.parse(new TextDecoder().decode(stdout)) as [Record<string, unknown>];
      expect(withoutAccessTimes(tags)).toEqual(withoutAccessTimes(expected));
      expect(Object.keys(tags).length).toBeGreaterThan(30);
    },
  );
});

/** Reading changes when a file was read. */
function withoutAccessTimes(tags: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key !== 'System:FileAccessDate'));
}
