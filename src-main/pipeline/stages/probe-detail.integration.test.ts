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
import probeDetailStage from './probe-detail.stage.ts';
import probeStage from './probe.stage.ts';

type Detail = Artifact<'probe-detail'>;

async function detailOf(path: string, params: unknown = {}): Promise<Detail> {
  const { outcome } = await runStage(probeDetailStage, path, { params });
  if (outcome.state !== 'done' || outcome.artifacts['probe-detail'] === undefined)
    throw new Error('No artifact.');
  return outcome.artifacts['probe-detail'];
}
/** Every clip is looked at once, however many tests ask about it. */
const looked = new Map<string, Promise<Detail>>();
function detailOfClip(name: string): Promise<Detail> {
  const known = looked.get(name) ?? detailOf(fixture(`media/${name}`));
  looked.set(name, known);
  return known;
}

/** Frames that ffmpeg's own decoder gives for a clip's picture. */
async function decodedFrames(path: string): Promise<number> {
  const args = ['-i', path, '-map', '0:V:0', '-vsync', 'passthrough', '-f', 'framecrc', '-'];
  const lines = (await runReference('ffmpeg', args)).toString().split('\n');
  return lines.filter((line) => /^\d/.test(line)).length;
}

describeWithFixtures('probe-detail on every clip', () => {
  it.each(allFilms())('%s agrees with ffprobe about packets', async (name) => {
    const path = fixture(`media/${name}`);
    const args = [
      '-select_streams',
      'V:0',
      '-show_entries',
      'packet=pts_time,size,flags',
      '-of',
      'json',
      path,
    ];
    const json = JSON.parse((await runReference('ffprobe', args)).toString()) as {
      packets: { pts_time?: string; size: string; flags: string }[];
    };
    const detail = await detailOfClip(name);
    const shown = json.packets.filter((packet) => !packet.flags.includes('D'));
    const isFields = detail.scanType === 'interlaced';
    expect(detail.frameCount).toBe(isFields ? Math.ceil(shown.length / 2) : shown.length);
    expect(detail.keyframeCount).toBe(json.packets.filter((packet) => packet.flags.startsWith('K')).length);
    const times = shown.map((packet) => Number(packet.pts_time));
    const span = Math.max(...times) - Math.min(...times);
    expect(detail.durationSec).toBeGreaterThanOrEqual(span);
    expect(detail.durationSec).toBeLessThan(span + 0.15);
    const bits = json.packets.reduce((sum, packet) => sum + Number(packet.size) * 8, 0);
    expect(Math.abs((detail.bitRate ?? 0) - bits / (detail.durationSec ?? 0))).toBeLessThan(1);
    expect(detail.complete).toBe(true);
  });

  it.each([
    ['moviepy/no_duration.webm', true],
    ['moviepy/fire2.mp4', true],
    ['androidx-media/sample_edit_list.mp4', true],
    ['pyscenedetect/testvideo.mp4', false],
    ['moviepy/smpte-2997.mp4', false],
    ['androidx-media/bbb_2500ms.ts', false],
    ['mdn/pig.mp4', false],
    ['auto-editor/webvtt.mkv', false],
    ['metadata-extractor/with-gps.mov', false],
    ['metadata-extractor/Sony_ILCE-7M3__A7M3_.mts', false],
  ])('%s: variable frame rate %j', async (name, variable) => {
    expect((await detailOfClip(name)).variableFrameRate).toBe(variable);
  });

  it.each([
    // The frames carry SMPTE 2094-40 metadata on top of the PQ curve that the headers admit.
    ['androidx-media/hdr10-video-with-sdr-container.mp4', 'HDR10+'],
    ['androidx-media/hlg10-color-test.mp4', 'HLG'],
    ['androidx-media/dolbyVision-hdr.MOV', 'Dolby Vision'],
    ['androidx-media/sample_edit_list.mp4', 'Dolby Vision'],
    ['androidx-media/sample_with_colr_mdcv_and_clli.mp4', 'HDR10'],
    ['mdn/pig.mp4', null],
  ])('%s: dynamic range %s', async (name, format) => {
    expect((await detailOfClip(name)).hdr.format).toBe(format);
  });

  it('reads light levels from frames where headers have none', async () => {
    const { hdr, colour } = await detailOfClip('androidx-media/hdr10-video-with-sdr-container.mp4');
    expect(hdr).toMatchObject({
      maxCll: 1000,
      maxFall: 200,
      masteringDisplay: { minLuminance: 0.005, maxLuminance: 0.1 },
    });
    expect(colour).toMatchObject({ primaries: 'bt2020', transfer: 'smpte2084', matrix: 'bt2020nc' });
    expect((await detailOfClip('androidx-media/sample_with_colr_mdcv_and_clli.mp4')).hdr).toMatchObject({
      maxCll: 1100,
      maxFall: 180,
    });
  });

  it('finds fields, captions, and what is left of a cut-off file', async () => {
    const camcorder = await detailOfClip('metadata-extractor/Sony_ILCE-7M3__A7M3_.mts');
    expect(camcorder).toMatchObject({ scanType: 'interlaced', fieldOrder: 'tt' });
    expect((await detailOfClip('androidx-media/fragmented_captions.mp4')).closedCaptions).toBe(true);
    expect((await detailOfClip('mdn/pig.mp4')).closedCaptions).toBe(false);
    expect((await detailOfClip('derived/truncated-rabbit320-500k.mp4')).durationSec).toBeCloseTo(140 / 30, 3);
    expect((await detailOfClip('moviepy/no_duration.webm')).durationSec).toBeCloseTo(4.938, 3);
  });

  it('sees frames also behind packets that an edit list hides, and a damaged clip as far as it goes', async () => {
    const edited = await detailOfClip('androidx-media/sample_edit_list.mp4');
    expect(edited).toMatchObject({ scanType: 'progressive', frameCount: 77, durationSec: 2.548333 });
    expect(await detailOfClip('androidx-media/invalid-bitstream.webm')).toMatchObject({
      scanType: null,
      frameCount: 51,
    });
  });

  it.each([
    'androidx-media/sample_edit_list.mp4',
    'moviepy/fire2.mp4',
    'metadata-extractor/sample.3gp',
    'auto-editor/mov_text.mp4',
  ])('counts as many frames of %s as ffmpeg decodes', async (name) => {
    expect((await detailOfClip(name)).frameCount).toBe(await decodedFrames(fixture(`media/${name}`)));
  });

  it('looks at the beginning only where a file is larger than it may read', async () => {
    const path = fixture('media/pyscenedetect/testvideo.mp4');
    const part = await detailOf(path, { wholeFileMaxBytes: 1_000_000, beginningSec: 5 });
    expect(part).toMatchObject({
      complete: false,
      durationSec: null,
      frameCount: null,
      keyframeCount: null,
      variableFrameRate: false,
    });
    const endless = await detailOf(fixture('media/moviepy/no_duration.webm'), { wholeFileMaxBytes: 1000 });
    expect(endless).toMatchObject({ complete: true, frameCount: 74 });
  });
});

