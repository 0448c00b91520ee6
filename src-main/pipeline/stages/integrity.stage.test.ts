import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runAnalyzers,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import integrityStage from './integrity.stage.ts';
import waveformStage from './waveform.stage.ts';

/** The artifact, or the error that the stage failed with. */
async function check(path: string) {
  try {
    const { outcome } = await runStage(integrityStage, path);
    return outcome.state === 'done' ? outcome.artifacts.integrity : outcome;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const source = 'testsrc2=size=320x180:rate=25:duration=6';
const tone = 'sine=frequency=440:duration=6';

async function make(name: string, args: readonly string[]): Promise<string> {
  return makeClip(await tempDir(), name, args);
}

/** A clip whose file is written anew after `change`. */
async function spoil(name: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const encoder = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '25',
    '-c:a',
    'aac',
    '-movflags',
    '+faststart',
  ];
  const path = await make(name, ['-f', 'lavfi', '-i', source, '-f', 'lavfi', '-i', tone, ...encoder]);
  const spoiled = join(await tempDir(), name);
  await writeFile(spoiled, change(await readFile(path)));
  return spoiled;
}

const firstPart = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length * 0.6));

/** Overwrites bytes at even distances, without touching the index in front. */
function scratches(count: number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const from = Math.floor(bytes.length * 0.1);
    for (let scratch = 0; scratch < count; scratch += 1) {
      const at = from + Math.floor(((bytes.length * 0.88) / count) * scratch);
      for (let offset = 0; offset < 24; offset += 1) bytes[at + offset] = (scratch * 31 + offset * 77) % 251;
    }
    return bytes;
  };
}

describe('integrity stage on made clips', () => {
  it.each(['clip.mp4', 'clip.mkv', 'clip.ts', 'clip.avi'])('lets a whole %s pass', async (name) => {
    const path = await spoil(name, (bytes) => bytes);
    expect(await check(path)).toMatchObject({ decodedFrames: 150, decodeErrors: 0 });
  });

  it.each(['clip.mp4', 'clip.mkv'])('tells that %s was cut off', async (name) => {
    const path = await spoil(name, firstPart);
    const error = await check(path);
    expect(error).toMatchObject({ code: 'media-truncated', retryable: false, facts: { file: path } });
    const { decodedSec, durationSec } = error instanceof AppError ? error.facts : {};
    expect(Number(durationSec)).toBeCloseTo(6, 1);
    expect(Number(decodedSec)).toBeGreaterThan(2);
    expect(Number(decodedSec)).toBeLessThan(5);
  });

  it('tells damage all over, and lets a scratch pass', async () => {
    expect(await check(await spoil('many.mp4', scratches(60)))).toMatchObject({ code: 'media-damaged' });
    expect(await check(await spoil('one.mp4', scratches(1)))).toMatchObject({ decodedFrames: 150 });
  });

  it.each([
    [
      'sound that is longer than the picture',
      'a.mkv',
      ['-f', 'lavfi', '-i', source, '-f', 'lavfi', '-i', 'sine=duration=15'],
    ],
    [
      'a picture that is longer than the sound',
      'b.mkv',
      ['-f', 'lavfi', '-i', source, '-f', 'lavfi', '-i', 'sine=duration=1'],
    ],
    [
      'sound that is longer, in MP4',
      'c.mp4',
      ['-f', 'lavfi', '-i', source, '-f', 'lavfi', '-i', 'sine=duration=15'],
    ],
    ['one frame', 'd.mp4', ['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=25:duration=0.04']],
    ['one frame a second', 'e.mkv', ['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=1:duration=4']],
    [
      'a last picture that stays for long',
      'f.mp4',
      [
        '-f',
        'lavfi',
        '-i',
        "testsrc2=size=64x36:rate=25:duration=4,select='lt(n,40)+eq(n,99)'",
        '-fps_mode',
        'vfr',
      ],
    ],
  ])('lets pass: %s', async (_, name, args) => {
    expect(await check(await make(name, args))).toMatchObject({ decodeErrors: 0 });
  });
});

describeWithFixtures('integrity stage on real clips', () => {
  it.each([
    ['media/androidx-media/sample_edit_list.mp4', 77],
    ['media/androidx-media/sample_mdat_too_long.mp4', 30],
    ['media/androidx-media/sample_with_invalid_nalu.mp4', 29],
    ['media/androidx-media/sample_sef_slow_motion.mp4', 63],
    ['media/androidx-media/sample.avi', 96],
    ['media/androidx-media/bbb_2500ms.ts', 58],
    ['media/androidx-media/sample_with_pgs_subtitles.mkv', 30],
    ['media/androidx-media/dolbyVision-hdr.MOV', 4],
    ['media/androidx-media/sample_missing_stsd.mp4', 30],
    ['media/auto-editor/h264-png.mkv', 60],
    ['media/metadata-extractor/Sony_ILCE-7M3__A7M3_.mts', 13],
    ['media/moviepy/no_duration.webm', 74],
    ['media/moviepy/video_with_failing_audio.mp4', 280],
  ])('lets %s pass', async (path, decodedFrames) => {
    expect(await check(fixture(path))).toMatchObject({ decodedFrames });
  });

  it('counts the errors of a clip with one broken picture', async () => {
    const integrity = await check(fixture('media/androidx-media/sample_with_invalid_nalu.mp4'));
    expect(integrity).toMatchObject({ messages: [expect.stringContaining('NAL units'), expect.anything()] });
  });

  it('tells that a clip was cut off, and costs the others nothing', async () => {
    const path = fixture('media/derived/truncated-rabbit320-500k.mp4');
    const outcomes = await runAnalyzers([integrityStage, waveformStage], path);
    expect(outcomes.get('integrity')).toMatchObject({
      code: 'media-truncated',
      facts: { file: path, durationSec: 7.8, decodedSec: expect.closeTo(4.63, 1) as number },
    });
    expect(outcomes.get('waveform')).toMatchObject({ state: 'done' });
  });

  it('fails on a clip of which nothing can be decoded', async () => {
    const error = await check(fixture('media/androidx-media/invalid-bitstream.webm'));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: expect.stringMatching(/^media-(unreadable|damaged)$/) as string });
  });
});
