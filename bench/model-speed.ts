/**
 * What our code around a model costs: the same pictures and sounds through the inference client (its own process, preparation,
 * sessions, conclusions, messages there and back) and, as bare runs of onnxruntime in this process, the very tensors that the model's code made of
 * them. Equal tensors, one thread and one request at a time on both sides, the same priority, turns within each round: so the
 * ratio of the medians is fair even where the machine has other work.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Candidate } from '../src-main/inference/packs/installed-models.ts';
import type { InferenceClient } from '../src-main/inference/client.ts';
import type { TaskName } from '../src-preload/contract/inference-tasks.ts';
import { fixturesFolder } from './support/fixtures.ts';
import { importModels } from './support/imported-models.ts';
import { type ModelInput, modelInputs } from './support/model-inputs.ts';
import { milliseconds, quantile } from './support/quantile.ts';
import { openRecorded, type RecordedModel, runBare } from './support/recorded-model.ts';
import { figure, heading, megabytes, ratio } from './support/report.ts';

const ratioBar = 1.3;
/** Times realtime, at least. */
const soundBars: Readonly<Record<string, number>> = { silero: 100, yamnet: 50 };
/** Of one input. */
const budgetMs = 600;
/** The first of them warms up. */
const [fewestRounds, mostRounds] = [3, 40];
const timedInRow = 3;
const { signal } = new AbortController();

export async function benchModels(): Promise<void> {
  heading('Models: our whole run against bare onnxruntime on the same tensors, one thread each');
  const [models, media] = [fixturesFolder('models'), fixturesFolder('media')];
  if (models === null || media === null) {
    console.log('  left out: no test weights and clips (set RUSHES_FIXTURES)');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  const imported = await importModels(models, folder);
  try {
    const inputs = await modelInputs(media, imported);
    for (const candidate of imported.all) {
      await benchModel(imported.client, candidate, inputs.get(candidate.task) ?? []);
    }
    const { peakMemoryBytes } = await imported.client.usage();
    figure('peak memory of the inference process, all of them loaded', megabytes(peakMemoryBytes));
  } finally {
    await imported.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchModel(
  client: InferenceClient,
  { task, model, inUse, pack }: Candidate,
  inputs: readonly ModelInput[],
): Promise<void> {
  const title = `${model.name} (${task})`;
  if (model.engine !== 'onnx' || inputs.length === 0) {
    console.log(
      `  ${title}, ${pack.manifest.id}: left out, ${inputs.length === 0 ? 'no input' : 'no bare run'}`,
    );
    return;
  }
  const recorded = await openRecorded(model, inUse);
  try {
    const run = (input: unknown) =>
      client.run(inUse, task, input as Parameters<typeof client.run<TaskName>>[2], signal);
    const times = [];
    for (const { input } of inputs) times.push(await timesOf(input, recorded, run));
    report(title, model.name, inputs, times);
  } finally {
    await recorded.release();
  }
}

/** Medians of one input, in milliseconds. */
interface Times {
  readonly wholeMs: number;
  readonly bareMs: number;
  /** The model's own code: what it makes of the input before its sessions, and of their outputs. */
  readonly ownCodeMs: number;
  /** From asking to the answer, less what the same run takes without a process between. */
  readonly transportMs: number;
}

async function timesOf(
  input: unknown,
  recorded: RecordedModel,
  run: (input: unknown) => Promise<unknown>,
): Promise<Times> {
  const runs = await recorded.record(input);
  const whole: number[] = [];
  const bare: number[] = [];
  const here: number[] = [];
  const ownCode: number[] = [];
  const kinds = [
    async (isTimed: boolean) => {
      const beganMs = performance.now();
      await run(input);
      if (isTimed) whole.push(performance.now() - beganMs);
    },
    async (isTimed: boolean) => {
      const tookMs = await runBare(runs);
      if (isTimed) bare.push(tookMs);
    },
    async (isTimed: boolean) => {
      const { wholeMs, sessionsMs } = await recorded.time(input);
      if (!isTimed) return;
      here.push(wholeMs);
      ownCode.push(wholeMs - sessionsMs);
    },
  ];
  const beganMs = performance.now();
  for (let round = 0; round < mostRounds; round += 1) {
    if (round > fewestRounds && performance.now() - beganMs > budgetMs) break;
    for (let step = 0; step < kinds.length; step += 1) {
      const kind = kinds[(round + step) % kinds.length];
      // The first of each row finds the caches full of something else; frames of a clip follow each other too.
      for (let at = 0; at <= timedInRow; at += 1) await kind?.(at > 0 && round > 0);
    }
  }
  const median = (times: readonly number[]): number => quantile(times, 0.5);
  return {
    wholeMs: median(whole),
    bareMs: median(bare),
    ownCodeMs: median(ownCode),
    transportMs: Math.max(0, median(whole) - median(here)),
  };
}

function report(title: string, name: string, inputs: readonly ModelInput[], times: readonly Times[]): void {
  const mean = (pick: (each: Times) => number): number =>
    times.reduce((sum, each) => sum + pick(each), 0) / times.length;
  const [wholeMs, bareMs] = [mean((each) => each.wholeMs), mean((each) => each.bareMs)];
  const soundSec = inputs[0]?.soundSec ?? null;
  if (soundSec === null) figure(`${title}, a frame`, milliseconds(wholeMs));
  else {
    const realtime = (soundSec * 1000) / wholeMs;
    const bar = soundBars[name];
    figure(
      `${title}, ${soundSec.toFixed(0)} s of sound`,
      `${realtime.toFixed(0)} x`,
      bar === undefined ? undefined : { value: realtime, at: 'least', bar },
    );
  }
  figure(`  against bare runs of ${bareMs.toFixed(2)} ms`, ratio(wholeMs / bareMs), {
    value: wholeMs / bareMs,
    at: 'most',
    bar: ratioBar,
  });
  const parts = [mean((each) => each.ownCodeMs), mean((each) => each.transportMs)];
  figure('  of it, our code, and messages', parts.map((part) => part.toFixed(2)).join(' + ') + ' ms');
}
