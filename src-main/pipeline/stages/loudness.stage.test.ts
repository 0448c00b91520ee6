import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import { tools } from '../../../tests/support/test-tools.ts';
import loudnessStage from './loudness.stage.ts';

async function measure(path: string, params: unknown = {}) {
  const { outcome } = await runStage(loudnessStage, path, { params });
  if (outcome.state !== 'done' || outcome.artifacts.loudness === undefined) throw new Error('no loudness');
  const loudness: Artifact<'loudness'> = outcome.artifacts.loudness;
  return { loudness, timeline: outcome.timeline ?? [] };
}

/** A clip with this sound: expressions of t for each channel, separated by "|". */
async function clipWith(sound: string, durationSec: number): Promise<string> {
  const picture = `color=gray:size=64x36:rate=10:duration=${String(durationSec)}`;
  const source = `aevalsrc='${sound}':d=${String(durationSec)}:s=48000`;
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', source];
  return makeClip(await tempDir(), 'clip.mkv', [...inputs, '-c:v', 'mpeg4', '-c:a', 'pcm_s16le']);
}

const times = (spans: readonly { startSec: number; endSec: number | null }[]): (readonly number[])[] =>
  spans.map(({ startSec, endSec }) => [Math.round(startSec * 50) / 50, Math.round((endSec ?? -1) * 50) / 50]);

describe('loudness stage on made clips', () => {
  it('measures 1 kHz at -23 dBFS in both channels as -23 LUFS (EBU Tech 3341, test 1)', async () => {
    const sine = '0.0707946*sin(2*PI*1000*t)';
    const { loudness, timeline } = await measure(await clipWith(`${sine}|${sine}`, 6));
    expect(Math.abs((loudness.integratedLufs ?? 0) + 23)).toBeLessThan(0.1);
    expect(loudness.rangeLu).toBeCloseTo(0, 1);
    expect(Math.abs((loudness.truePeakDb ?? 0) + 23)).toBeLessThan(0.1);
    expect(Math.abs((loudness.samplePeakDb ?? 0) + 23)).toBeLessThan(0.1);
    expect(loudness.silences).toStrictEqual([]);
    expect(timeline).toStrictEqual([]);
    const { stepSec, lufs } = loudness.shortTerm;
    expect(stepSec).toBe(1);
    expect(lufs.slice(0, 2)).toStrictEqual([null, null]);
    expect(lufs).toHaveLength(6);
    for (const value of lufs.slice(3)) expect(Math.abs((value ?? 0) + 23)).toBeLessThan(0.1);
  });

  it('finds silences, also the one that the clip ends in', async () => {
    const path = await clipWith('if(between(t,1,2)+gt(t,3.4),0,0.2*sin(2*PI*440*t))', 5);
    const { loudness, timeline } = await measure(path);
    expect(times(loudness.silences)).toStrictEqual([
      [1, 2],
      [3.4, 5],
    ]);
    expect(loudness).toMatchObject({ silenceThresholdDb: -50, silenceMinimumSec: 0.5 });
    expect(timeline.map(({ lane }) => lane)).toStrictEqual(['silence', 'silence']);
    expect(times(timeline)).toStrictEqual(times(loudness.silences));
  });

  it('takes the threshold and the minimum as asked', async () => {
    // -40 dBFS for a second, then nothing for 0.3 s.
    const path = await clipWith(
      'if(between(t,1,2),0.01*sin(2*PI*440*t),if(between(t,2.5,2.8),0,0.2*sin(2*PI*440*t)))',
      4,
    );
    expect(times((await measure(path)).loudness.silences)).toStrictEqual([]);
    const quiet = await measure(path, { silenceDb: -30 });
    expect(times(quiet.loudness.silences)).toStrictEqual([[1, 2]]);
    const short = await measure(path, { silenceSec: 0.2 });
    expect(times(short.loudness.silences)).toStrictEqual([[2.5, 2.8]]);
  });

  it('has nothing to measure in digital silence', async () => {
    const { loudness } = await measure(await clipWith('0', 4));
    expect(loudness).toMatchObject({
      integratedLufs: null,
      rangeLu: null,
      truePeakDb: null,
      samplePeakDb: null,
    });
    expect(times(loudness.silences)).toStrictEqual([[0, 4]]);
    expect(loudness.shortTerm.lufs.every((value) => value === null)).toBe(true);
  });

  it('skips a clip without sound', async () => {
    const picture = ['-f', 'lavfi', '-i', 'color=gray:size=64x36:rate=10:duration=1', '-c:v', 'mpeg4'];
    const { outcome } = await runStage(loudnessStage, await makeClip(await tempDir(), 'mute.mkv', picture));
    expect(outcome).toStrictEqual({ state: 'skipped', reason: 'no sound' });
  });
});

/** What ffmpeg's ebur128 filter says itself at the end. */
async function referenceOf(
  path: string,
): Promise<Record<'integrated' | 'range' | 'samplePeak' | 'truePeak', number>> {
  const { ffmpegPath } = await tools();
  const filter = ['-vn', '-af', 'ebur128=peak=sample+true:framelog=verbose', '-f', 'null', '-'];
  const { stderr } = await promisify(execFile)(ffmpegPath, [
    '-hide_banner',
    '-nostdin',
    '-i',
    path,
    ...filter,
  ]);
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const figure = (pattern: RegExp): number => Number(pattern.exec(summary)?.[1]);
  return {
    integrated: figure(/I:\s+(-?[\d.]+) LUFS/),
    range: figure(/LRA:\s+(-?[\d.]+) LU/),
    samplePeak: figure(/Sample peak:\s+Peak:\s+(-?[\d.]+) dBFS/),
    truePeak: figure(/True peak:\s+Peak:\s+(-?[\d.]+) dBFS/),
  };
}

describeWithFixtures('loudness stage on real clips', () => {
  it.each([
    ['media/mdn/rabbit320.mp4'],
    ['media/mdn/pig.mp4'],
    ['media/moviepy/chaplin.mp4'],
    ['media/androidx-media/sample.avi'],
    ['media/moviepy/video_with_failing_audio.mp4'],
  ])("agrees with ffmpeg's summary of %s", async (path) => {
    const { loudness } = await measure(fixture(path));
    const reference = await referenceOf(fixture(path));
    // The summary has one decimal.
    expect(Math.abs((loudness.integratedLufs ?? 0) - reference.integrated)).toBeLessThan(0.1);
    expect(Math.abs((loudness.rangeLu ?? 0) - reference.range)).toBeLessThan(0.1);
    // Measured of sound at 48 kHz, whose samples fall elsewhere than those of the file.
    expect(Math.abs((loudness.samplePeakDb ?? 0) - reference.samplePeak)).toBeLessThan(0.5);
    expect(Math.abs((loudness.truePeakDb ?? 0) - reference.truePeak)).toBeLessThan(0.1);
  });

  it('finds the pauses between bursts of speech', async () => {
    const { loudness } = await measure(fixture('media/auto-editor/example.mp4'));
    const silentSec = loudness.silences.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
    expect(silentSec).toBeGreaterThan(20);
    expect(silentSec).toBeLessThan(30);
  });

  it('measures the default track of several', async () => {
    const { loudness } = await measure(fixture('media/derived/multi-audio-multi-subs.mkv'));
    expect(loudness.trackIndex).toBe(1);
  });
});
