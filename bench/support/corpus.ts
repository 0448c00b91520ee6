/**
 * The bench's own footage: about five minutes in mixed codecs, containers and sizes, made from moving test
 * pictures with grain (so that decoding costs what real footage costs), each clip with cuts and sound.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Recipe {
  readonly name: string;
  readonly size: string;
  readonly rate: string;
  readonly seconds: number;
  readonly encoder: readonly string[];
}

const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-g', '60', '-c:a', 'aac'];
const vp9 = [
  '-c:v',
  'libvpx-vp9',
  '-deadline',
  'realtime',
  '-cpu-used',
  '8',
  '-row-mt',
  '1',
  '-b:v',
  '3M',
  '-g',
  '60',
  '-c:a',
  'libopus',
];
const hevc = [
  '-c:v',
  'libx265',
  '-preset',
  'ultrafast',
  '-x265-params',
  'log-level=error',
  '-pix_fmt',
  'yuv420p',
  '-tag:v',
  'hvc1',
  '-c:a',
  'aac',
];

export const recipes: readonly Recipe[] = [
  {
    name: 'camera-1080p30.mp4',
    size: '1920x1080',
    rate: '30',
    seconds: 40,
    encoder: [...x264, '-b:v', '16M'],
  },
  {
    name: 'camera-1080p25.mov',
    size: '1920x1080',
    rate: '25',
    seconds: 40,
    encoder: [...x264, '-b:v', '20M'],
  },
  {
    name: 'phone-1080p60.mp4',
    size: '1920x1080',
    rate: '60',
    seconds: 15,
    encoder: [...x264, '-b:v', '17M'],
  },
  {
    name: 'drone-2160p30.mp4',
    size: '3840x2160',
    rate: '30',
    seconds: 10,
    encoder: [...x264, '-b:v', '40M'],
  },
  { name: 'screen-720p30.mp4', size: '1280x720', rate: '30', seconds: 40, encoder: [...x264, '-b:v', '5M'] },
  { name: 'talk-720p25.mkv', size: '1280x720', rate: '25', seconds: 40, encoder: [...x264, '-b:v', '4M'] },
  { name: 'web-720p30.webm', size: '1280x720', rate: '30', seconds: 30, encoder: vp9 },
  { name: 'web-480p30.webm', size: '854x480', rate: '30', seconds: 30, encoder: vp9 },
  { name: 'old-480p25.mp4', size: '720x480', rate: '25', seconds: 30, encoder: [...x264, '-b:v', '2M'] },
  {
    name: 'phone-1080p30-hevc.mp4',
    size: '1920x1080',
    rate: '30',
    seconds: 10,
    encoder: [...hevc, '-b:v', '10M'],
  },
  {
    name: 'tape-576i25.avi',
    size: '720x576',
    rate: '25',
    seconds: 15,
    encoder: ['-c:v', 'mpeg4', '-b:v', '3M', '-c:a', 'libmp3lame'],
  },
  {
    name: 'broadcast-1080p25.ts',
    size: '1920x1080',
    rate: '25',
    seconds: 10,
    encoder: ['-c:v', 'mpeg2video', '-b:v', '15M', '-c:a', 'mp2'],
  },
];

/** The whole of it, in seconds. */
export const corpusSec = recipes.reduce((sum, recipe) => sum + recipe.seconds, 0);

/** Seconds of each clip that are encoded; the rest repeats them, which decodes at the same cost. */
const loopSec = 5;

/** Gives the paths. Takes about two minutes on two cores. */
export async function makeCorpus(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [index, recipe] of recipes.entries()) {
    const path = join(folder, recipe.name);
    const loop = join(folder, `loop-${recipe.name}`);
    await run('ffmpeg', ['-v', 'error', '-y', ...sources(recipe, index), ...recipe.encoder, loop]);
    const times = String(Math.ceil(recipe.seconds / loopSec) - 1);
    await run('ffmpeg', ['-v', 'error', '-y', '-stream_loop', times, '-i', loop, '-c', 'copy', path]);
    await rm(loop);
    paths.push(path);
  }
  return paths;
}

/** Two shots of different pictures, joined; grain over all; a tone that beats. */
function sources({ size, rate }: Recipe, seed: number): string[] {
  const shotSec = String(loopSec / 2);
  const shots = [
    `testsrc2=s=${size}:r=${rate}:d=${shotSec}`,
    `smptehdbars=s=${size}:r=${rate}:d=${shotSec},hue=H=2*PI*t/${shotSec}`,
  ];
  const inputs = shots.flatMap((shot) => ['-f', 'lavfi', '-i', shot]);
  const graph =
    '[0:v]format=yuv420p,setsar=1[a];[1:v]format=yuv420p,setsar=1[b];[a][b]concat=n=2:v=1,noise=c0s=8:c0f=t[v]';
  const sound = `sine=frequency=${String(300 + 40 * seed)}:beep_factor=4:duration=${String(loopSec)}:sample_rate=48000`;
  return [
    ...inputs,
    '-f',
    'lavfi',
    '-i',
    sound,
    '-filter_complex',
    graph,
    '-map',
    '[v]',
    '-map',
    '2:a',
    '-t',
    String(loopSec),
  ];
}
