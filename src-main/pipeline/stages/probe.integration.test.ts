import { expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { allFilms } from '../../../tests/support/all-clips.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runReference,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import probeStage from './probe.stage.ts';

type Probe = Artifact<'probe'>;
type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
const child = (value: unknown, key: string): Json => (isJson(value) && isJson(value[key]) ? value[key] : {});
/** A tag whatever the case of its name. */
const tag = (holder: Json, name: string): unknown =>
  Object.entries(child(holder, 'tags')).find(([key]) => key.toLowerCase() === name)?.[1];
const numberOrNull = (value: unknown): number | null => (value === undefined ? null : Number(value));
const unless = (value: unknown, unknown: unknown): unknown =>
  value === undefined || value === unknown ? null : value;

async function probeFile(path: string): Promise<Probe> {
  const { outcome } = await runStage(probeStage, path);
  if (outcome.state !== 'done' || outcome.artifacts.probe === undefined)
    throw new Error('The stage gave no artifact.');
  return outcome.artifacts.probe;
}
/** Every clip is probed once, however many tests ask about it. */
const probed = new Map<string, Promise<Probe>>();
function probeClip(name: string): Promise<Probe> {
  const known = probed.get(name) ?? probeFile(fixture(`media/${name}`));
  probed.set(name, known);
  return known;
}

const reference = async (name: string): Promise<Json> => {
  const args = ['-show_format', '-show_streams', '-show_chapters', '-of', 'json', fixture(`media/${name}`)];
  const json: unknown = JSON.parse((await runReference('ffprobe', args)).toString());
  return isJson(json) ? json : {};
};

describeWithFixtures('probe on every clip', () => {
  it.each(allFilms())('%s agrees with ffprobe', async (name) => {
    const [probe, json] = await Promise.all([probeClip(name), reference(name)]);
    const format = child(json, 'format');
    const streams = objects(json['streams']);
    const ofType = (type: string) => streams.filter((stream) => stream['codec_type'] === type);
    expect(probe.container).toBe(format['format_name']);
    expect(probe.durationSec).toBe(numberOrNull(format['duration']));
    expect(probe.startSec).toBe(Number(format['start_time']));
    expect(probe.bitRate).toBe(numberOrNull(format['bit_rate']));

    const [video = {}] = ofType('video');
    const matrix = objects(video['side_data_list']).find((entry) => 'rotation' in entry);
    expect(probe.video).toMatchObject({
      index: video['index'],
      codec: video['codec_name'],
      profile: unless(video['profile'], 'unknown'),
      level: unless(video['level'], -99),
      pixelFormat: unless(video['pix_fmt'], 'unknown'),
      width: video['width'],
      height: video['height'],
      frameRate: video['avg_frame_rate'],
      baseFrameRate: video['r_frame_rate'],
      sampleAspect: unless(video['sample_aspect_ratio'], '0:1'),
      displayAspect: unless(video['display_aspect_ratio'], '0:1'),
      fieldOrder: unless(video['field_order'], 'unknown'),
      rotationDeg: matrix?.['rotation'] ?? 0,
      referenceFrames: video['refs'],
      isDefault: child(video, 'disposition')['default'] === 1,
    });
    expect(probe.video.colour).toEqual({
      primaries: unless(video['color_primaries'], 'unknown'),
      transfer: unless(video['color_transfer'], 'unknown'),
      matrix: unless(video['color_space'], 'unknown'),
      range: unless(video['color_range'], 'unknown'),
      chromaLocation: unless(video['chroma_location'], 'unspecified'),
    });
    if (video['nb_frames'] !== undefined) expect(probe.video.frameCount).toBe(Number(video['nb_frames']));
    if (video['bits_per_raw_sample'] !== undefined)
      expect(probe.video.bitDepth).toBe(Number(video['bits_per_raw_sample']));

    expect(
      probe.audioTracks.map((t) => [
        t.index,
        t.codec,
        t.channels,
        t.sampleRate,
        t.language,
        t.title,
        t.layout,
      ]),
    ).toEqual(
      ofType('audio').map((s) => [
        s['index'],
        unless(s['codec_name'], 'unknown'),
        unless(s['channels'], 0),
        Number(s['sample_rate'] ?? 0) || null,
        unless(tag(s, 'language'), 'und'),
        unless(tag(s, 'title'), ''),
        unless(s['channel_layout'], 'unknown'),
      ]),
    );
    expect(probe.subtitleTracks.map((t) => [t.index, t.codec, t.language, t.title, t.isDefault])).toEqual(
      ofType('subtitle').map((s) => [
        s['index'],
        unless(s['codec_name'], 'unknown'),
        unless(tag(s, 'language'), 'und'),
        unless(tag(s, 'title'), ''),
        child(s, 'disposition')['default'] === 1,
      ]),
    );
    expect(probe.dataStreams.map((stream) => stream.index)).toEqual(
      ofType('data').map((stream) => stream['index']),
    );
    expect(probe.attachments.map((stream) => stream.fileName)).toEqual(
      ofType('attachment').map((stream) => tag(stream, 'filename')),
    );
    expect(probe.otherVideo.map((stream) => stream.index)).toEqual(
      ofType('video')
        .slice(1)
        .map((stream) => stream['index']),
    );
    expect(probe.chapters.map((chapter) => [chapter.startSec, chapter.endSec, chapter.title])).toEqual(
      objects(json['chapters']).map((c) => [Number(c['start_time']), Number(c['end_time']), tag(c, 'title')]),
    );
  });
});

describeWithFixtures('what single clips are here for', () => {
  it.each([
    ['androidx-media/dolbyVision-hdr.MOV', 720, 1280, -90, false],
    ['androidx-media/sample_edit_list.mp4', 1080, 1920, -90, false],
    ['androidx-media/internal_emulator_transformer_output_270_rotated.mp4', 720, 1280, 90, false],
    ['androidx-media/sample_rotate_and_reflect.mp4', 720, 1080, -90, true],
    ['moviepy/fire2.mp4', 1280, 720, -180, false],
    ['metadata-extractor/with-gps.mov', 320, 568, -90, false],
    ['auto-editor/SAR-2by3.mp4', 427, 360, 0, false],
  ])('%s is shown as %i x %i', async (name, displayWidth, displayHeight, rotationDeg, mirrored) => {
    expect((await probeClip(name)).video).toMatchObject({
      displayWidth,
      displayHeight,
      rotationDeg,
      mirrored,
    });
  });

  it.each([
    ['androidx-media/hlg10-color-test.mp4', 'HLG', '5.1', 10, '4:2:0'],
    ['androidx-media/dolbyVision-hdr.MOV', 'Dolby Vision', '3.1', 10, '4:2:0'],
    ['androidx-media/hdr10-video-with-sdr-container.mp4', 'HDR10', '5.0', 10, '4:2:0'],
    ['androidx-media/sample_with_colr_mdcv_and_clli.mp4', 'HDR10', '4.1', 10, '4:2:0'],
    ['androidx-media/sample_with_chapters.mkv', null, '1.3', 8, '4:4:4'],
    ['androidx-media/long_4k_av1.mp4', null, '5.1', 8, '4:2:0'],
    ['androidx-media/bbb_2500ms.ts', null, 'High', 8, '4:2:0'],
  ])(
    '%s: dynamic range %s, level %s, %i bits, chroma %s',
    async (name, format, levelName, bitDepth, chromaSubsampling) => {
      expect((await probeClip(name)).video).toMatchObject({
        hdr: { format },
        levelName,
        bitDepth,
        chromaSubsampling,
      });
    },
  );

  it('reads Dolby Vision, mastering display and light levels from headers', async () => {
    expect((await probeClip('androidx-media/dolbyVision-hdr.MOV')).video.hdr.dolbyVision).toEqual({
      profile: 8,
      level: 2,
      baseLayerCompatibility: 4,
    });
    const { hdr } = (await probeClip('androidx-media/sample_with_colr_mdcv_and_clli.mp4')).video;
    expect(hdr).toMatchObject({
      maxCll: 1100,
      maxFall: 180,
      masteringDisplay: { minLuminance: 0, maxLuminance: 1000 },
    });
    expect(hdr.masteringDisplay?.red?.[0]).toBeCloseTo(0.678, 3);
  });

  it.each([
    ['moviepy/no_duration.webm', 'WebM'],
    ['androidx-media/invalid-bitstream.webm', 'WebM'],
    ['derived/multi-audio-multi-subs.mkv', 'Matroska'],
    ['metadata-extractor/with-gps.mov', 'QuickTime'],
    ['mdn/pig.mp4', 'MP4'],
    ['metadata-extractor/ftyp3gp5.mp4', '3GP'],
    ['metadata-extractor/sample.3gp', '3GP'],
    ['metadata-extractor/Sony_ILCE-7M3__A7M3_.mts', 'MPEG-TS'],
    ['androidx-media/sample.avi', 'AVI'],
  ])('%s is %s', async (name, containerName) => {
    expect((await probeClip(name)).containerName).toBe(containerName);
  });

  it('finds many tracks, covers, attachments, and sound it cannot name', async () => {
    const many = await probeClip('derived/multi-audio-multi-subs.mkv');
    expect(many.audioTracks.map((track) => track.language)).toEqual([null, 'eng', 'spa']);
    expect(many.subtitleTracks.map((track) => `${String(track.codec)} ${String(track.language)}`)).toEqual([
      'subrip eng',
      'subrip spa',
    ]);
    const cover = await probeClip('auto-editor/h264-png.mkv');
    expect(cover.otherVideo).toEqual([{ index: 2, codec: 'png', width: 240, height: 169, isCover: true }]);
    const attached = await probeClip('auto-editor/testsrc_with_attachment.mkv');
    expect(attached.attachments).toEqual([
      { index: 2, codec: null, fileName: 'test_attachment.txt', mediaType: 'text/plain' },
    ]);
    const nameless = await probeClip('androidx-media/sample_missing_stsd.mp4');
    expect(nameless.audioTracks).toMatchObject([{ index: 1, codec: null, channels: null, sampleRate: null }]);
    expect((await probeClip('moviepy/no_duration.webm')).durationSec).toBeNull();
    expect((await probeClip('auto-editor/example.mp4')).timecode).toBeNull();
  });
});

it('knows clips made on the spot: time code, MXF, one frame, ten bits, odd sizes', async () => {
  const folder = await tempDir();
  const source = (options: string) => ['-f', 'lavfi', '-i', `testsrc2=${options}`];
  const short = 'size=320x240:rate=25:duration=0.4';
  const mov = await makeClip(folder, 'a.mov', [
    ...source(short),
    '-timecode',
    '01:02:03:04',
    '-c:v',
    'mpeg4',
  ]);
  expect(await probeFile(mov)).toMatchObject({
    timecode: '01:02:03:04',
    containerName: 'QuickTime',
    dataStreams: [{ codecTag: 'tmcd' }],
  });
  const mxfArgs = ['-c:v', 'mpeg2video', '-timecode', '10:00:00:00', '-flags', '+ilme+ildct', '-top', '1'];
  const mxf = await probeFile(await makeClip(folder, 'a.mxf', [...source(short), ...mxfArgs]));
  expect(mxf).toMatchObject({ containerName: 'MXF', timecode: '10:00:00:00' });
  const one = await probeFile(
    await makeClip(folder, 'one.mp4', [...source('size=64x48:rate=25'), '-frames:v', '1', '-c:v', 'mpeg4']),
  );
  expect(one.video).toMatchObject({ frameCount: 1, width: 64 });
  const jpeg = await probeFile(
    await makeClip(folder, 'one.avi', [...source('size=64x48:rate=25'), '-frames:v', '1', '-c:v', 'mjpeg']),
  );
  expect(jpeg.video.codec).toBe('mjpeg');
  const deep = await probeFile(
    await makeClip(folder, 'deep.mkv', [
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=65x49:duration=0.2',
      '-c:v',
      'ffv1',
      '-pix_fmt',
      'yuv422p10le',
    ]),
  );
  expect(deep.video).toMatchObject({ bitDepth: 10, chromaSubsampling: '4:2:2', width: 65, height: 49 });
});
