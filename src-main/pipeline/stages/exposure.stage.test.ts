import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runReference,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import type { StageOutcome } from '../stage.ts';
import exposureStage from './exposure.stage.ts';

const lossless = ['-c:v', 'ffv1'];

function exposureOf(outcome: StageOutcome): Artifact<'exposure'> {
  if (outcome.state !== 'done' || outcome.artifacts.exposure === undefined) throw new Error('no exposure');
  return outcome.artifacts.exposure;
}

async function measure(source: string) {
  const path = await makeClip(await tempDir(), 'clip.mkv', ['-f', 'lavfi', '-i', source, ...lossless]);
  const { outcome } = await runStage(exposureStage, path);
  return { exposure: exposureOf(outcome), timeline: outcome.state === 'done' ? (outcome.timeline ?? []) : [] };
}

describe('exposure stage on made clips', () => {
  it('finds nothing wrong with a middle grey', async () => {
    const { exposure, timeline } = await measure('color=0x808080:size=320x180:rate=25:duration=2');
    expect(exposure).toMatchObject({
      overexposedPercent: 0,
      underexposedPercent: 0,
      stops: 0,
      quality: 'excellent',
      warning: false,
      lumaDeviation: 0,
    });
    expect(exposure.meanLuma).toBeCloseTo(128, -0.5);
    expect(exposure.samples.length).toBeGreaterThanOrEqual(8);
    expect(exposure.histogram.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    expect(timeline).toStrictEqual([]);
  });

  it.each([
    ['black', 0, 100, -Math.log2(20)],
    ['white', 100, 0, Math.log2(20)],
  ])('measures a %s picture', async (colour, overexposedPercent, underexposedPercent, stops) => {
    const { exposure, timeline } = await measure(`color=${colour}:size=320x180:rate=25:duration=2`);
    expect(exposure).toMatchObject({ overexposedPercent, underexposedPercent, quality: 'poor', warning: true });
    expect(exposure.stops).toBeCloseTo(stops, 10);
    expect(timeline).toHaveLength(1);
    expect(timeline[0]).toMatchObject({ lane: 'exposure-warning', startSec: 0, data: { overexposedPercent } });
    expect(timeline[0]?.endSec).toBeCloseTo(2, 1);
  });

  it('measures a known share of clipped pixels', async () => {
    const { exposure } = await measure(
      'color=0x808080:size=320x180:rate=25:duration=1,drawbox=w=32:h=180:color=white:t=fill',
    );
    expect(exposure.overexposedPercent).toBe(10);
    expect(exposure.stops).toBe(1);
    expect(exposure.quality).toBe('poor');
  });

  it('says where in the clip a warning is due', async () => {
    const part = (colour: string): string => `color=${colour}:size=160x90:rate=25:duration=3`;
    const { exposure, timeline } = await measure(
      `${part('0x808080')}[a];${part('black')}[b];${part('0x808080')}[c];[a][b][c]concat=n=3`,
    );
    expect(exposure.warning).toBe(true);
    expect(exposure.underexposedPercent).toBeCloseTo(100 / 3, 4);
    expect(timeline.map(({ startSec, endSec }) => [Math.round(startSec), Math.round(endSec ?? -1)])).toStrictEqual([
      [3, 6],
    ]);
  });

  it('measures a clip of one frame', async () => {
    const { exposure } = await measure('color=0x808080:size=33x17:rate=25:duration=0.04');
    expect(exposure.samples).toHaveLength(1);
    expect(exposure.quality).toBe('excellent');
  });
});

describeWithFixtures('exposure stage on real clips', () => {
  it.each([
    ['media/moviepy/chaplin.mp4', 640 * 360],
    ['media/metadata-extractor/with-gps.mov', 568 * 320],
    ['media/pyscenedetect/testvideo.mp4', 1280 * 720],
  ])('agrees with the pixels of full-size frames of %s', async (path, pixelCount) => {
    const { outcome } = await runStage(exposureStage, fixture(path));
    const exposure = exposureOf(outcome);
    const rate = exposure.samples.length / ((exposure.samples.at(-1)?.timeSec ?? 0) + 1 / exposure.samples.length);
    const filter = `fps=${Math.max(1, rate).toFixed(3)},scale=out_range=full,format=gray`;
    const pixels = await runReference('ffmpeg', ['-i', fixture(path), '-an', '-vf', filter, '-f', 'rawvideo', '-']);
    expect(pixels.length % pixelCount).toBe(0);
    const share = (test: (level: number) => boolean): number => {
      let count = 0;
      for (const level of pixels) if (test(level)) count += 1;
      return (count / pixels.length) * 100;
    };
    // Another size and, by half a sample, other frames: so only about the same.
    expect(Math.abs(exposure.overexposedPercent - share((level) => level >= 240))).toBeLessThan(1);
    expect(Math.abs(exposure.underexposedPercent - share((level) => level < 16))).toBeLessThan(3);
  });

  it('counts pillar boxes as under-exposed', async () => {
    const { outcome } = await runStage(exposureStage, fixture('media/moviepy/chaplin.mp4'));
    expect(exposureOf(outcome)).toMatchObject({ warning: true, quality: 'poor' });
    expect(exposureOf(outcome).underexposedPercent).toBeGreaterThan(20);
  });

  it('samples the whole of an unknown duration', async () => {
    const { outcome } = await runStage(exposureStage, fixture('media/moviepy/no_duration.webm'));
    expect(exposureOf(outcome).samples.map(({ timeSec }) => Math.round(timeSec))).toStrictEqual([0, 1, 2, 3, 4]);
  });
});
