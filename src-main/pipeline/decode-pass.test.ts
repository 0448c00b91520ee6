import { beforeAll, describe, expect, it } from 'vitest';
import { makeClip, runReference, runStage, tempDir } from '../../tests/support/stage-harness.ts';
import {
  expectTimes,
  keeper,
  meanDifference,
  pattern,
  referenceTimes,
  small,
  tone,
  x264,
} from '../../tests/support/keeper.ts';
import type { FrameWish } from './stage.ts';

let folder = '';
beforeAll(async () => {
  folder = await tempDir();
});

describe('pictures', () => {
  it('are every frame, with the pixels and times that a plain ffmpeg and ffprobe find', async () => {
    const path = await makeClip(folder, 'plain.mp4', [
      ...pattern('320x180', 25, 2),
      ...x264('-bf', '2', '-g', '10'),
    ]);
    const { stage, pixelsOf, timesOf, seen } = keeper({
      frames: { small, gray: { ...small, pixelFormat: 'gray' } },
    });
    const { pass, progress } = await runStage(stage, path);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.every((fraction, at) => fraction >= (progress[at - 1] ?? 0) && fraction <= 1)).toBe(true);
    const gray = await runReference('ffmpeg', [
      '-i',
      path,
      '-vf',
      'scale=64:36:flags=area,format=gray',
      '-f',
      'rawvideo',
      '-',
    ]);
    expect(pixelsOf('gray').equals(gray)).toBe(true);
    const exactly = 'scale=64:36:flags=area+accurate_rnd+full_chroma_int,format=rgb24';
    const rgb = await runReference('ffmpeg', ['-i', path, '-vf', exactly, '-f', 'rawvideo', '-']);
    expect(meanDifference(pixelsOf('small'), rgb)).toBeLessThan(1);
    expectTimes(timesOf('small'), await referenceTimes(path));
    expect(seen.summary).toMatchObject({
      decodedFrames: 50,
      decodedSec: 1.96,
      keyframesOnly: false,
      errorCount: 0,
      messages: [],
    });
    expect(pass).toMatchObject({ attempts: 1, pictureOutputs: 2, soundOutputs: 0 });
    expect(pass?.peakMemoryBytes).toBeGreaterThan(1_000_000);
  });

  it('are not repeated or left out where frames come unevenly', async () => {
    const uneven = `setpts='(N+mod(N,3)*0.4+gte(N,20)*30)/25/TB'`;
    const path = await makeClip(folder, 'uneven.mkv', [
      ...pattern('160x90', 25, 2),
      ...['-vf', uneven, '-fps_mode', 'passthrough', '-enc_time_base', '1/1000'],
      ...x264(),
    ]);
    const { stage, timesOf } = keeper({ frames: { small } });
    await runStage(stage, path);
    const expected = await referenceTimes(path);
    expect(
      new Set(expected.slice(1).map((timeSec, at) => Math.round((timeSec - (expected[at] ?? 0)) * 1000)))
        .size,
    ).toBeGreaterThan(2);
    expectTimes(timesOf('small'), expected);
  });

  it('start at 0 where the container starts later', async () => {
    const path = await makeClip(folder, 'late.ts', [
      ...pattern('160x90', 25, 1),
      ...tone(1),
      ...x264('-bf', '2'),
      '-c:a',
      'mp2',
    ]);
    const { stage, timesOf } = keeper({ frames: { small } });
    await runStage(stage, path);
    const times = timesOf('small');
    expectTimes(times, await referenceTimes(path));
    expect(times[0]).toBeLessThan(0.1);
  });

  it.each([90, 180, 270])('turned by %i degrees come upright', async (degrees) => {
    const flat = await makeClip(folder, `flat-${String(degrees)}.mp4`, [
      ...pattern('160x90', 10, 1),
      ...x264(),
    ]);
    const turn = ['-display_rotation', String(degrees)];
    const hasOption = (await runReference('ffmpeg', ['-h', 'long'])).includes('-display_rotation');
    const path = hasOption
      ? await makeClip(folder, `turned-${String(degrees)}.mp4`, [...turn, '-i', flat, '-c', 'copy'])
      : await makeClip(folder, `turned-${String(degrees)}.mp4`, [
          '-i',
          flat,
          '-c',
          'copy',
          '-metadata:s:v:0',
          `rotate=${String(degrees)}`,
        ]);
    const upright = degrees === 180 ? { width: 80, height: 45 } : { width: 45, height: 80 };
    const { stage, pixelsOf } = keeper({ frames: { wish: { ...small, ...upright, pixelFormat: 'gray' } } });
    await runStage(stage, path);
    // ffmpeg turns first and scales then, which differs by rounding.
    const filter = `scale=${String(upright.width)}:${String(upright.height)}:flags=area,format=gray`;
    const expected = await runReference('ffmpeg', ['-i', path, '-vf', filter, '-f', 'rawvideo', '-']);
    expect(meanDifference(pixelsOf('wish'), expected)).toBeLessThan(1);
  });

  it('of limited range are given in full range', async () => {
    const source = ['-f', 'lavfi', '-i', 'color=black:size=64x64:rate=5:duration=0.4,format=yuv420p'];
    const white = ['-f', 'lavfi', '-i', 'color=white:size=64x64:rate=5:duration=0.4,format=yuv420p'];
    const path = await makeClip(folder, 'range.mp4', [
      ...source,
      ...white,
      '-filter_complex',
      'concat=n=2',
      ...x264(),
    ]);
    const { stage, seen } = keeper({
      frames: {
        gray: { ...small, width: 8, height: 8, pixelFormat: 'gray' },
        rgb: { ...small, width: 8, height: 8 },
      },
    });
    await runStage(stage, path);
    for (const wish of ['gray', 'rgb']) {
      const values = (seen.frames.get(wish) ?? []).map(({ pixels }) => pixels[0] ?? -1);
      expect(values.slice(0, 2).every((value) => value <= 1)).toBe(true);
      expect(values.slice(2).every((value) => value >= 254)).toBe(true);
    }
  });

  it('of odd sizes and of one frame come whole', async () => {
    const path = await makeClip(folder, 'odd.mkv', [
      ...pattern('161x91', 25, 0.04),
      '-c:v',
      'ffv1',
      '-pix_fmt',
      'yuv444p',
    ]);
    const { stage, seen } = keeper({ frames: { odd: { ...small, width: 33, height: 17 } } });
    await runStage(stage, path);
    expect((seen.frames.get('odd') ?? []).map(({ pixels }) => pixels.length)).toEqual([33 * 17 * 3]);
    expect(seen.summary).toMatchObject({ decodedFrames: 1, decodedSec: 0 });
  });
});

