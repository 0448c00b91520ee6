/** Copies of real clips that were changed in the ways in which copies are, and clips that have nothing to do with them. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Thresholds were set on 'tuning'; figures are told of 'held-out'. */
export type DuplicateSplit = 'tuning' | 'held-out';

interface Piece {
  readonly file: string;
  readonly startSec?: number;
  readonly lengthSec?: number;
}

/** No two pieces show the same moment. Several are of one fixed camera, at other times. */
const pieces: Readonly<Record<DuplicateSplit, readonly Piece[]>> = {
  tuning: [
    { file: 'mdn/pig.mp4' },
    { file: 'moviepy/chaplin.mp4' },
    { file: 'moviepy/fire2.mp4' },
    { file: 'moviepy/video_with_failing_audio.mp4' },
    { file: 'androidx-media/sample.avi' },
    { file: 'androidx-media/bbb_2500ms.ts' },
    { file: 'metadata-extractor/with-gps.mov' },
    { file: 'intel/help.mkv' },
    { file: 'intel/one-by-one-person-detection.mp4', startSec: 10, lengthSec: 10 },
    { file: 'intel/one-by-one-person-detection.mp4', startSec: 34, lengthSec: 10 },
    { file: 'intel/one-by-one-person-detection.mp4', startSec: 60, lengthSec: 10 },
    { file: 'intel/one-by-one-person-detection.mp4', startSec: 84, lengthSec: 10 },
    { file: 'intel/one-by-one-person-detection.mp4', startSec: 110, lengthSec: 10 },
    { file: 'pyscenedetect/testvideo.mp4', startSec: 0, lengthSec: 12 },
  ],
  'held-out': [
    { file: 'mdn/rabbit320.mp4' },
    { file: 'androidx-media/internal_emulator_transformer_output.mp4' },
    { file: 'androidx-media/sample_edit_list.mp4' },
    { file: 'androidx-media/sample_sef_slow_motion.mp4' },
    { file: 'metadata-extractor/sample.3gp' },
    { file: 'metadata-extractor/ftyp3gp5.mp4' },
    { file: 'derived/multi-audio-multi-subs.mkv', startSec: 4, lengthSec: 10 },
    { file: 'derived/multi-audio-multi-subs.mkv', startSec: 18, lengthSec: 10 },
    { file: 'intel/one-by-one-person-detection.mp4', startSec: 22, lengthSec: 10 },
    { file: 'intel/one-by-one-person-detection.mp4', startSec: 46, lengthSec: 10 },
    { file: 'intel/one-by-one-person-detection.mp4', startSec: 97, lengthSec: 10 },
    { file: 'pyscenedetect/testvideo.mp4', startSec: 12, lengthSec: 10 },
  ],
};

/** Compared with all others, without copies of their own. */
const bystanders: readonly Piece[] = [
  { file: 'androidx-media/sample_with_metadata.mp4' },
  { file: 'androidx-media/sample_with_chapters.mkv' },
  { file: 'androidx-media/portrait_4k60.mp4' },
  { file: 'androidx-media/long_4k_av1.mp4', lengthSec: 6 },
  { file: 'auto-editor/example.mp4', lengthSec: 8 },
  { file: 'moviepy/smpte-2997.mp4', lengthSec: 5 },
  { file: 'pyscenedetect/counter.mp4' },
];

interface Change {
  readonly kind: string;
  readonly filter?: string;
  readonly encoder?: readonly string[];
  /** Shares of the length. */
  readonly trim?: { readonly from: number; readonly to: number };
  readonly speed?: number;
}

