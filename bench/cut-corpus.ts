/**
 * Clips whose cuts are known to the frame, made with ffmpeg out of pieces of real footage: some joined by hard cuts and
 * cross-fades, some without any cut but with what looks like one (flashes, pans, sudden exposure, noise, fast motion).
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seededRandom, type SeededRandom } from './cut-random.ts';
import { cutSources, type CutSource, type CutSplit } from './cut-sources.ts';

const run = promisify(execFile);

/** Pictures are numbered from 0. A hard cut is the first picture of the new shot. */
export interface JoinedClip {
  readonly path: string;
  readonly frameRate: number;
  readonly frameCount: number;
  readonly hardCuts: readonly number[];
  /** `startFrame` is the last picture of the old shot alone, `endFrame` the first of the new shot alone. */
  readonly dissolves: readonly { readonly startFrame: number; readonly endFrame: number }[];
}

export interface ContinuousClip {
  readonly path: string;
  readonly what: string;
}

export interface CutCorpus {
  readonly joined: readonly JoinedClip[];
  readonly continuous: readonly ContinuousClip[];
}

export interface CutCorpusOptions {
  /** The folder that holds `media/`. */
  readonly fixtures: string;
  /** Where the clips are written; must exist. */
  readonly directory: string;
  readonly seed: number;
  readonly split: CutSplit;
  /** How many joined clips, each with six hard cuts and four dissolves. */
  readonly clipCount?: number;
}

interface Piece {
  readonly file: string;
  readonly startSec: number;
  readonly frameCount: number;
}

type Join = { readonly kind: 'cut' } | { readonly kind: 'dissolve'; readonly frames: number };

const pictureSize = { width: 640, height: 360 };
const encoder = [
  '-an',
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '20',
  '-pix_fmt',
  'yuv420p',
  '-threads',
  '2',
];
/** Pictures that a shot has for itself beside its dissolves. */
const shotFrames = 14;

export async function buildCutCorpus(options: CutCorpusOptions): Promise<CutCorpus> {
  const random = seededRandom(options.seed);
  const joined: JoinedClip[] = [];
  for (let index = 0; index < (options.clipCount ?? 12); index += 1) {
    joined.push(await buildJoined(options, random, index));
  }
  const continuous: ContinuousClip[] = [];
  for (const [index, variation] of variations.entries()) {
    continuous.push(await buildContinuous(options, random, index, variation));
  }
  return { joined, continuous };
}

async function buildJoined(
  options: CutCorpusOptions,
  random: SeededRandom,
  index: number,
): Promise<JoinedClip> {
  const frameRate = index % 2 === 0 ? 25 : 30;
  const joins = random.shuffle<Join>([
    ...Array.from({ length: 6 }, () => ({ kind: 'cut' }) as const),
    ...Array.from({ length: 4 }, () => ({ kind: 'dissolve', frames: random.integer(8, 30) }) as const),
  ]);
  const pieces: Piece[] = [];
  let previous: CutSource | null = null;
  for (let at = 0; at <= joins.length; at += 1) {
    const needed = blended(joins[at - 1]) + blended(joins[at]) + shotFrames;
    const least = Math.max(needed, Math.ceil(0.7 * frameRate));
    const source = pickSource(options.split, random, previous, least, frameRate);
    pieces.push(choosePiece(source, random, least, frameRate));
    previous = source;
  }
  return joinPieces(
    options,
    pieces,
    joins,
    frameRate,
    join(options.directory, `joined-${String(index)}.mp4`),
  );
}

function blended(transition: Join | undefined): number {
  return transition?.kind === 'dissolve' ? transition.frames : 0;
}

function pickSource(
  split: CutSplit,
  random: SeededRandom,
  previous: CutSource | null,
  leastFrames: number,
  frameRate: number,
): CutSource {
  const fit = cutSources(split).filter(
    (source) =>
      framesOf(source, frameRate) >= leastFrames &&
      (source.file !== previous?.file || source.fromSec !== previous.fromSec),
  );
  return random.pick(fit);
}

/** Two frames less than its time, for real frames do not begin where a stretch does. */
function framesOf(source: CutSource, frameRate: number): number {
  return Math.floor((source.toSec - source.fromSec) * frameRate) - 2;
}

function choosePiece(source: CutSource, random: SeededRandom, leastFrames: number, frameRate: number): Piece {
  const most = framesOf(source, frameRate);
  const frameCount = random.integer(leastFrames, Math.max(leastFrames, Math.min(5 * frameRate, most)));
  const slackMs = Math.max(0, Math.floor(((most - frameCount) / frameRate) * 1000));
  return { file: source.file, startSec: source.fromSec + random.integer(0, slackMs) / 1000, frameCount };
}

/** The whole picture area filled, so that no black bars give a cut away. */
function fitted(frameRate: number): string {
  const { width, height } = pictureSize;
  const size = `${String(width)}:${String(height)}`;
  return `scale=${size}:force_original_aspect_ratio=increase,crop=${size},fps=${String(frameRate)},setsar=1,format=yuv420p`;
}

