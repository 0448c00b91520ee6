/**
 * Clips for tests. Made ones say in each picture which it is: the upper third shows the frame's number as eight bars,
 * black for 0 and white for 1, lowest bit first. They are made once and kept in out/e2e.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { runProgram } from './child.ts';
import { checkout, leftoversFolder } from './folders.ts';

const makeMs = 60_000;

export const numberBits = 8;
/** Frames a second of all made clips. */
export const frameRate = 25;

export type MadeCodec = 'h264' | 'hevc' | 'vp9' | 'av1';

export interface MadeClip {
  readonly codec?: MadeCodec;
  readonly durationSec?: number;
  readonly width?: number;
  readonly height?: number;
  readonly sound?: 'tone' | 'none';
  /** Makes clips differ that would be the same. */
  readonly seed?: number;
}

const encoders: Readonly<Record<MadeCodec, readonly string[]>> = {
  h264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-g', '50'],
  hevc: [
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-crf',
    '20',
    '-tag:v',
    'hvc1',
    '-x265-params',
    'log-level=none',
  ],
  vp9: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '600k', '-g', '50'],
  av1: ['-c:v', 'libsvtav1', '-preset', '12', '-crf', '35', '-svtav1-params', 'fast-decode=1'],
};

/** Makes a clip in a folder, by its name there: the ending says the container. */
export async function makeClip(folder: string, name: string, clip: MadeClip = {}): Promise<string> {
  const { codec = 'h264', durationSec = 2, width = 320, height = 180, sound = 'none', seed = 0 } = clip;
  const bit = `mod(floor(N/pow(2,floor(X*${String(numberBits)}/W))),2)`;
  const numbered = [
    `lum='if(lt(Y,H/3),if(${bit},235,16),lum(X,Y))'`,
    "cb='if(lt(Y,H/3),128,cb(X,Y))'",
    "cr='if(lt(Y,H/3),128,cr(X,Y))'",
  ].join(':');
  const picture = `testsrc2=s=${String(width)}x${String(height)}:r=${String(frameRate)}:d=${String(durationSec)}`;
  const tint = `hue=h=${String((seed * 47) % 360)}`;
  const tone = ['-f', 'lavfi', '-i', `sine=f=${String(300 + seed * 40)}:d=${String(durationSec)}`];
  const args = [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `${picture},${tint},format=yuv420p,geq=${numbered}`],
    ...(sound === 'tone' ? [...tone, '-shortest'] : []),
    ...encoders[codec],
    ...(extname(name) === '.mp4' ? ['-movflags', '+faststart'] : []),
    ...['-pix_fmt', 'yuv420p'],
  ];
  return placeClip(folder, name, await keep(args, extname(name)));
}

async function keep(args: readonly string[], extension: string): Promise<string> {
  const folder = join(leftoversFolder, 'clips');
  const key = createHash('sha256').update(args.join('\0')).digest('hex').slice(0, 20);
  const kept = join(folder, `${key}${extension}`);
  if (existsSync(kept)) return kept;
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `${key}.${String(process.pid)}${extension}`);
  await runProgram(process.env['RUSHES_FFMPEG'] ?? 'ffmpeg', [...args, unfinished], makeMs);
  renameSync(unfinished, kept);
  return kept;
}

function placeClip(folder: string, name: string, source: string): string {
  const target = join(folder, name);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
  return target;
}

/** A file that is called a video and is none. */
export function makeBrokenClip(folder: string, name: string): string {
  const target = join(folder, name);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, Buffer.alloc(60_000, 'this is no video at all; '));
  return target;
}

/** A folder with several clips: small, of several codecs and lengths, in two subfolders. Gives how many. */
export async function makeFootage(folder: string): Promise<number> {
  const clips: readonly (readonly [string, MadeClip])[] = [
    ['day one/alpha.mp4', { seed: 1, durationSec: 4, sound: 'tone' }],
    ['day one/bravo.mp4', { seed: 2, durationSec: 2 }],
    ['day one/charlie.mkv', { seed: 3, durationSec: 3 }],
    ['day one/delta.webm', { seed: 4, durationSec: 2, codec: 'vp9' }],
    ['day two/echo.mp4', { seed: 5, durationSec: 2, codec: 'hevc' }],
    ['day two/foxtrot.mp4', { seed: 6, durationSec: 1, width: 640, height: 360 }],
    ['day two/golf.mp4', { seed: 7, durationSec: 2 }],
    ['day two/hotel.mp4', { seed: 8, durationSec: 11 }],
  ];
  for (const [name, clip] of clips) await makeClip(folder, name, clip);
  return clips.length;
}

/** The folder of real test clips (`RUSHES_FIXTURES`, else `shared` beside the checkout); null where it is missing. */
export function realClipsFolder(): string | null {
  const folder = join(process.env['RUSHES_FIXTURES'] ?? join(checkout, '..', 'shared'), 'media');
  return existsSync(folder) ? resolve(folder) : null;
}

/** Copies real clips, each in the folder that it is in there. */
export function placeRealClips(folder: string, clips: readonly string[]): void {
  const source = realClipsFolder();
  if (source === null)
    throw new Error('The test clips are missing: skip the test where realClipsFolder() is null.');
  for (const clip of clips) placeClip(folder, clip, join(source, clip));
}
