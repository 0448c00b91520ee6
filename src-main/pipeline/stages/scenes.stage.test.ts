import { describe, expect, it } from 'vitest';
import type { Artifact, TimelineEntry } from '../../../src-preload/contract/artifacts.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import scenesStage from './scenes.stage.ts';

interface Found {
  readonly scenes: Artifact<'scenes'>;
  readonly timeline: readonly TimelineEntry[];
}

async function scenesOf(path: string, params: unknown = {}): Promise<Found> {
  const { outcome } = await runStage(scenesStage, path, { params });
  if (outcome.state !== 'done' || outcome.artifacts.scenes === undefined) throw new Error('no scenes');
  const { scenes } = outcome.artifacts;
  expect(scenes.scenes[0]?.startSec).toBe(0);
  scenes.scenes.slice(1).forEach(({ startSec }, index) => {
    expect(startSec).toBe(scenes.scenes[index]?.endSec);
    expect(startSec).toBe(scenes.cuts[index]?.timeSec);
  });
  return { scenes, timeline: outcome.timeline ?? [] };
}

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
/** Two shots of 2 s each, 25 pictures a second, that overlap by a transition of 0.8 s from 1.2 s on. */
const crossed = (transition: string): string[] => [
  ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=2'],
  ...['-f', 'lavfi', '-i', 'mandelbrot=size=320x180:rate=25:start_scale=1.2', '-t', '3.2'],
  ...[
    '-filter_complex',
    `[1]trim=duration=2[b];[0][b]xfade=transition=${transition}:duration=0.8:offset=1.2`,
  ],
  ...h264,
];

describe('scenes of made clips', () => {
  it('a dissolve has its span and its middle', async () => {
    const clip = await makeClip(await tempDir(), 'dissolve.mp4', crossed('fade'));
    const { scenes, timeline } = await scenesOf(clip);
    expect(scenes.cuts.map(({ kind }) => kind)).toEqual(['dissolve']);
    const [cut] = scenes.cuts;
    expect(Math.abs((cut?.timeSec ?? 0) - 1.6)).toBeLessThanOrEqual(0.08);
    expect(Math.abs((cut?.startSec ?? 0) - 1.2)).toBeLessThanOrEqual(0.16);
    expect(Math.abs((cut?.endSec ?? 0) - 2)).toBeLessThanOrEqual(0.16);
    expect(timeline.find(({ lane }) => lane === 'cut')).toMatchObject({
      startSec: cut?.startSec,
      endSec: cut?.endSec,
      data: { kind: 'dissolve', frame: cut?.frame, timeSec: cut?.timeSec },
    });
  });

  it('a fade through black has black in it', async () => {
    const fade = 'fade=out:st=1.4:d=0.6,tpad=stop_mode=add:stop_duration=0.4:color=black';
    const clip = await makeClip(await tempDir(), 'fade.mp4', [
      ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=2'],
      ...['-f', 'lavfi', '-i', 'smptehdbars=size=320x180:rate=25:duration=2'],
      ...['-filter_complex', `[0]${fade}[a];[1]fade=in:d=0.6[b];[a][b]concat=n=2:v=1:a=0`],
      ...h264,
    ]);
    const { scenes } = await scenesOf(clip);
    expect(scenes.cuts.map(({ kind }) => kind)).toEqual(['fade']);
    expect(scenes.cuts[0]?.startSec).toBeCloseTo(1.4, 0);
    expect(scenes.cuts[0]?.endSec).toBeCloseTo(3, 0);
    expect(scenes.black).toHaveLength(1);
  });

  it('one picture is one scene', async () => {
    const one = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=25', '-frames:v', '1', ...h264];
    const { scenes, timeline } = await scenesOf(await makeClip(await tempDir(), 'one.mp4', one));
    expect(scenes).toMatchObject({ framesSeen: 1, cuts: [], black: [], frozen: [] });
    expect(scenes.scenes).toHaveLength(1);
    expect(timeline).toHaveLength(1);
  });

  it('a black clip that stands still is one scene, black and frozen', async () => {
    const black = ['-f', 'lavfi', '-i', 'color=black:size=128x72:rate=60:duration=3', ...h264];
    const { scenes, timeline } = await scenesOf(await makeClip(await tempDir(), 'black.mp4', black));
    expect(scenes.scenes).toEqual([{ index: 0, startSec: 0, endSec: 3 }]);
    expect(scenes.black[0]?.endSec).toBeCloseTo(3, 1);
    expect(scenes.frozen[0]?.endSec).toBeCloseTo(3, 1);
    expect(timeline.map(({ lane }) => lane)).toEqual(['scene', 'black', 'frozen']);
  });
});

