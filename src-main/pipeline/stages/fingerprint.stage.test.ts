import { describe, expect, it } from 'vitest';
import { makeClip, runStage, tempDir } from '../../../tests/support/stage-harness.ts';
import { align, printOf } from '../../search/near-duplicates/alignment.ts';
import { seriesOf } from '../../search/near-duplicates/stored-prints.ts';
import stage from './fingerprint.stage.ts';

const fractal = 'mandelbrot=s=160x90:rate=25:start_scale=2:end_scale=0.05:end_pts=100';

async function fingerprintOf(name: string, input: readonly string[], params: object = {}) {
  const path = await makeClip(await tempDir(), name, ['-f', 'lavfi', '-i', ...input]);
  const { outcome } = await runStage(stage, path, { params });
  const found = outcome.state === 'done' ? outcome.artifacts.fingerprint : undefined;
  if (found === undefined) throw new Error('no fingerprint');
  return { path, found, series: seriesOf(found) };
}

describe('fingerprint stage', () => {
  it('takes four samples a second, and no more than fifty bytes', async () => {
    const { found, series } = await fingerprintOf('clip.mp4', [fractal, '-t', '4']);
    expect([series.samplesPerSecond, series.startSec, series.length]).toEqual([4, 0, 16]);
    expect(found.samples.length / 4).toBeLessThan(50);
    expect(found.bars.kind).toBe('none');
  });

  it('is that of the clip itself for one that is boxed, mirrored and turned', async () => {
    const plain = await fingerprintOf('clip.mp4', [fractal, '-t', '4']);
    const filter = 'hflip,transpose=clock,pad=180:160:45:0';
    const changed = await fingerprintOf('changed.mkv', [`${fractal},${filter}`, '-t', '4', '-c:v', 'mpeg4']);
    expect(changed.found.bars.kind).toBe('pillarbox');
    expect(align(printOf(plain.series), printOf(changed.series))).toMatchObject({
      relation: 'same',
      orientation: { turnedDeg: 90, mirrored: true },
    });
  });

  it('marks black', async () => {
    const { series } = await fingerprintOf('black.mp4', ['color=black:s=64x36:rate=10:duration=2']);
    expect([...series.low, ...series.high]).toEqual(Array.from({ length: 16 }, () => 0));
  });
});
