import { beforeAll, describe, expect, it } from 'vitest';
import { makeClip, runReference } from '../../../tests/support/make-clip.ts';
import { orientedClip, turns } from '../../../tests/support/oriented-clip.ts';
import { runStage } from '../../../tests/support/stage-harness.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import probeStage from '../../pipeline/stages/probe.stage.ts';
import { orientationFilters, swapsSides } from './orientation-filters.ts';

const width = 96;
const height = 64;
const raw = ['-frames:v', '1', '-pix_fmt', 'yuv444p', '-f', 'rawvideo', 'pipe:1'];

describe('orientationFilters', () => {
  let folder = '';
  let upright = '';
  beforeAll(async () => {
    folder = await tempDir();
    const source = ['-f', 'lavfi', '-i', `testsrc=size=${width}x${height}:rate=5:duration=0.4`];
    upright = await makeClip(folder, 'upright.mp4', [
      ...source,
      '-c:v',
      'libx264',
      '-qp',
      '0',
      '-pix_fmt',
      'yuv444p',
    ]);
  });

  it.each(turns)('shows $rotationDeg°, mirrored $mirrored, as ffmpeg turns it itself', async (expected) => {
    const { rotationDeg, mirrored, turn } = expected;
    const path = await orientedClip(upright, folder, `turned${rotationDeg}${mirrored}.mp4`, turn);
    const { outcome } = await runStage(probeStage, path);
    if (outcome.state !== 'done' || outcome.artifacts.probe === undefined) throw new Error('no probe');
    const { video } = outcome.artifacts.probe;
    expect(video.mirrored).toBe(mirrored);
    expect(Math.abs(video.rotationDeg)).toBe(Math.abs(rotationDeg));
    const swapped = swapsSides(video.rotationDeg);
    expect([video.displayWidth, video.displayHeight]).toEqual(swapped ? [height, width] : [width, height]);

    const filters = orientationFilters(video);
    const reference = await runReference('ffmpeg', ['-i', path, ...raw]);
    const chain = filters.length === 0 ? 'null' : filters.join(',');
    const ours = await runReference('ffmpeg', ['-noautorotate', '-i', path, '-vf', chain, ...raw]);
    expect(ours.equals(reference)).toBe(true);
  });

  it('gives eight different pictures for the eight cases', () => {
    const chains = turns.map(({ rotationDeg, mirrored }) =>
      orientationFilters({ rotationDeg, mirrored }).join(','),
    );
    expect(new Set(chains).size).toBe(8);
  });

  it('takes -180 and 180 for the same, and a slant to the nearest quarter turn', () => {
    expect(orientationFilters({ rotationDeg: -180, mirrored: false })).toEqual(['hflip', 'vflip']);
    expect(orientationFilters({ rotationDeg: 180, mirrored: false })).toEqual(['hflip', 'vflip']);
    expect(orientationFilters({ rotationDeg: -88, mirrored: false })).toEqual(['transpose=clock']);
    expect(orientationFilters({ rotationDeg: 7, mirrored: false })).toEqual([]);
    expect(swapsSides(-88)).toBe(true);
    expect(swapsSides(180)).toBe(false);
  });
});
