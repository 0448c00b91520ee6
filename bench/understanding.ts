/**
 * Everything that can be understood with the test weights, by the command line as a person would: how fast, who used the processor,
 * what the gate of like frames saved, how much memory; then the two heaviest kinds of looking alone.
 */
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runCommandLine } from './support/cli.ts';
import type { Measured } from './support/command.ts';
import { corpusIn, recipes } from './support/corpus.ts';
import { fixturesFolder } from './support/fixtures.ts';
import {
  createProcessorShares,
  processRoles,
  type ProcessorShares,
  type ProcessRole,
} from './support/processor-shares.ts';
import { figure, heading, megabytes, seconds } from './support/report.ts';
import { libraryFigures, type LibraryFigures } from './support/stage-figures.ts';

/** Real clips beside those that are made: people, speech, text. Below `media`. */
const realClips: readonly string[] = [
  'intel/one-by-one-person-detection.mp4',
  'derived/person-with-speech.mp4',
  'auto-editor/example.mp4',
  'pyscenedetect/testvideo.mp4',
  'androidx-media/internal_emulator_transformer_output.mp4',
  'moviepy/chaplin.mp4',
];

/** Of the bench's own footage: what does not take longer to draw than to understand. */
const drawn = recipes.filter(({ name }) => /^(camera|talk|old)-/.test(name));

const alone: readonly { readonly stage: string; readonly what: string; readonly bar: number }[] = [
  { stage: 'objects', what: 'objects, 1 frame a second', bar: 10 },
  { stage: 'on-screen-text', what: 'text, 1 frame every 2 seconds', bar: 5 },
];
/** At the rates above; shorter clips are looked at more often. */
const aloneClips: readonly string[] = [
  'intel/one-by-one-person-detection.mp4',
  'pyscenedetect/testvideo.mp4',
];

/** What the others need to run at all. */
const groundwork: readonly string[] = ['identify', 'probe'];

export async function benchUnderstanding(): Promise<void> {
  heading('Understanding a library, all models of the test weights');
  const [weights, media] = [fixturesFolder('models'), fixturesFolder('media')];
  if (weights === null || media === null) {
    console.log('  left out: no test weights and clips (set RUSHES_FIXTURES)');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  try {
    const env = { RUSHES_MODELS: join(folder, 'models') };
    const library = join(folder, 'whole.rushes');
    const imported = await runCommandLine(['models', 'import', weights, '--library', library, '--json'], {
      env,
    });
    figure('models imported', seconds(imported.wallSec));
    await benchWhole(library, await footageIn(join(folder, 'footage'), media), env);
    for (const each of alone) await benchAlone(each, folder, media, env);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function footageIn(folder: string, media: string): Promise<string> {
  await mkdir(folder);
  await corpusIn(folder, drawn);
  await linkInto(folder, media, realClips);
  return folder;
}

async function linkInto(folder: string, media: string, clips: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const clip of clips) await symlink(join(media, clip), join(folder, basename(clip)));
}

async function benchWhole(library: string, footage: string, env: NodeJS.ProcessEnv): Promise<void> {
  const shares = createProcessorShares();
  const ingest = await runCommandLine(['ingest', footage, '--library', library, '--json'], {
    env,
    onSample: (pid) => {
      shares.sample(pid);
    },
  });
  const figures = libraryFigures(library);
  figure(
    `${figures.footageSec.toFixed(0)} s of footage, every stage of the default profile`,
    seconds(ingest.wallSec),
  );
  figure('  speed', realtime(figures.footageSec, ingest.wallSec));
  figure('  runs that failed', String(figures.failed), { value: figures.failed, at: 'most', bar: 0 });
  tellProcessor(shares, ingest);
  tellStages(figures);
  figure('peak memory, engine', megabytes(ingest.ownPeakBytes));
  figure('peak memory, inference process', megabytes(shares.peakBytes('models')));
  figure('peak memory, all processes', megabytes(ingest.treePeakBytes));
}

const roleTitles: Readonly<Record<ProcessRole, string>> = {
  ffmpeg: 'ffmpeg: decode, scaling, proxies',
  models: 'models with their preparation',
  messages: "the inference process's messages",
  engine: 'engine: frames, gate, messages, storage',
  speech: 'programs that write down speech',
  others: 'other tools',
};

function tellProcessor(shares: ProcessorShares, { cpuSec }: Measured): void {
  if (cpuSec === null) return;
  figure('processor time of all of it', seconds(cpuSec));
  const share = (part: number): string => `${((100 * part) / cpuSec).toFixed(0)} %`;
  let told = 0;
  for (const role of processRoles) {
    told += shares.cpuSec(role);
    figure(`  ${roleTitles[role]}`, share(shares.cpuSec(role)));
  }
  figure('  too short-lived to be seen', share(Math.max(0, cpuSec - told)));
}

function tellStages({ stages, frames }: LibraryFigures): void {
  console.log(
    '  stages: x realtime of wall time (a decode that is shared counts whole), processor seconds of their own',
  );
  for (const { stage, runs, footageSec, wallSec, cpuSec } of stages) {
    figure(
      `  ${stage}, ${String(runs)} runs`,
      `${realtime(footageSec, wallSec)} ${seconds(cpuSec).padStart(9)}`,
    );
  }
  console.log('  frames that differ so little from the one before that no model was asked');
  for (const { stage, seen, analysed } of frames) {
    figure(`  ${stage}`, `${String(seen - analysed)} of ${String(seen)}`);
  }
}

async function benchAlone(
  { stage, what, bar }: (typeof alone)[number],
  folder: string,
  media: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const library = join(folder, `${stage}.rushes`);
  const footage = join(folder, `footage-${stage}`);
  await linkInto(footage, media, aloneClips);
  const off = (await stageNames()).filter((name) => name !== stage && !groundwork.includes(name));
  await runCommandLine(['stages', '--off', ...off, '--library', library, '--json'], { env });
  const ingest = await runCommandLine(['ingest', footage, '--library', library, '--json'], { env });
  const { footageSec, stages } = libraryFigures(library);
  const wallSec = stages.find((each) => each.stage === stage)?.wallSec ?? Number.NaN;
  const value = footageSec / wallSec;
  figure(`${what}, ${footageSec.toFixed(0)} s of footage`, realtime(footageSec, wallSec), {
    value,
    at: 'least',
    bar,
  });
  figure('  the whole command, from its start', realtime(footageSec, ingest.wallSec));
}

async function stageNames(): Promise<readonly string[]> {
  const { stdout } = await runCommandLine(['stages', '--json']);
  const { stages } = JSON.parse(stdout) as { readonly stages: readonly { readonly name: string }[] };
  return stages.map(({ name }) => name);
}

const realtime = (footageSec: number, wallSec: number): string => `${(footageSec / wallSec).toFixed(1)} x`;
