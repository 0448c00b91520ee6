/**
 * How well cuts are found: precision, recall and F1 for hard cuts and dissolves apart, against clips that are joined
 * here from pieces of real footage, and false alarms on footage without a cut. The real stage looks at them through
 * the real decode. Beside it, from the same run, the scene score of ffmpeg's own filters.
 * `node bench/cuts.ts [seed]`; RUSHES_CUT_SPLIT=tuning for the part that thresholds were set on.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import scenesStage from '../src-main/pipeline/stages/scenes.stage.ts';
import { type AnalyzerRun, type AnalyzerRunner, createAnalyzerRunner } from './analyzer-run.ts';
import { buildCutCorpus, type ContinuousClip, type CutCorpus, type JoinedClip } from './cut-corpus.ts';
import { addTallies, ratesOf, scoreClip, type FoundBoundary, type Tally } from './cut-scores.ts';
import { continuousClips, type CutSplit } from './cut-sources.ts';
import { figure, heading } from './support/report.ts';

const run = promisify(execFile);

export interface CutBenchOptions {
  /** The folder that holds `media/`; default: RUSHES_FIXTURES, else `shared` beside the checkout. */
  readonly fixtures?: string;
  readonly seed?: number;
  readonly split?: CutSplit;
}

/** A usual threshold for `select`, and the default one of `scdet`; neither was tuned on this footage, as ours were. */
const baselines = [
  { name: 'ffmpeg select scene > 0.3', filter: "select='gt(scene,0.3)',metadata=print:file=-" },
  {
    name: 'ffmpeg scdet 10',
    filter: 'scdet=threshold=10,metadata=select:key=lavfi.scd.time,metadata=print:file=-',
  },
] as const;

const hardBar = 0.95;
const dissolveBar = 0.85;