describe('rates', () => {
  it.each([1, 2, 3, 5, 24, 25, 60])(
    '%i a second are the nearest real frames, none twice',
    async (perSecond) => {
      const path = await makeClip(folder, `rate-${String(perSecond)}.mp4`, [
        ...pattern('160x90', 25, 3),
        ...x264(),
      ]);
      const { stage, timesOf } = keeper({ frames: { some: { ...small, rate: { perSecond } } } });
      await runStage(stage, path);
      const all = await referenceTimes(path);
      const nearest = new Set<number>();
      for (let at = 0; at / perSecond <= (all.at(-1) ?? 0) + 0.02; at += 1) {
        const wanted = at / perSecond;
        nearest.add(
          all.reduce((best, timeSec) =>
            Math.abs(timeSec - wanted) < Math.abs(best - wanted) - 1e-9 ? timeSec : best,
          ),
        );
      }
      expectTimes(timesOf('some'), [...nearest]);
    },
  );

  it('keyframes alone are decoded where nobody wants more', async () => {
    const path = await makeClip(folder, 'keys.mp4', [
      ...pattern('160x90', 25, 4),
      ...tone(4),
      ...x264('-g', '13', '-bf', '2'),
      '-c:a',
      'aac',
    ]);
    const { stage, timesOf, seen } = keeper({
      frames: { keys: { ...small, rate: 'keyframes' } },
      audio: { samples: true },
    });
    const { pass } = await runStage(stage, path);
    expectTimes(timesOf('keys'), await referenceTimes(path, 'keyframes'));
    expect(pass?.keyframesOnly).toBe(true);
    expect(seen.summary?.keyframesOnly).toBe(true);
  });

  it.each(['vp8', 'vp9'])(
    'keyframes of %s, whose decoder knows no shortcut, are taken out before',
    async (codec) => {
      const encoder = [
        '-c:v',
        codec === 'vp8' ? 'libvpx' : 'libvpx-vp9',
        '-g',
        '12',
        '-deadline',
        'realtime',
        '-cpu-used',
        '8',
      ];
      const source = [
        '-f',
        'lavfi',
        '-i',
        'testsrc2=s=160x90:r=25:d=2',
        '-f',
        'lavfi',
        '-i',
        'sine=d=2',
        '-c:a',
        'libopus',
      ];
      const path = await makeClip(folder, `${codec}.webm`, [...source, ...encoder]);
      const { stage, timesOf, seen } = keeper({ frames: { keys: { ...small, rate: 'keyframes' } } });
      const { pass } = await runStage(stage, path);
      const expected = await referenceTimes(path, 'keyframes');
      expect(expected.length).toBeGreaterThan(3);
      expectTimes(timesOf('keys'), expected);
      expect(seen.summary).toMatchObject({
        keyframesOnly: true,
        errorCount: 0,
        decodedFrames: expected.length,
      });
      expect(pass?.attempts).toBe(1);
    },
  );

  it('are as many, at the same times, without the loop filter of those that no other refers to', async () => {
    const path = await makeClip(folder, 'unfiltered.mp4', [
      ...pattern('320x180', 25, 2),
      ...x264('-bf', '3'),
    ]);
    const { stage, timesOf, seen } = keeper({ frames: { all: small } });
    const { pass } = await runStage(stage, path, { skipLoopFilter: 'noref' });
    expectTimes(timesOf('all'), await referenceTimes(path));
    expect(seen.summary?.errorCount).toBe(0);
    expect(pass?.attempts).toBe(1);
  });

  it('keyframes beside every frame are the same, and may be thinned out', async () => {
    const path = await makeClip(folder, 'keys-too.mp4', [
      ...pattern('160x90', 25, 4),
      ...x264('-g', '13', '-bf', '2', '-sc_threshold', '0'),
    ]);
    const keys: FrameWish = { ...small, rate: 'keyframes' };
    const { stage, timesOf, seen } = keeper({
      frames: { keys, thinned: { ...keys, minimumGapSec: 1.04 }, all: small },
    });
    await runStage(stage, path);
    const expected = await referenceTimes(path, 'keyframes');
    expect(expected.length).toBe(8);
    expectTimes(timesOf('keys'), expected);
    expectTimes(
      timesOf('thinned'),
      expected.filter((_, at) => at % 2 === 0),
    );
    expect(seen.summary?.keyframesOnly).toBe(false);
  });
});