async function joinPieces(
  options: CutCorpusOptions,
  pieces: readonly Piece[],
  joins: readonly Join[],
  frameRate: number,
  path: string,
): Promise<JoinedClip> {
  const hardCuts: number[] = [];
  const dissolves: { startFrame: number; endFrame: number }[] = [];
  const same = `settb=1/${String(frameRate)},setpts=N,fps=${String(frameRate)}`;
  const graph = pieces.map(
    ({ frameCount: frames }, index) =>
      `[${String(index)}:v:0]${fitted(frameRate)},trim=end_frame=${String(frames)},${same}[p${String(index)}]`,
  );
  let frameCount = pieces[0]?.frameCount ?? 0;
  let label = 'p0';
  for (const [index, transition] of joins.entries()) {
    const next = pieces[index + 1];
    if (next === undefined) break;
    const into = `j${String(index)}`;
    const pair = `[${label}][p${String(index + 1)}]`;
    if (transition.kind === 'cut') {
      hardCuts.push(frameCount);
      graph.push(`${pair}concat=n=2:v=1:a=0,${same}[${into}]`);
      frameCount += next.frameCount;
    } else {
      const startFrame = frameCount - transition.frames;
      dissolves.push({ startFrame, endFrame: frameCount });
      const seconds = `duration=${String(transition.frames / frameRate)}:offset=${String(startFrame / frameRate)}`;
      graph.push(`${pair}xfade=transition=fade:${seconds},${same}[${into}]`);
      frameCount = startFrame + next.frameCount;
    }
    label = into;
  }
  const inputs = pieces.flatMap(({ file, startSec, frameCount: frames }) => [
    ...['-ss', startSec.toFixed(3), '-t', String(frames / frameRate + 0.2)],
    ...['-i', join(options.fixtures, 'media', file)],
  ]);
  await ffmpeg([...inputs, '-filter_complex', graph.join(';'), '-map', `[${label}]`, ...encoder, path]);
  const written = await countFrames(path);
  if (written !== frameCount) {
    throw new Error(`${path}: ${String(written)} pictures were written instead of ${String(frameCount)}`);
  }
  return { path, frameRate, frameCount, hardCuts, dissolves };
}

type Variation = (random: SeededRandom) => { readonly what: string; readonly filter: string };

const at = (random: SeededRandom): string => (random.integer(8, 14) / 10).toFixed(1);

/** What is often taken for a cut. Times are those of a clip of about two seconds. */
const variations: readonly Variation[] = [
  (random) => ({
    what: 'flash of one frame',
    filter: `eq=brightness=0.6:enable='eq(n,${String(random.integer(20, 30))})'`,
  }),
  (random) => {
    const first = random.integer(20, 30);
    return {
      what: 'flash of three frames',
      filter: `eq=brightness=0.5:enable='between(n,${String(first)},${String(first + 2)})'`,
    };
  },
  (random) => ({
    what: 'exposure that jumps',
    filter: `eq=brightness=0.18:contrast=1.1:enable='gte(t,${at(random)})'`,
  }),
  (random) => ({ what: 'exposure that falls', filter: `eq=brightness=-0.15:enable='gte(t,${at(random)})'` }),
  () => ({ what: 'exposure that drifts', filter: "eq=brightness='0.2*sin(2*PI*t/3)':eval=frame" }),
  () => ({ what: 'pan', filter: "scale=1280:-2,crop=640:360:x='(iw-ow)*min(1,t/1.6)':y='(ih-oh)/2'" }),
  () => ({
    what: 'fast pan',
    filter: "scale=1600:-2,crop=640:360:x='(iw-ow)*clip((t-0.6)/0.5,0,1)':y='(ih-oh)/2'",
  }),
  () => ({ what: 'tilt', filter: "scale=1280:-2,crop=640:360:x='(iw-ow)/2':y='(ih-oh)*min(1,t/1.6)'" }),
  () => ({
    what: 'shaken',
    filter: "scale=800:-2,crop=640:360:x='(iw-ow)*(0.5+0.45*sin(23*t))':y='(ih-oh)*(0.5+0.45*sin(31*t+1))'",
  }),
  (random) => ({ what: 'noise', filter: `noise=alls=${String(random.integer(30, 60))}:allf=t+u:all_seed=7` }),
  () => ({ what: 'three times as fast', filter: 'setpts=PTS/3' }),
  () => ({ what: 'six times as fast', filter: 'setpts=PTS/6' }),
  () => ({
    what: 'zoom',
    filter: "zoompan=z='1+0.02*on':d=1:x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':s=640x360",
  }),
  () => ({ what: 'focus that is lost and found', filter: "gblur=sigma=6:enable='between(t,0.7,1.2)'" }),
  (random) => ({ what: 'half the frame rate', filter: `fps=${String(random.integer(8, 13))}` }),
  () => ({ what: 'colour that turns', filter: "hue=h='40*sin(t*2)':s='1+0.4*sin(t*3)'" }),
];

/** One variation over several stretches, each a clip's length of its own footage joined to nothing else. */
async function buildContinuous(
  options: CutCorpusOptions,
  random: SeededRandom,
  index: number,
  variation: Variation,
): Promise<ContinuousClip> {
  const long = cutSources(options.split).filter((source) => source.toSec - source.fromSec >= 1.8);
  const source = random.pick(long);
  const { what, filter } = variation(random);
  const path = join(options.directory, `continuous-${String(index)}.mp4`);
  const lengthSec = Math.min(4, source.toSec - source.fromSec);
  await ffmpeg([
    ...[
      '-ss',
      String(source.fromSec),
      '-t',
      String(lengthSec),
      '-i',
      join(options.fixtures, 'media', source.file),
    ],
    ...['-map', '0:v:0', '-vf', `${fitted(25)},${filter},fps=25,scale=640:360`, ...encoder, path],
  ]);
  return { path, what };
}

async function countFrames(path: string): Promise<number> {
  const entries = ['-select_streams', 'v:0', '-count_packets', '-show_entries', 'stream=nb_read_packets'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...entries, '-of', 'csv=p=0', path]);
  return Number.parseInt(stdout, 10);
}

async function ffmpeg(args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { maxBuffer: 16 * 1024 * 1024 });
}