export async function benchCuts(options: CutBenchOptions = {}): Promise<void> {
  const { seed = 2, split = 'held-out' } = options;
  const checkout = resolve(import.meta.dirname, '..');
  const fixtures = options.fixtures ?? process.env['RUSHES_FIXTURES'] ?? join(checkout, '..', 'shared');
  heading(`Cuts: ${split} footage, seed ${String(seed)}`);
  if (!existsSync(join(fixtures, 'media'))) {
    console.log('  skipped: no test clips (set RUSHES_FIXTURES)');
    return;
  }
  const directory = await mkdtemp(join(tmpdir(), 'rushes-bench-cuts-'));
  const runner = await createAnalyzerRunner(scenesStage, 'scenes');
  try {
    const corpus = await buildCutCorpus({ fixtures, directory, seed, split, clipCount: 10 });
    await tellJoined(runner, corpus);
    await tellContinuous(runner, corpus, fixtures);
  } finally {
    await runner.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function tellJoined(runner: AnalyzerRunner<'scenes'>, { joined }: CutCorpus): Promise<void> {
  const everyFrame: AnalyzerRun<'scenes'>[] = [];
  const keyframes: AnalyzerRun<'scenes'>[] = [];
  for (const { path } of joined) {
    everyFrame.push(await runner.run(path));
    keyframes.push(await runner.run(path, { source: 'keyframes' }));
  }
  const ours = everyFrame.map((each, index) => boundariesOf(each, joined[index]?.frameRate ?? 0));
  tellTallies('every frame', joined, ours, true);
  const fast = keyframes.map((each, index) => boundariesOf(each, joined[index]?.frameRate ?? 0));
  tellTallies('keyframes only', joined, fast, false);
  for (const { name, filter } of baselines) {
    const found: FoundBoundary[][] = [];
    for (const { path, frameRate } of joined) found.push(await filterBoundaries(path, frameRate, filter));
    tellTallies(name, joined, found, false);
  }
  const frames = everyFrame.reduce((sum, { artifact }) => sum + artifact.framesSeen, 0);
  const busySec = everyFrame.reduce((sum, each) => sum + each.busySec, 0);
  figure('time in the detector, a frame', `${((1000 * busySec) / frames).toFixed(3)} ms`);
}

function boundariesOf({ artifact: scenes }: AnalyzerRun<'scenes'>, frameRate: number): FoundBoundary[] {
  return scenes.cuts.map(({ timeSec, kind }) => ({
    frame: timeSec * frameRate,
    kind: kind === 'cut' ? 'cut' : 'gradual',
  }));
}

function tellTallies(
  name: string,
  joined: readonly JoinedClip[],
  found: readonly (readonly FoundBoundary[])[],
  held: boolean,
): void {
  for (const tolerance of [0, 2]) {
    const scores = joined.map((clip, index) => {
      const all = found[index] ?? [];
      return scoreClip(clip, held ? all : outsideDissolves(clip, all), tolerance);
    });
    const hard = addTallies(scores.map((score) => score.hard));
    tell(
      `${name}: hard cuts, tolerance ${String(tolerance)}`,
      hard,
      held && tolerance === 0 ? hardBar : null,
    );
    if (!held) continue;
    const dissolves = addTallies(scores.map((score) => score.dissolves));
    tell(
      `${name}: dissolves, tolerance ${String(tolerance)}`,
      dissolves,
      tolerance === 2 ? dissolveBar : null,
    );
    if (tolerance === 2) tellMiddles(scores.flatMap((score) => score.middleErrors));
  }
}

/** What knows no dissolves may call one a cut, or not: neither is held against it. */
function outsideDissolves(clip: JoinedClip, found: readonly FoundBoundary[]): readonly FoundBoundary[] {
  return found.filter(
    ({ frame }) =>
      !clip.dissolves.some(({ startFrame, endFrame }) => frame >= startFrame - 2 && frame <= endFrame + 2),
  );
}

function tell(name: string, tally: Tally, bar: number | null): void {
  const { precision, recall, f1 } = ratesOf(tally);
  const parts = `${String(tally.hits)} of ${String(tally.truths)}, ${String(tally.falseAlarms)} false`;
  figure(
    `${name} (${parts})`,
    `F1 ${f1.toFixed(3)}`,
    bar === null ? undefined : { value: f1, at: 'least', bar },
  );
  figure('  precision and recall', `${precision.toFixed(3)} ${recall.toFixed(3)}`);
}

function tellMiddles(errors: readonly number[]): void {
  if (errors.length === 0) return;
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  const at = (part: number): string => (sizes[Math.floor(part * (sizes.length - 1))] ?? 0).toFixed(1);
  figure('  middle to middle: median, 90 %, largest, in frames', `${at(0.5)} ${at(0.9)} ${at(1)}`);
}

async function tellContinuous(
  runner: AnalyzerRunner<'scenes'>,
  { continuous }: CutCorpus,
  fixtures: string,
): Promise<void> {
  const real = continuousClips.map((file) => ({ path: join(fixtures, 'media', file), what: file }));
  await tellFalseAlarms(runner, 'real footage without a cut', real, 1);
  await tellFalseAlarms(runner, 'flashes, pans, noise, exposure, made', continuous, null);
}

async function tellFalseAlarms(
  runner: AnalyzerRunner<'scenes'>,
  name: string,
  clips: readonly ContinuousClip[],
  bar: number | null,
): Promise<void> {
  let alarms = 0;
  let minutes = 0;
  const where: string[] = [];
  for (const { path, what } of clips) {
    const { artifact: scenes } = await runner.run(path);
    alarms += scenes.cuts.length;
    minutes += (scenes.scenes.at(-1)?.endSec ?? 0) / 60;
    where.push(...scenes.cuts.map(({ kind, timeSec }) => `${what}: ${kind} at ${timeSec.toFixed(2)} s`));
  }
  const value = alarms / minutes;
  const rate = `${value.toFixed(2)} / min`;
  figure(
    `${name}: false alarms in ${minutes.toFixed(1)} min`,
    rate,
    bar === null ? undefined : { value, at: 'most', bar },
  );
  for (const line of where) console.log(`    ${line}`);
}

/** Times at which a filter of ffmpeg sees a change of scene. */
async function filterBoundaries(path: string, frameRate: number, filter: string): Promise<FoundBoundary[]> {
  const args = ['-v', 'error', '-nostdin', '-i', path, '-map', '0:v:0', '-vf', filter, '-f', 'null', '-'];
  const { stdout } = await run('ffmpeg', args, { maxBuffer: 16 * 1024 * 1024 });
  const times = [...stdout.matchAll(/pts_time:([\d.]+)/g)].map((found) => Number(found[1]));
  return times.map((timeSec) => ({ frame: timeSec * frameRate, kind: 'cut' }));
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const seed = Number(process.argv[2] ?? 2);
  await benchCuts({ seed, split: process.env['RUSHES_CUT_SPLIT'] === 'tuning' ? 'tuning' : 'held-out' });
}
