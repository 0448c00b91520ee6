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
  return {
    exposure: exposureOf(outcome),
    timeline: outcome.state === 'done' ? (outcome.timeline ?? []) : [],
  };
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
    expect(exposure).toMatchObject({
      overexposedPercent,
      underexposedPercent,
      quality: 'poor',
      warning: true,
    });
    expect(exposure.stops).toBeCloseTo(stops, 10);
    expect(timeline).toHaveLength(1);
    expect(timeline[0]).toMatchObject({
      lane: 'exposure-warning',
      startSec: 0,
      data: { overexposedPercent },
    });
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
    expect(
      timeline.map(({ startSec, endSec }) => [Math.round(startSec), Math.round(endSec ?? -1)]),
    ).toStrictEqual([[3, 6]]);
  });

  it('measures a clip of one frame', async () => {
    const { exposure } = await measure('color=0x808080:size=33x17:rate=25:duration=0.04');
    expect(exposure.samples).toHaveLength(1);
    expect(exposure.quality).toBe('excellent');
  });
});

describeWithFixtures('exposure stage on real clips', () => {
  it.each([
    ['media/mdn/rabbit320.mp4', 320 * 240, 30],
    ['media/metadata-extractor/sample.3gp', 176 * 144, 15],
  ])('agrees with the pixels of the frames of %s', async (path, pixelCount, framesPerSecond) => {
    const { samples } = exposureOf((await runStage(exposureStage, fixture(path))).outcome);
    // Clips of this size are not scaled, so that each sample is one frame as it is.
    const filter = 'scale=out_range=full,format=gray';
    const frames = await runReference('ffmpeg', [
      '-i',
      fixture(path),
      '-an',
      '-vf',
      filter,
      '-f',
      'rawvideo',
      '-',
    ]);
    expect(samples.length).toBeGreaterThanOrEqual(8);
    for (const { timeSec, overexposedPercent, underexposedPercent, meanLuma } of samples) {
      const from = Math.round(timeSec * framesPerSecond) * pixelCount;
      const pixels = frames.subarray(from, from + pixelCount);
      const share = (test: (level: number) => boolean): number =>
        (pixels.filter(test).length / pixelCount) * 100;
      expect(overexposedPercent).toBeCloseTo(
        share((level) => level >= 240),
        1,
      );
      expect(underexposedPercent).toBeCloseTo(
        share((level) => level < 16),
        1,
      );
      expect(meanLuma).toBeCloseTo(pixels.reduce((sum, level) => sum + level, 0) / pixelCount, 1);
    }
  });

  it('counts pillar boxes as under-exposed', async () => {
    const { outcome } = await runStage(exposureStage, fixture('media/moviepy/chaplin.mp4'));
    expect(exposureOf(outcome)).toMatchObject({ warning: true, quality: 'poor' });
    expect(exposureOf(outcome).underexposedPercent).toBeGreaterThan(20);
  });

  it('samples the whole of an unknown duration', async () => {
    const { outcome } = await runStage(exposureStage, fixture('media/moviepy/no_duration.webm'));
    expect(exposureOf(outcome).samples.map(({ timeSec }) => Math.round(timeSec))).toStrictEqual([
      0, 1, 2, 3, 4,
    ]);
  });
});