describeWithFixtures('scenes of real clips', () => {
  it('counter.mp4 changes its background at exactly 1 s and 2 s', async () => {
    const { scenes } = await scenesOf(fixture('media/pyscenedetect/counter.mp4'));
    expect(scenes.cuts.map(({ timeSec, kind, frame }) => [timeSec, kind, frame])).toEqual([
      [1, 'cut', 10],
      [2, 'cut', 20],
    ]);
    expect(scenes.scenes.map(({ endSec }) => endSec)).toEqual([1, 2, 3]);
  });

  it('testvideo.mp4 fades through black and dissolves', async () => {
    const { scenes } = await scenesOf(fixture('media/pyscenedetect/testvideo.mp4'));
    expect(scenes.cuts.map(({ kind }) => kind)).toEqual(['cut', 'fade', 'fade', 'dissolve']);
    expect(scenes.cuts[0]?.timeSec).toBeCloseTo(1, 1);
    const [, first, second, dissolve] = scenes.cuts;
    expect([first?.startSec, first?.endSec].map((time) => Math.round((time ?? 0) * 5) / 5)).toEqual([6, 8]);
    expect([second?.startSec, second?.endSec].map((time) => Math.round((time ?? 0) * 5) / 5)).toEqual([
      11, 14.2,
    ]);
    expect(dissolve?.timeSec).toBeCloseTo(18.1, 1);
    expect(scenes.black).toHaveLength(4);
    expect(scenes.framesSeen).toBe(720);
  });

  it.each([
    'androidx-media/internal_emulator_transformer_output.mp4',
    'androidx-media/internal_emulator_transformer_output_270_rotated.mp4',
    'androidx-media/sample_edit_list.mp4',
    'androidx-media/dolbyVision-hdr.MOV',
    'intel/one-by-one-person-detection.mp4',
    'mdn/pig.mp4',
    'mdn/rabbit320.mp4',
    'metadata-extractor/with-gps.mov',
    'moviepy/chaplin.mp4',
    'moviepy/fire2.mp4',
    'moviepy/no_duration.webm',
  ])('%s is one shot', async (file) => {
    const { scenes } = await scenesOf(fixture(`media/${file}`));
    expect(scenes.cuts).toEqual([]);
    expect(scenes.scenes).toHaveLength(1);
  });

  it('keyframes alone tell the shots of counter.mp4 as far as it has keyframes there', async () => {
    const path = fixture('media/pyscenedetect/counter.mp4');
    const again = await makeClip(await tempDir(), 'keyed.mp4', [
      '-i',
      path,
      ...h264,
      '-g',
      '5',
      '-sc_threshold',
      '0',
    ]);
    const { scenes } = await scenesOf(again, { source: 'keyframes' });
    expect(scenes.cuts.map(({ timeSec, kind, frame }) => [timeSec, kind, frame])).toEqual([
      [1, 'cut', null],
      [2, 'cut', null],
    ]);
    expect(scenes).toMatchObject({ framesSeen: 6, source: 'keyframes', frozen: [] });
  });

  it('a longer minimum joins scenes', async () => {
    const { scenes } = await scenesOf(fixture('media/pyscenedetect/counter.mp4'), { minimumSceneSec: 1.5 });
    expect(scenes.scenes.length).toBeLessThan(3);
  });
});
