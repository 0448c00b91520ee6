import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tools } from './test-tools.ts';

const run = promisify(execFile);

/**
 * Makes a clip with ffmpeg and gives its path. `ffmpegArgs` are all but the output:
 * `['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=2', '-c:v', 'libx264']`.
 */
export async function makeClip(folder: string, name: string, ffmpegArgs: readonly string[]): Promise<string> {
  const path = join(folder, name);
  const { ffmpegPath } = await tools();
  await run(ffmpegPath, [
    '-hide_banner',
    '-nostdin',
    '-loglevel',
    'error',
    ...ffmpegArgs,
    '-y',
    `file:${path}`,
  ]);
  return path;
}

/** Runs ffmpeg or ffprobe on its own, as the reference for what Rushes finds. Gives standard output. */
export async function runReference(tool: 'ffmpeg' | 'ffprobe', args: readonly string[]): Promise<Buffer> {
  const { ffmpegPath, ffprobePath } = await tools();
  const quiet = tool === 'ffmpeg' ? ['-nostdin', '-loglevel', 'error'] : ['-loglevel', 'error'];
  const options = { encoding: 'buffer', maxBuffer: 1024 * 1024 * 1024 } as const;
  const { stdout } = await run(tool === 'ffmpeg' ? ffmpegPath : ffprobePath, [...quiet, ...args], options);
  return stdout;
}
