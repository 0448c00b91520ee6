import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { availableEncoders, trialArguments } from '../../media/parse/h264-encoders.ts';
import { orientedClip, turns } from '../../../tests/support/oriented-clip.ts';
import { frameAt, meanDifference, rgbOf, spreadOf } from '../../../tests/support/pictures.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runReference,
  runStage,
  type StageRunResult,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import { tools } from '../../../tests/support/test-tools.ts';
import proxyStage from './proxy.stage.ts';

interface Made extends StageRunResult {
  readonly proxy: Artifact<'proxy'>;
  readonly path: string;
}

async function makeProxy(path: string, params?: unknown): Promise<Made> {
  const result = await runStage(proxyStage, path, { params: { preset: 'ultrafast', ...(params ?? {}) } });
  if (result.outcome.state !== 'done' || result.outcome.artifacts.proxy === undefined)
    throw new Error('no proxy');
  const { proxy } = result.outcome.artifacts;
  return { ...result, proxy, path: join(result.outputDir, proxy.path) };
}

interface Report {
  readonly streams: readonly Record<string, unknown>[];
  readonly format: Record<string, unknown>;
}

/** What ffprobe says of a file. */
async function reportOf(path: string): Promise<Report> {
  const text = await runReference('ffprobe', ['-show_streams', '-show_format', '-of', 'json', path]);
  return JSON.parse(text.toString()) as Report;
}

/** Everything that holds for every proxy, seen from outside: by ffprobe, a full decode, and the order of its boxes. */
async function expectPlayable({ proxy, path }: Made, sourceDurationSec: number): Promise<Report> {
  const report = await reportOf(path);
  const video = report.streams.find((stream) => stream['codec_type'] === 'video');
  expect(video).toMatchObject({ codec_name: 'h264', pix_fmt: 'yuv420p', sample_aspect_ratio: '1:1' });
  expect(video).toMatchObject({
    width: proxy.width,
    height: proxy.height,
    color_space: 'bt709',
    color_range: 'tv',
  });
  expect(video?.['level']).toBeLessThanOrEqual(42);
  expect(video?.['side_data_list']).toBeUndefined();
  expect(Math.max(proxy.width, proxy.height)).toBeLessThanOrEqual(1280);
  expect([proxy.width % 2, proxy.height % 2]).toEqual([0, 0]);
  const sound = report.streams.filter((stream) => stream['codec_type'] !== 'video');
  expect(sound).toHaveLength(proxy.hasAudio ? 1 : 0);
  if (proxy.hasAudio) {
    expect(sound[0]).toMatchObject({
      codec_type: 'audio',
      codec_name: 'aac',
      channels: 2,
      sample_rate: '48000',
    });
  }
  expect(Number(report.format['start_time'])).toBeCloseTo(0, 1);
  expect(Math.abs(Number(report.format['duration']) - sourceDurationSec)).toBeLessThan(0.4);
  expect(await isIndexInFront(path)).toBe(true);
  await runReference('ffmpeg', ['-xerror', '-err_detect', 'explode', '-i', path, '-f', 'null', '-']);
  return report;
}

async function isIndexInFront(path: string): Promise<boolean> {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
  await file.close();
  return buffer.indexOf('moov') > 0;
}

async function keyframeTimes(path: string): Promise<number[]> {
  const args = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', path];
  const lines = (await runReference('ffprobe', args)).toString().split('\n');
  return lines.filter((line) => line.includes(',K')).map((line) => Number.parseFloat(line));
}

/** How much more neighbouring rows differ than every other row: far above 1 where fields of moving pictures are woven. */
function combing(pixels: Uint8Array, width: number, height: number): number {
  let next = 0;
  let afterNext = 0;
  const row = width * 3;
  for (let at = 0; at < row * (height - 2); at += 1) {
    next += Math.abs((pixels[at] ?? 0) - (pixels[at + row] ?? 0));
    afterNext += Math.abs((pixels[at] ?? 0) - (pixels[at + row * 2] ?? 0));
  }
  return next / afterNext;
}

