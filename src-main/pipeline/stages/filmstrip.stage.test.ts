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
import type { RunningAnalysis, StageContext } from '../stage.ts';
import filmstripStage from './filmstrip.stage.ts';

interface Made extends StageRunResult {
  readonly filmstrip: Artifact<'filmstrip'>;
  /** Tile `index` as RGB, cut from the sheet as the artifact says. */
  readonly tile: (index: number) => Buffer;
}

async function makeFilmstrip(path: string): Promise<Made> {
  const result = await runStage(filmstripStage, path);
  if (result.outcome.state !== 'done' || result.outcome.artifacts.filmstrip === undefined)
    throw new Error('no filmstrip');
  const { filmstrip } = result.outcome.artifacts;
  const { tileWidth, tileHeight, columns, width, height } = filmstrip;
  const sheet = await rgbOf(join(result.outputDir, filmstrip.path));
  expect(sheet.length).toBe(width * height * 3);
  const tile = (index: number): Buffer => {
    const left = (index % columns) * tileWidth;
    const top = Math.floor(index / columns) * tileHeight;
    const rows = Array.from({ length: tileHeight }, (_, row) => {
      const start = ((top + row) * width + left) * 3;
      return sheet.subarray(start, start + tileWidth * 3);
    });
    return Buffer.concat(rows);
  };
  return { ...result, filmstrip, tile };
}

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const testPicture = (size: string, durationSec: number, rate = 25): string[] => {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${durationSec}`];
};

async function keyframeTimes(path: string): Promise<number[]> {
  const args = [
    '-select_streams',
    'v:0',
    '-skip_frame',
    'nokey',
    '-show_entries',
    'frame=pts_time',
    '-of',
    'csv=p=0',
    path,
  ];
  const lines = (await runReference('ffprobe', args)).toString().trim().split('\n');
  // Where a frame has side data, ffprobe leaves an empty line behind it.
  return lines.map((line) => Number.parseFloat(line)).filter((time) => !Number.isNaN(time));
}

describe('filmstrip of made clips', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await tempDir();
  });

  it('has one tile for each keyframe, at its time, with its picture', async () => {
    const path = await makeClip(folder, 'keys.mp4', [...testPicture('320x180', 12), ...x264, '-g', '25']);
    const { filmstrip, tile, pass } = await makeFilmstrip(path);
    expect(filmstrip).toMatchObject({
      tileWidth: 160,
      tileHeight: 90,
      columns: 10,
      width: 1600,
      height: 180,
    });
    expect(filmstrip.tileTimesSec).toEqual(await keyframeTimes(path));
    expect(filmstrip.tileTimesSec).toHaveLength(12);
    expect(pass?.keyframesOnly).toBe(true);
    for (const index of [0, 5, 11]) {
      const time = filmstrip.tileTimesSec[index] ?? -1;
      const reference = await frameAt(path, time, { width: 160, height: 90 });
      const others = await frameAt(path, (time + 6) % 12, { width: 160, height: 90 });
      expect(meanDifference(tile(index), reference)).toBeLessThan(10);
      expect(meanDifference(tile(index), others)).toBeGreaterThan(12);
    }
    expect(spreadOf(tile(12)).mean).toBeLessThan(2);
  });

  it('keeps at most 100 tiles, evenly spread', async () => {
    const path = await makeClip(folder, 'many.mp4', [...testPicture('64x36', 300, 5), ...x264, '-g', '5']);
    const { filmstrip } = await makeFilmstrip(path);
    const { tileTimesSec } = filmstrip;
    expect(tileTimesSec.length).toBeGreaterThan(70);
    expect(tileTimesSec.length).toBeLessThanOrEqual(100);
    expect(tileTimesSec.at(-1)).toBeGreaterThan(294);
    const gaps = tileTimesSec.slice(1).map((time, index) => time - (tileTimesSec[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(4.5);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2.9);
    expect(filmstrip).toMatchObject({ tileWidth: 64, tileHeight: 36, columns: 10 });
  });

  it.each(turns.filter(({ rotationDeg }) => rotationDeg !== 0))(
    'lies the right way up at $rotationDeg°, mirrored $mirrored',
    async ({ rotationDeg, mirrored, turn }) => {
      const upright = await makeClip(folder, 'upright.mp4', [...testPicture('320x180', 0.4), ...x264]);
      const path = await orientedClip(upright, folder, `turned${rotationDeg}${mirrored}.mp4`, turn);
      const { filmstrip, tile } = await makeFilmstrip(path);
      const isTurned = Math.abs(rotationDeg) === 90;
      expect([filmstrip.tileWidth, filmstrip.tileHeight]).toEqual(isTurned ? [90, 160] : [160, 90]);
      const reference = await frameAt(path, 0, { width: filmstrip.tileWidth, height: filmstrip.tileHeight });
      expect(meanDifference(tile(0), reference)).toBeLessThan(12);
    },
  );

  it('is one tile for one frame', async () => {
    const path = await makeClip(folder, 'one.mp4', [...testPicture('320x180', 1), '-frames:v', '1', ...x264]);
    const { filmstrip } = await makeFilmstrip(path);
    expect(filmstrip).toMatchObject({ columns: 1, width: 160, height: 90, tileTimesSec: [0] });
  });
});

describe('what the filmstrip holds on to', () => {
  /** Feeds frames whose buffer is used again for the next one, as a decode does. */
  async function feed(
    frameCount: number,
  ): Promise<{ filmstrip: Artifact<'filmstrip'>; sheets: Uint8Array[] }> {
    const sheets: Uint8Array[] = [];
    const analysis: RunningAnalysis = filmstripStage.begin(contextOf(sheets));
    const pixels = Buffer.alloc(4 * 2 * 3);
    for (let index = 0; index < frameCount; index += 1) {
      pixels.fill(index % 256);
      void analysis.onFrame?.({ index, timeSec: index, pixels }, 'tiles');
    }
    const summary = {
      decodedFrames: frameCount,
      decodedSec: frameCount,
      keyframesOnly: true,
      errorCount: 0,
      messages: [],
    };
    const outcome = await analysis.finish(summary);
    if (outcome.state !== 'done' || outcome.artifacts.filmstrip === undefined)
      throw new Error('no filmstrip');
    return { filmstrip: outcome.artifacts.filmstrip, sheets };
  }

  /** Only what `begin` and `finish` touch; the sheet is caught before it is compressed. */
  function contextOf(sheets: Uint8Array[]): StageContext<never> {
    const video = { displayWidth: 4, displayHeight: 2, colour: { transfer: null } };
    const context = {
      params: filmstripStage.params.parse({}),
      filePath: '/clips/unknown-length.webm',
      artifacts: { get: () => ({ durationSec: null, video }) },
      media: {
        capabilities: { canToneMap: true },
        encodePicture: ({ pixels }: { pixels: Uint8Array }) =>
          Promise.resolve(sheets[sheets.push(pixels) - 1]),
      },
      output: {
        write: (path: string) =>
          Promise.resolve({ path, sizeBytes: 1, sha256: 'ab', mediaType: 'image/jpeg' }),
      },
    };
    return context as unknown as StageContext<never>;
  }

  it('thins out evenly when the length was not known, and copies what it keeps', async () => {
    const { filmstrip, sheets } = await feed(5000);
    expect(filmstrip.tileTimesSec).toHaveLength(100);
    const gaps = filmstrip.tileTimesSec
      .slice(1)
      .map((time, index) => time - (filmstrip.tileTimesSec[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(100);
    expect(filmstrip.tileTimesSec.at(-1)).toBeGreaterThan(4900);
    const [sheet] = sheets;
    filmstrip.tileTimesSec.forEach((time, index) => {
      const at = (Math.floor(index / 10) * 2 * filmstrip.width + (index % 10) * 4) * 3;
      expect(sheet?.[at]).toBe(time % 256);
    });
  });

  it('fails as damaged if no frame came', async () => {
    await expect(feed(0)).rejects.toMatchObject({ code: 'media-damaged' });
  });
});

describeWithFixtures('filmstrip of real clips', () => {
  it('shows the shots of a clip at their times', async () => {
    const path = fixture('media/pyscenedetect/testvideo.mp4');
    const { filmstrip, tile } = await makeFilmstrip(path);
    expect(filmstrip.tileTimesSec.length).toBeGreaterThan(3);
    for (const [index, time] of filmstrip.tileTimesSec.entries()) {
      expect(meanDifference(tile(index), await frameAt(path, time, { width: 160, height: 90 }))).toBeLessThan(
        8,
      );
    }
  });

  it('is tone-mapped for HDR and stands upright', async () => {
    const hdr = await makeFilmstrip(fixture('media/androidx-media/sample_edit_list.mp4'));
    expect(hdr.filmstrip).toMatchObject({ tileWidth: 90, tileHeight: 160, toneMapped: true });
    expect(spreadOf(hdr.tile(0)).deviation).toBeGreaterThan(45);
    const upright = await makeFilmstrip(fixture('media/metadata-extractor/with-gps.mov'));
    expect(upright.filmstrip).toMatchObject({ tileWidth: 90, tileHeight: 160, toneMapped: false });
  });

  it('comes from a clip without a known length', async () => {
    const { filmstrip } = await makeFilmstrip(fixture('media/moviepy/no_duration.webm'));
    expect(filmstrip.tileTimesSec[0]).toBe(0);
  });

  it('fails as unreadable or damaged where nothing can be decoded', async () => {
    const path = fixture('media/androidx-media/invalid-bitstream.webm');
    const code: unknown = expect.stringMatching(/^media-(unreadable|damaged)$/);
    await expect(runStage(filmstripStage, path)).rejects.toMatchObject({ code });
  });
});
