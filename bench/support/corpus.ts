/**
 * The bench's own footage: about five minutes in mixed codecs, containers and sizes. Its pictures are pieces of the real
 * test clips, where they are there (RUSHES_FIXTURES), else moving test pictures; grain over all, so that decoding costs
 * what real footage costs; each clip with cuts and sound, and with the keyframe distance that is usual for its kind.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, stat, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Recipe {
  readonly name: string;
  readonly size: string;
  readonly rate: string;
  readonly seconds: number;
  readonly encoder: readonly string[];
}

const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
/** Cameras place keyframes evenly, whatever they see. */
const camera = ['-sc_threshold', '0'];
const vp9 = [
  '-c:v',
  'libvpx-vp9',
  '-deadline',
  'realtime',
  '-cpu-used',
  '8',
  '-row-mt',
  '1',
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
];

export const recipes: readonly Recipe[] = [
  {
    name: 'camera-1080p30.mp4',
    size: '1920:1080',
    rate: '30',
    seconds: 60,
    encoder: [...x264, '-b:v', '16M', ...camera, '-g', '30'],
  },
  {
    name: 'phone-1080p60.mp4',
    size: '1920:1080',
    rate: '60',
    seconds: 30,
    encoder: [...x264, '-b:v', '17M', ...camera, '-g', '60'],
  },
  {
    name: 'drone-2160p30.mp4',
    size: '3840:2160',
    rate: '30',
    seconds: 20,
    encoder: [...x264, '-b:v', '40M', ...camera, '-g', '30'],
  },
  { name: 'talk-720p25.mkv', size: '1280:720', rate: '25', seconds: 60, encoder: [...x264, '-b:v', '4M'] },
  { name: 'web-720p30.webm', size: '1280:720', rate: '30', seconds: 60, encoder: [...vp9, '-b:v', '3M'] },
  { name: 'old-480p25.mp4', size: '720:480', rate: '25', seconds: 30, encoder: [...x264, '-b:v', '2M'] },
  {
    name: 'phone-1080p30-hevc.mp4',
    size: '1920:1080',
    rate: '30',
    seconds: 20,
    encoder: [...hevc, '-b:v', '10M', '-g', '30', '-tag:v', 'hvc1', '-c:a', 'aac'],
  },
  {
    name: 'tape-576i25.avi',
    size: '720:576',
    rate: '25',
    seconds: 20,
    encoder: ['-c:v', 'mpeg4', '-b:v', '3M', '-c:a', 'libmp3lame'],
  },
];

/** The whole of it, in seconds. */
export const corpusSec = recipes.reduce((sum, recipe) => sum + recipe.seconds, 0);

/** Seconds of each clip that are encoded; the rest repeats them, which decodes at the same cost. */
const loopSec = 10;

/** Gives the paths. Takes a minute or two on two cores. */
async function makeCorpus(folder: string, chosen: readonly Recipe[]): Promise<string[]> {
  const paths: string[] = [];
  for (const recipe of chosen) {
    const index = recipes.indexOf(recipe);
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

/** RUSHES_BENCH_CORPUS names a folder that keeps the footage from one run to the next. `chosen`: some of the recipes only. */
export async function corpusIn(folder: string, chosen: readonly Recipe[] = recipes): Promise<string[]> {
  const kept = process.env['RUSHES_BENCH_CORPUS'];
  if (kept === undefined) return makeCorpus(folder, chosen);
  await mkdir(kept, { recursive: true });
  const paths = chosen.map((recipe) => join(kept, recipe.name));
  const isThere = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (!isThere.every(Boolean)) await makeCorpus(kept, chosen);
  return Promise.all(
    chosen.map(async ({ name }) => {
      const link = join(folder, name);
      await symlink(join(kept, name), link);
      return link;
    }),
  );
}

const realShots = [
  'moviepy/fire2.mp4',
  'androidx-media/internal_emulator_transformer_output.mp4',
  'mdn/pig.mp4',
  'intel/one-by-one-person-detection.mp4',
  'moviepy/chaplin.mp4',
  'mdn/rabbit320.mp4',
];

/** Two shots of different pictures, joined; grain over all; a tone that beats. */
function sources({ size, rate }: Recipe, seed: number): string[] {
  const shotSec = String(loopSec / 2);
  const fit = `fps=${rate},scale=${size}:force_original_aspect_ratio=increase,crop=${size},setsar=1,format=yuv420p`;
  const graph = [
    `[0:v]${fit},trim=duration=${shotSec},setpts=PTS-STARTPTS[a]`,
    `[1:v]${fit},trim=duration=${shotSec},setpts=PTS-STARTPTS[b]`,
    '[a][b]concat=n=2:v=1,noise=c0s=5:c0f=t[v]',
  ].join(';');
  const sound = `sine=frequency=${String(300 + 40 * seed)}:beep_factor=4:duration=${String(loopSec)}:sample_rate=48000`;
  const inputs = [...shot(seed), ...shot(seed + 1), '-f', 'lavfi', '-i', sound];
  const output = ['-filter_complex', graph, '-map', '[v]', '-map', '2:a', '-t', String(loopSec)];
  return [...inputs, ...output];
}

function shot(index: number): string[] {
  const fixtures = process.env['RUSHES_FIXTURES'] ?? resolve(import.meta.dirname, '..', '..', '..', 'shared');
  const real = join(fixtures, 'media', realShots[index % realShots.length] ?? '');
  if (existsSync(real)) return ['-stream_loop', '-1', '-i', real];
  return ['-f', 'lavfi', '-i', `testsrc2=s=1280x720:r=30,rotate=a=t/${String(3 + index)}`];
}