const testPicture = (size: string, durationSec: number, rate = 25): string[] => {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${durationSec}`];
};
const tone = (durationSec: number): string[] => ['-f', 'lavfi', '-i', `sine=duration=${durationSec}`];
const mpeg4 = ['-c:v', 'mpeg4', '-q:v', '2'];

describe('proxy of made clips', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await tempDir();
  });

  it('is left out where the player shows the original', async () => {
    const args = [
      ...testPicture('160x90', 0.4),
      ...tone(0.4),
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
    ];
    const { outcome } = await runStage(proxyStage, await makeClip(folder, 'plain.mp4', args));
    expect(outcome).toEqual({ state: 'skipped', reason: 'the player shows the original' });
  });

  it('is made of a clip that is expected to play where somebody wants it, and never of the same pictures', async () => {
    const args = [...testPicture('320x180', 2), '-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
    const made = await makeProxy(await makeClip(await tempDir(), 'plain.mp4', args), { make: 'always' });
    expect(made.proxy.videoEncoder).not.toBe('copy');
    expect(made.proxy.reason).toBe('a player did not show the original');
    await expectPlayable(made, 2);
  });

  it('keeps the pictures as they are where only the container is in the way', async () => {
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
    const encoder = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'ac3'];
    const path = await makeClip(await tempDir(), 'container.mkv', [...source, ...encoder]);
    const { proxy, path: made } = await makeProxy(path);
    expect(proxy).toMatchObject({ videoEncoder: 'copy', width: 320, height: 180, hasAudio: true });
    const picturesOf = (file: string) =>
      runReference('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:v', '-f', 'md5', '-']);
    expect((await picturesOf(made)).toString()).toBe((await picturesOf(path)).toString());
  });

  it('is made by the first encoder that works, which is tried once for all clips', async () => {
    const path = await makeClip(folder, 'tried.avi', [...testPicture('160x90', 0.4), ...mpeg4]);
    const first = await makeProxy(path);
    const second = await makeProxy(path);
    const working: string[] = [];
    for (const encoder of availableEncoders((await tools()).capabilities.encoders)) {
      const works = await runReference('ffmpeg', trialArguments(encoder)).then(
        (bytes) => bytes.length > 0,
        () => false,
      );
      if (works) working.push(encoder.name);
    }
    expect(first.proxy.videoEncoder).toBe(working[0]);
    // The harness' ffprobe, the transcoding, and the ffprobe of its result.
    expect(second.usage.children).toBe(3);
  });

  it('can be scrubbed: a keyframe each second, and progress is told', async () => {
    const path = await makeClip(folder, 'still.avi', [
      '-f',
      'lavfi',
      '-i',
      'color=red:size=160x90:duration=6',
      ...mpeg4,
    ]);
    const made = await makeProxy(path);
    await expectPlayable(made, 6);
    const times = await keyframeTimes(made.path);
    expect(times.length).toBeGreaterThanOrEqual(6);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1.05);
    expect(made.progress.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  });

  it.each(turns.filter(({ rotationDeg, mirrored }) => rotationDeg !== 0 || mirrored))(
    'stands upright without saying so: $rotationDeg°, mirrored $mirrored',
    async ({ rotationDeg, mirrored, turn }) => {
      const upright = await makeClip(folder, 'upright.mp4', [...testPicture('160x90', 0.4), ...mpeg4]);
      const path = await orientedClip(upright, folder, `turned${rotationDeg}${mirrored}.mp4`, turn);
      const made = await makeProxy(path, { crf: 5 });
      const isTurned = Math.abs(rotationDeg) === 90;
      expect([made.proxy.width, made.proxy.height]).toEqual(isTurned ? [90, 160] : [160, 90]);
      await expectPlayable(made, 0.4);
      const reference = await frameAt(path, 0, made.proxy);
      expect(meanDifference(await rgbOf(made.path), reference)).toBeLessThan(8);
    },
  );

  it('has no combs, also where the picture was turned', async () => {
    const woven = [
      '-vf',
      'interlace=scan=tff:lowpass=off',
      '-flags',
      '+ildct+ilme',
      '-top',
      '1',
      '-c:v',
      'mpeg2video',
      '-q:v',
      '2',
    ];
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=50:duration=1', ...woven];
    const plain = await makeClip(folder, 'interlaced.ts', source);
    const stored = await makeClip(folder, 'interlaced.mp4', source);
    const turned = await orientedClip(stored, folder, 'interlaced-turned.mp4', [0, 1, -1, 0]);
    for (const [path, before] of [
      [plain, null],
      [turned, 'transpose=cclock'],
    ] as const) {
      const made = await makeProxy(path, { crf: 5 });
      await expectPlayable(made, 1);
      const original = await rgbOf(path, ['-noautorotate', '-ss', '0.4']);
      const proxy = await rgbOf(made.path, ['-ss', '0.4'], before ?? 'null');
      expect(combing(original, 320, 240)).toBeGreaterThan(combing(proxy, 320, 240) * 1.1);
      expect(combing(proxy, 320, 240)).toBeLessThan(0.85);
    }
  });

  it('has square pixels, even sides, at most 60 frames a second, and one track of sound', async () => {
    const anamorphic = [
      '-vf',
      'setsar=2',
      '-c:v',
      'ffv1',
      '-c:a',
      'pcm_s16le',
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-map',
      '2:a',
    ];
    const odd = ['-f', 'lavfi', '-i', 'testsrc=size=175x143:rate=120:duration=1', '-pix_fmt', 'yuv420p'];
    const source = [...odd.slice(0, 4), ...tone(1), ...tone(1), ...odd.slice(4), ...anamorphic];
    const path = await makeClip(folder, 'odd.mkv', source);
    const made = await makeProxy(path);
    expect(made.proxy).toMatchObject({ width: 350, height: 142, hasAudio: true });
    const report = await expectPlayable(made, 1);
    const video = report.streams.find((stream) => stream['codec_type'] === 'video');
    expect(video).toMatchObject({ avg_frame_rate: '60/1' });
  });

  it('starts at zero where the clip does not, and keeps sound and picture together', async () => {
    const source = [...testPicture('160x90', 2), ...tone(2), '-c:v', 'mpeg2video', '-c:a', 'ac3'];
    const path = await makeClip(folder, 'late.ts', [...source, '-output_ts_offset', '50']);
    const made = await makeProxy(path);
    await expectPlayable(made, 2);
    expect(made.proxy.hasAudio).toBe(true);
  });

  // Format tags of sounds that the samples are not: ffmpeg gives up on the one, and leaves the other out.
  it.each([
    ['DTS', 0x2001, 'An attempt failed'],
    ['AC-3', 0x2000, 'None of the sound could be decoded'],
  ])('keeps the picture where the sound is broken %s', async (_, formatTag, warning) => {
    const whole = await makeClip(folder, 'whole.avi', [
      ...testPicture('160x90', 1),
      ...tone(1),
      ...mpeg4,
      '-c:a',
      'pcm_s16le',
    ]);
    const bytes = await readFile(whole);
    bytes.writeUInt16LE(formatTag, bytes.indexOf('strf', bytes.indexOf('auds')) + 8);
    const path = join(folder, 'broken-sound.avi');
    await writeFile(path, bytes);
    const made = await makeProxy(path);
    await expectPlayable(made, 1);
    expect(made.proxy.hasAudio).toBe(false);
    expect(made.log.map(({ message }) => message)).toContain(warning);
  });

  it('stops when it is told to', async () => {
    const path = await makeClip(folder, 'stopped.avi', [...testPicture('160x90', 1), ...mpeg4]);
    const stopping = AbortSignal.timeout(1);
    await expect(runStage(proxyStage, path, { signal: stopping })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describeWithFixtures('proxy of real clips', () => {
  it.each([
    ['androidx-media/h265_with_metadata_track.mp4', 720, 1280, 'HEVC video', true],
    ['androidx-media/sample.avi', 960, 400, 'AVI container', true],
    ['androidx-media/bbb_2500ms.ts', 1280, 720, 'MPEG-TS container', true],
    ['metadata-extractor/Sony_ILCE-7M3__A7M3_.mts', 1280, 720, 'MPEG-TS container', true],
    ['metadata-extractor/sample.3gp', 176, 144, 'MPEG-4 ASP video', true],
    ['androidx-media/sample_with_srt.mkv', 1080, 720, 'Matroska container', true],
    ['intel/help.mkv', 640, 480, 'Matroska container', false],
  ])('%s becomes %i×%i (%s)', async (name, width, height, reason, hasAudio) => {
    const path = fixture(`media/${name}`);
    const made = await makeProxy(path);
    expect(made.proxy).toMatchObject({ width, height, reason, hasAudio, mediaType: 'video/mp4' });
    const source = await reportOf(path);
    await expectPlayable(made, Number(source.format['duration']));
    const size = { width, height };
    const [ours, theirs] = [
      await frameAt(made.path, 0, size),
      await rgbOf(path, [], `scale=${width}:${height}`),
    ];
    expect(meanDifference(ours, theirs)).toBeLessThan(12);
  });

  it.each(['androidx-media/hlg10-color-test.mp4', 'androidx-media/hdr10-video-with-sdr-container.mp4'])(
    '%s becomes SDR',
    async (name) => {
      const made = await makeProxy(fixture(`media/${name}`), { longestSide: 480 });
      const report = await reportOf(made.path);
      const video = report.streams.find((stream) => stream['codec_type'] === 'video');
      expect(video).toMatchObject({
        width: 480,
        height: 270,
        color_transfer: 'bt709',
        color_primaries: 'bt709',
      });
      const { mean, deviation } = spreadOf(await rgbOf(made.path));
      expect(deviation).toBeGreaterThan(50);
      expect(mean).toBeGreaterThan(80);
      expect(mean).toBeLessThan(200);
    },
  );

  it.each([
    'mdn/pig.mp4',
    'androidx-media/sample_rotate_and_reflect.mp4',
    'metadata-extractor/with-gps.mov',
    'metadata-extractor/ftyp3gp5.mp4',
    'moviepy/no_duration.webm',
    'androidx-media/sample_with_colr_mdcv_and_clli.mp4',
  ])('%s needs none', async (name) => {
    const { outcome } = await runStage(proxyStage, fixture(`media/${name}`));
    expect(outcome.state).toBe('skipped');
  });
});
