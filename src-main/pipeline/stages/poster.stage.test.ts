import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
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
import posterStage from './poster.stage.ts';

interface Made extends StageRunResult {
  readonly poster: Artifact<'poster'>;
  /** How often ffmpeg was run; the harness' own ffprobe is not counted. */
  readonly looks: number;
  /** The picture in the file, as RGB. */
  readonly pixels: Buffer;
}

async function makePoster(path: string, params?: unknown): Promise<Made> {
  const result = await runStage(posterStage, path, { params });
  if (result.outcome.state !== 'done' || result.outcome.artifacts.poster === undefined)
    throw new Error('no poster');
  const { poster } = result.outcome.artifacts;
  const pixels = await rgbOf(join(result.outputDir, poster.path));
  expect(pixels.length).toBe(poster.width * poster.height * 3);
  return { ...result, poster, pixels, looks: result.usage.children - 1 };
}

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const testPicture = (size: string, durationSec: number, rate = 25): string[] => {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${durationSec}`];
};

describe('poster of made clips', () => {
  let folder = '';
  let upright = '';
  beforeAll(async () => {
    folder = await tempDir();
    upright = await makeClip(folder, 'upright.mp4', [...testPicture('320x200', 0.4), ...x264]);
    await makeClip(folder, 'from-zero.mp4', [...testPicture('320x180', 8), ...x264]);
  });

  it.each(turns)(
    'lies the right way up at $rotationDeg°, mirrored $mirrored',
    async ({ rotationDeg, mirrored, turn }) => {
      const path = await orientedClip(upright, folder, `turned${rotationDeg}${mirrored}.mp4`, turn);
      const { poster, pixels } = await makePoster(path);
      const isTurned = Math.abs(rotationDeg) === 90;
      expect([poster.width, poster.height]).toEqual(isTurned ? [200, 320] : [320, 200]);
      expect(meanDifference(pixels, await frameAt(path, poster.timeSec, poster))).toBeLessThan(8);
    },
  );

  it('takes no black picture where there is another, with one look at a clip with keyframes', async () => {
    const blackThenPicture = [
      '-vf',
      "drawbox=color=black:t=fill:enable='lt(t,3)+gt(t,5)'",
      '-g',
      '25',
      ...x264,
    ];
    const path = await makeClip(folder, 'black.mp4', [...testPicture('320x180', 10), ...blackThenPicture]);
    const { poster, looks } = await makePoster(path);
    expect(poster.timeSec).toBe(3);
    expect(looks).toBe(1);
    expect(poster.candidates[0]?.timeSec).toBe(poster.timeSec);
    expect(poster.candidates.some(({ meanLuma }) => meanLuma < 1)).toBe(true);
  });

  it('looks again, and finds the one bright part that the first places miss', async () => {
    const mostlyBlack = ['-vf', "drawbox=color=black:t=fill:enable='lt(t,19)+gt(t,23)'", '-g', '25', ...x264];
    const path = await makeClip(folder, 'mostly-black.mp4', [
      ...testPicture('160x90', 40, 10),
      ...mostlyBlack,
    ]);
    const { poster, looks } = await makePoster(path);
    expect(looks).toBe(2);
    expect(poster.timeSec).toBeGreaterThanOrEqual(19);
    expect(poster.timeSec).toBeLessThanOrEqual(23);
    expect(poster.candidates.length).toBeGreaterThan(3);
  });

  it('decodes on where the only keyframe is black', async () => {
    const fadeIn = ['-vf', 'fade=in:0:50', '-g', '500', ...x264];
    const path = await makeClip(folder, 'fade-in.mp4', [...testPicture('320x180', 4), ...fadeIn]);
    const { poster, pixels } = await makePoster(path);
    expect(poster.timeSec).toBeGreaterThan(1);
    expect(spreadOf(pixels).mean).toBeGreaterThan(60);
    expect(meanDifference(pixels, await frameAt(path, poster.timeSec, poster))).toBeLessThan(8);
  });

  it('prefers the sharp to the blurred', async () => {
    const blurred = ['-vf', "gblur=sigma=12:enable='not(between(t,3,4.9))'", '-g', '25', ...x264];
    const path = await makeClip(folder, 'blurred.mp4', [...testPicture('320x180', 10), ...blurred]);
    const { poster } = await makePoster(path);
    expect(poster.timeSec).toBe(3);
  });

  it('looks as often into a long clip as into a short one', async () => {
    const path = await makeClip(folder, 'long.mkv', [...testPicture('64x36', 7200, 1), ...x264, '-g', '60']);
    const { looks, poster } = await makePoster(path);
    expect(looks).toBe(1);
    expect(poster.candidates).toHaveLength(3);
  });

  it('reads one frame, an odd size, a picture too small to enlarge, and sound that goes on without a picture', async () => {
    const one = await makeClip(folder, 'one.mp4', [...testPicture('320x180', 1), '-frames:v', '1', ...x264]);
    expect((await makePoster(one)).poster).toMatchObject({ width: 320, height: 180, timeSec: 0 });

    const odd = await makeClip(folder, 'odd.mkv', [
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=175x143:duration=1',
      '-pix_fmt',
      'yuv420p',
      '-c:v',
      'ffv1',
    ]);
    const oddPoster = await makePoster(odd);
    expect(oddPoster.poster).toMatchObject({ width: 174, height: 142 });
    expect(
      meanDifference(oddPoster.pixels, await frameAt(odd, oddPoster.poster.timeSec, oddPoster.poster)),
    ).toBeLessThan(12);

    const tiny = await makeClip(folder, 'tiny.avi', [...testPicture('16x16', 1), '-c:v', 'mpeg4']);
    expect((await makePoster(tiny)).poster).toMatchObject({ width: 16, height: 16 });

    const sound = ['-f', 'lavfi', '-i', 'sine=duration=20', '-c:a', 'aac'];
    const short = await makeClip(folder, 'long-sound.mp4', [
      ...testPicture('320x180', 0.4),
      ...sound,
      ...x264,
    ]);
    const shortPoster = await makePoster(short);
    expect(shortPoster.poster.timeSec).toBeLessThanOrEqual(0.4);
    expect(spreadOf(shortPoster.pixels).deviation).toBeGreaterThan(40);
  });

  it('counts time from the start of the clip where its clock starts elsewhere', async () => {
    const late = [...testPicture('320x180', 8), ...x264, '-g', '25', '-output_ts_offset', '100'];
    for (const name of ['late.ts', 'late.mkv']) {
      const path = await makeClip(folder, name, late);
      const { poster, pixels } = await makePoster(path);
      expect(poster.timeSec).toBeGreaterThanOrEqual(0);
      expect(poster.timeSec).toBeLessThan(8);
      const reference = await frameAt(join(folder, 'from-zero.mp4'), poster.timeSec, poster);
      expect(meanDifference(pixels, reference)).toBeLessThan(8);
    }
  });
});

describeWithFixtures('poster of real clips', () => {
  it('is not the black of the fades', async () => {
    const { poster, pixels } = await makePoster(fixture('media/pyscenedetect/testvideo.mp4'));
    expect(poster).toMatchObject({ width: 640, height: 360, toneMapped: false, mediaType: 'image/jpeg' });
    expect(spreadOf(pixels).mean).toBeGreaterThan(50);
    expect(spreadOf(pixels).deviation).toBeGreaterThan(30);
  });

  it.each([
    ['metadata-extractor/with-gps.mov', 320, 568],
    ['moviepy/fire2.mp4', 640, 360],
    ['androidx-media/sample_rotate_and_reflect.mp4', 426, 640],
    ['auto-editor/SAR-2by3.mp4', 426, 360],
    ['metadata-extractor/Sony_ILCE-7M3__A7M3_.mts', 640, 360],
    ['androidx-media/bbb_2500ms.ts', 640, 360],
    ['androidx-media/sample.avi', 640, 266],
  ])('%s is as ffmpeg shows it, %i×%i', async (name, width, height) => {
    const path = fixture(`media/${name}`);
    const { poster, pixels } = await makePoster(path);
    expect([poster.width, poster.height]).toEqual([width, height]);
    const { startSec } = await startOf(path);
    expect(meanDifference(pixels, await frameAt(path, poster.timeSec + startSec, poster))).toBeLessThan(8);
  });

  it.each([
    // PQ taken for SDR is pale; HLG is made to look passable even so.
    ['androidx-media/hdr10-video-with-sdr-container.mp4', 640, 360, 1.3],
    ['androidx-media/sample_with_colr_mdcv_and_clli.mp4', 640, 360, 1.3],
    ['androidx-media/hlg10-color-test.mp4', 640, 360, 1.1],
    ['androidx-media/dolbyVision-hdr.MOV', 360, 640, 0.9],
  ])('%s is tone-mapped: its signal taken for SDR has less contrast', async (name, width, height, gain) => {
    const path = fixture(`media/${name}`);
    const { poster, pixels } = await makePoster(path);
    expect(poster).toMatchObject({ toneMapped: true, width, height });
    const flat = spreadOf(await frameAt(path, poster.timeSec, poster));
    const mapped = spreadOf(pixels);
    expect(mapped.deviation).toBeGreaterThan(flat.deviation * gain);
    expect(mapped.mean).toBeGreaterThan(30);
    expect(mapped.mean).toBeLessThan(210);
  });

  it('comes from a clip without a known length, and from one that is cut off', async () => {
    expect((await makePoster(fixture('media/moviepy/no_duration.webm'))).poster).toMatchObject({
      width: 640,
      height: 360,
    });
    const cut = await makePoster(fixture('media/derived/truncated-rabbit320-500k.mp4'));
    expect(spreadOf(cut.pixels).mean).toBeGreaterThan(50);
  });

  it('fails as damaged where nothing can be decoded', async () => {
    const path = fixture('media/androidx-media/invalid-bitstream.webm');
    await expect(runStage(posterStage, path)).rejects.toMatchObject({
      code: 'media-damaged',
      facts: { file: path },
    });
  });
});

async function startOf(path: string): Promise<{ startSec: number }> {
  const text = await runReference('ffprobe', ['-show_entries', 'format=start_time', '-of', 'csv=p=0', path]);
  return { startSec: Number(text.toString()) };
}
