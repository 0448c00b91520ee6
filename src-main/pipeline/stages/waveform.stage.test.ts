import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  readOutput,
  runReference,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import waveformStage from './waveform.stage.ts';

async function measure(path: string): Promise<{ waveform: Artifact<'waveform'>; peaks: Int8Array }> {
  const result = await runStage(waveformStage, path);
  const { outcome } = result;
  if (outcome.state !== 'done' || outcome.artifacts.waveform === undefined) throw new Error('no waveform');
  const { waveform } = outcome.artifacts;
  const bytes = await readOutput(result, waveform);
  expect(bytes.length).toBe(waveform.sizeBytes);
  expect(bytes.length).toBe(waveform.bucketCount * 2);
  return { waveform, peaks: new Int8Array(bytes) };
}

async function clipWith(sound: string, picture: string): Promise<string> {
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound];
  return makeClip(await tempDir(), 'clip.mkv', [...inputs, '-c:v', 'mpeg4', '-c:a', 'pcm_s16le']);
}

const picture = (sec: number): string => `color=gray:size=64x36:rate=10:duration=${String(sec)}`;

describe('waveform stage on made clips', () => {
  it('draws a tone and the silence after it', async () => {
    const { waveform, peaks } = await measure(
      await clipWith("aevalsrc='if(lt(t,1),0.5*sin(2*PI*440*t),0)':d=2:s=48000", picture(2)),
    );
    expect(waveform).toMatchObject({ path: 'waveform.bin', bucketSec: 0.02, bucketCount: 100 });
    expect(waveform.peak).toBeCloseTo(0.5, 2);
    // Half of the time a sine of 0.5: 20 log10(0.5) - 3.01 - 3.01 dB.
    expect(waveform.rmsDb).toBeCloseTo(-12.04, 1);
    for (let bucket = 2; bucket < 48; bucket += 1) {
      expect(Math.abs((peaks[bucket * 2] ?? 0) + 63)).toBeLessThanOrEqual(1);
      expect(Math.abs((peaks[bucket * 2 + 1] ?? 0) - 63)).toBeLessThanOrEqual(1);
    }
    expect(peaks.slice(52 * 2).every((level) => level === 0)).toBe(true);
  });

  it('takes coarser buckets for more than ten minutes', async () => {
    const { waveform, peaks } = await measure(
      await clipWith(
        "aevalsrc='if(between(t,650,651),0.25,0)':d=700:s=8000",
        'color=gray:size=16x16:rate=1:duration=700',
      ),
    );
    expect(waveform).toMatchObject({ bucketSec: 0.04, bucketCount: 700 / 0.04 });
    expect(peaks[Math.floor(650.5 / 0.04) * 2 + 1]).toBe(32);
    expect(peaks[Math.floor(649.5 / 0.04) * 2 + 1]).toBe(0);
  });

  it('skips a clip without sound', async () => {
    const path = await makeClip(await tempDir(), 'mute.mkv', [
      '-f',
      'lavfi',
      '-i',
      picture(1),
      '-c:v',
      'mpeg4',
    ]);
    expect((await runStage(waveformStage, path)).outcome).toStrictEqual({
      state: 'skipped',
      reason: 'no sound',
    });
  });
});

describeWithFixtures('waveform stage on real clips', () => {
  it('agrees with the samples of ffmpeg', async () => {
    const path = fixture('media/mdn/rabbit320.mp4');
    const { waveform } = await measure(path);
    const bytes = await runReference('ffmpeg', [
      '-i',
      path,
      '-vn',
      '-ac',
      '1',
      '-ar',
      '16000',
      '-f',
      's16le',
      '-',
    ]);
    let peak = 0;
    let squares = 0;
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      const sample = bytes.readInt16LE(at) / 32_768;
      peak = Math.max(peak, Math.abs(sample));
      squares += sample * sample;
    }
    expect(waveform.peak).toBeCloseTo(peak, 2);
    expect(waveform.rmsDb).toBeCloseTo(10 * Math.log10(squares / (bytes.length / 2)), 1);
    expect(Math.abs(waveform.bucketCount * waveform.bucketSec - bytes.length / 32_000)).toBeLessThan(0.05);
  });

  it('keeps what there is of broken sound', async () => {
    const { waveform } = await measure(fixture('media/moviepy/video_with_failing_audio.mp4'));
    expect(waveform.bucketCount * waveform.bucketSec).toBeGreaterThan(10);
    expect(waveform.peak).toBeGreaterThan(0.1);
  });

  it('knows a silent track', async () => {
    const { waveform, peaks } = await measure(fixture('media/moviepy/no_duration.webm'));
    expect(waveform).toMatchObject({ peak: 0, rmsDb: null });
    expect(peaks.every((level) => level === 0)).toBe(true);
  });
});
