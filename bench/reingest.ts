/** A thousand clips: memory while they are taken in, and what a second ingest of them costs. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ingestByCommandLine } from './support/cli.ts';
import { figure, heading, megabytes, seconds } from './support/report.ts';

const run = promisify(execFile);
const clipCount = 1000;

export async function benchReingest(): Promise<void> {
  heading(`A library of ${String(clipCount)} short clips`);
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  try {
    const footage = join(folder, 'footage');
    await makeClips(footage);
    const library = join(folder, 'thousand.rushes');
    const first = await ingestByCommandLine(library, footage);
    figure('first ingest, default profile', seconds(first.wallSec));
    figure('peak memory, engine', megabytes(first.ownPeakBytes), {
      value: first.ownPeakBytes / 1e6,
      at: 'most',
      bar: 500,
    });
    const tree = first.treePeakBytes / 1e6;
    figure('peak memory, all processes', megabytes(first.treePeakBytes), {
      value: tree,
      at: 'most',
      bar: 1500,
    });
    const growth = growthOf(first.ownSamples);
    figure('engine memory, last quarter over second quarter', growth.toFixed(2), {
      value: growth,
      at: 'most',
      bar: 1.25,
    });
    const second = await ingestByCommandLine(library, footage);
    const { summary } = JSON.parse(second.stdout) as { summary: { stagesRun: number; unchanged: number } };
    figure('second ingest', seconds(second.wallSec), { value: second.wallSec, at: 'most', bar: 2 });
    figure('  stages run', String(summary.stagesRun), { value: summary.stagesRun, at: 'most', bar: 0 });
    figure('  clips unchanged', String(summary.unchanged), {
      value: summary.unchanged,
      at: 'least',
      bar: clipCount,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One clip, copied with a few other bytes behind its end (an MP4 `free` box), so that each is content of its own. */
async function makeClips(footage: string): Promise<void> {
  await mkdir(footage);
  const seed = join(footage, 'clip-0000.mp4');
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=1'];
  const sound = ['-f', 'lavfi', '-i', 'sine=d=1'];
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await run('ffmpeg', ['-v', 'error', ...picture, ...sound, ...encoder, seed]);
  for (let index = 1; index < clipCount; index += 1) {
    const path = join(footage, `clip-${String(index).padStart(4, '0')}.mp4`);
    await copyFile(seed, path);
    const file = await open(path, 'a');
    const box = Buffer.alloc(12);
    box.writeUInt32BE(box.length, 0);
    box.write('free', 4, 'latin1');
    box.writeUInt32BE(index, 8);
    await file.write(box);
    await file.close();
  }
}

function growthOf(samples: readonly number[]): number {
  const quarter = Math.floor(samples.length / 4);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  return mean(samples.slice(-quarter)) / mean(samples.slice(quarter, 2 * quarter));
}