it('knows clips made on the spot: interlaced without saying so, one frame, a rate that changes', async () => {
  const folder = await tempDir();
  const source = (options: string) => ['-f', 'lavfi', '-i', `testsrc2=${options}`];
  const fields = ['-vf', 'setfield=bff', '-flags', '+ilme+ildct', '-c:v', 'mpeg2video', '-top', '0'];
  const interlaced = await makeClip(folder, 'fields.mkv', [
    ...source('size=320x240:rate=25:duration=0.4'),
    ...fields,
  ]);
  expect(await detailOf(interlaced)).toMatchObject({
    scanType: 'interlaced',
    fieldOrder: 'bb',
    frameCount: 10,
  });

  const one = await makeClip(folder, 'one.mp4', [
    ...source('size=64x48:rate=25'),
    '-frames:v',
    '1',
    '-c:v',
    'mpeg4',
  ]);
  const single = {
    frameCount: 1,
    keyframeCount: 1,
    longestGop: 1,
    durationSec: 0.04,
    variableFrameRate: false,
  };
  expect(await detailOf(one)).toMatchObject(single);

  const changing = ['-vf', "select='lt(n,25)+not(mod(n,3))'", '-vsync', 'vfr', '-c:v', 'mpeg4'];
  const uneven = await makeClip(folder, 'uneven.mp4', [
    ...source('size=64x48:rate=25:duration=3'),
    ...changing,
  ]);
  expect((await detailOf(uneven)).variableFrameRate).toBe(true);
  const { outcome } = await runStage(probeStage, uneven);
  expect(outcome.state === 'done' && outcome.artifacts.probe?.video.variableFrameRate).toBeNull();
});
