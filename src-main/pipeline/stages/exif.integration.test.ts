import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { allClips } from '../../../tests/support/all-clips.ts';
import { describeWithFixtures, fixture, runStage } from '../../../tests/support/stage-harness.ts';
import exifStage from './exif.stage.ts';

type Exif = Artifact<'exif'>;
type Tags = Readonly<Record<string, unknown>>;

/** Every clip is read once, however many tests ask about it. */
const seen = new Map<string, Promise<Exif>>();
function exifOf(name: string): Promise<Exif> {
  const known = seen.get(name) ?? readExif(name);
  seen.set(name, known);
  return known;
}

async function readExif(name: string): Promise<Exif> {
  const { outcome } = await runStage(exifStage, fixture(`media/${name}`));
  if (outcome.state !== 'done' || outcome.artifacts.exif === undefined)
    throw new Error('The stage gave no artifact.');
  return outcome.artifacts.exif;
}

/** exiftool run on its own, all clips at once: it may complain about some of them and still prints the rest. */
async function readAllTags(): Promise<ReadonlyMap<string, Tags>> {
  const script = join(
    dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl')),
    'bin',
    'exiftool',
  );
  const folder = fixture('media');
  const options = { maxBuffer: 256 * 1024 * 1024 };
  const paths = allClips().map((name) => join(folder, name));
  const run = promisify(execFile)('perl', [script, '-json', '-G1', '-n', '-m', ...paths], options);
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  const entries = JSON.parse(stdout) as Tags[];
  return new Map(entries.map((tags) => [String(tags['SourceFile']).slice(folder.length + 1), tags]));
}

const isBinary = (value: unknown): boolean => String(value).startsWith('(Binary data');

describeWithFixtures('exif on every clip', () => {
  let reference: ReadonlyMap<string, Tags> = new Map();
  beforeAll(async () => {
    reference = await readAllTags();
  });

  it.each(allClips())('%s agrees with exiftool', async (name) => {
    const exif = await exifOf(name);
    const tags = reference.get(name) ?? {};
    const kept = Object.entries(tags).filter(
      ([key, value]) => !/^(System:|ExifTool:|SourceFile)/.test(key) && !isBinary(value),
    );
    const { ExifTool: _ofTheTool, ...groups } = exif.all;
    const found = Object.entries(groups).flatMap(([group, content]) =>
      Object.entries(content).map(([tag, value]) => [`${group}:${tag}`, value]),
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(kept));
    const latitude = tags['Composite:GPSLatitude'];
    const longitude = tags['Composite:GPSLongitude'];
    const isNowhere = latitude === undefined || (latitude === 0 && longitude === 0);
    expect([exif.latitude, exif.longitude]).toEqual(isNowhere ? [null, null] : [latitude, longitude]);
    for (const date of [exif.taken, exif.created, exif.modified]) {
      if (date !== null) expect(Number.isNaN(Date.parse(date))).toBe(false);
    }
    const header = tags['QuickTime:CreateDate'];
    if (typeof header === 'string' && !header.startsWith('0000'))
      expect(exif.created).toBe(`${header.slice(0, 10).replaceAll(':', '-')}T${header.slice(11)}Z`);
  });
});

describeWithFixtures('what single clips are here for', () => {
  it.each([
    ['metadata-extractor/with-gps.mov', 32.0929, 34.862, 28.516],
    ['moviepy/fire2.mp4', 54.1843, -2.7189, null],
    ['androidx-media/hlg10-color-test.mp4', 51.5335, -0.1261, null],
    ['androidx-media/dolbyVision-hdr.MOV', 51.5334, -0.1255, 26.756],
    ['androidx-media/sample_with_metadata.mp4', 40.68, -74.5, null],
    // "0 0": the phone had no position yet.
    ['metadata-extractor/ftyp3gp5.mp4', null, null, null],
  ])('%s was at %d, %d, %d m', async (name, latitude, longitude, altitudeM) => {
    expect(await exifOf(name)).toMatchObject({ latitude, longitude, altitudeM });
  });

  it.each([
    ['metadata-extractor/with-gps.mov', 'Apple', 'iPhone 6', '2019-07-24T11:25:40+03:00', 'written'],
    ['androidx-media/dolbyVision-hdr.MOV', 'Apple', 'iPhone 14 Pro', '2023-05-09T12:41:46+01:00', 'written'],
    [
      'metadata-extractor/Sony_ILCE-7M3__A7M3_.mts',
      'Sony',
      'ILCE-7M3',
      '2019-04-24T22:24:00+02:00',
      'written',
    ],
    ['auto-editor/example.mp4', null, null, '2020-05-16T18:31:32-04:00', 'written'],
    ['moviepy/fire2.mp4', null, null, '2017-01-05T18:32:43Z', 'utc-by-format'],
    ['androidx-media/sample_with_vtt_subtitles.mkv', null, null, '2022-01-25T16:39:51Z', 'utc-by-format'],
    ['moviepy/chaplin.mp4', null, null, null, null],
  ])('%s: %s %s, taken %s (%s)', async (name, make, model, taken, takenZone) => {
    expect(await exifOf(name)).toMatchObject({ make, model, taken, takenZone });
  });

  it("reads the settings of a camcorder, and a modify date that is not the file system's", async () => {
    const camcorder = await exifOf('metadata-extractor/Sony_ILCE-7M3__A7M3_.mts');
    expect(camcorder).toMatchObject({
      shutterSpeed: '1/50',
      fStop: 6.3,
      whiteBalance: 'Auto',
      modified: null,
    });
    const edited = await exifOf('androidx-media/sample_with_metadata.mp4');
    expect(edited).toMatchObject({
      created: '2016-05-31T17:01:35Z',
      modified: '2024-04-25T17:05:10Z',
      artist: 'Test Artist',
    });
    expect(edited.all).not.toHaveProperty('System');
  });
});