const changes: readonly Change[] = [
  { kind: 'turned', filter: 'transpose=clock' },
  { kind: 'turned', filter: 'hflip,vflip' },
  { kind: 'turned', filter: 'transpose=cclock' },
  { kind: 'scaled', filter: 'scale=trunc(iw/4)*2:trunc(ih/4)*2' },
  { kind: 'scaled', filter: 'scale=176:144,setsar=1' },
  { kind: 're-encoded', encoder: ['-c:v', 'mpeg4', '-q:v', '14'] },
  { kind: 're-encoded', encoder: ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '38'] },
  { kind: 'letterboxed', filter: 'pad=iw:trunc(ih*0.7)*2:0:(oh-ih)/2' },
  { kind: 'letterboxed', filter: 'pad=trunc(iw*0.7)*2:ih:(ow-iw)/2:0' },
  { kind: 'trimmed', trim: { from: 0.25, to: 0.75 } },
  { kind: 'trimmed', trim: { from: 0.35, to: 1 } },
  { kind: 're-timed', speed: 1.25 },
  { kind: 're-timed', speed: 0.8 },
  { kind: 'mirrored', filter: 'hflip' },
  {
    kind: 'several at once',
    filter: 'transpose=clock,scale=trunc(iw/4)*2:trunc(ih/4)*2,pad=iw*2:ih:(ow-iw)/2:0',
    encoder: ['-c:v', 'mpeg4', '-q:v', '9'],
    trim: { from: 0.2, to: 0.9 },
    speed: 1.1,
  },
];

export interface CorpusClip {
  readonly path: string;
  /** Clips of one piece belong together. */
  readonly piece: number;
  /** null: the piece itself, as it is in the fixtures but cut and small. */
  readonly kind: string | null;
  readonly name: string;
}

export const copyKinds: readonly string[] = [...new Set(changes.map(({ kind }) => kind))];

/** `media`: the folder of real clips. Pieces whose file is not there are left out. */
export async function buildDuplicateCorpus(
  media: string,
  folder: string,
  split: DuplicateSplit,
): Promise<CorpusClip[]> {
  const clips: CorpusClip[] = [];
  const there = ({ file }: Piece): boolean => existsSync(join(media, file));
  const chosen = pieces[split].filter(there);
  for (const [piece, of] of [...chosen, ...bystanders.filter(there)].entries()) {
    const name = `${of.file} ${String(of.startSec ?? 0)} s`;
    const original = join(folder, `${String(piece)}.mp4`);
    const lengthSec = await cutOut(join(media, of.file), of, original);
    clips.push({ path: original, piece, kind: null, name });
    if (piece >= chosen.length) continue;
    const copies = changes.map((change, index) => ({ change, path: copyPath(folder, piece, index) }));
    for (const { change, path } of copies) {
      await copyChanged(original, path, change, lengthSec);
      clips.push({ path, piece, kind: change.kind, name: `${name}: ${describe(change)}` });
    }
  }
  return clips;
}

function copyPath(folder: string, piece: number, index: number): string {
  return join(folder, `${String(piece)}-${String(index)}.mkv`);
}

function describe({ kind, filter, trim, speed, encoder }: Change): string {
  return [kind, filter, speed, trim?.from, encoder?.[1]].filter((part) => part !== undefined).join(' ');
}

const quiet = ['-v', 'error', '-nostdin', '-y'];

/** @returns its length */
async function cutOut(source: string, piece: Piece, target: string): Promise<number> {
  const start = piece.startSec === undefined ? [] : ['-ss', String(piece.startSec)];
  const length = piece.lengthSec === undefined ? [] : ['-t', String(piece.lengthSec)];
  const small = "scale='trunc(min(iw,320)/2)*2':-2,format=yuv420p";
  const args = [...start, '-i', source, ...length, '-map', '0:v:0', '-vf', small, ...x264, target];
  await run('ffmpeg', [...quiet, ...args]);
  const probed = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    target,
  ]);
  return Number(probed.stdout);
}

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20'];

async function copyChanged(source: string, target: string, change: Change, lengthSec: number): Promise<void> {
  const { filter, encoder = x264, trim, speed } = change;
  const cut =
    trim === undefined
      ? []
      : ['-ss', String(trim.from * lengthSec), '-t', String((trim.to - trim.from) * lengthSec)];
  const filters = [...(filter === undefined ? [] : [filter]), ...retiming(speed), 'format=yuv420p'];
  const args = [...cut, '-i', source, '-an', '-vf', filters.join(','), ...encoder, target];
  await run('ffmpeg', [...quiet, ...args]);
}

/** At the rate that it had, so that frames are left out or repeated. */
function retiming(speed: number | undefined): string[] {
  return speed === undefined ? [] : [`setpts=PTS/${String(speed)}`, 'fps=25'];
}
