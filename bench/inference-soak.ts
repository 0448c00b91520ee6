/**
 * Load, run, unload, over and over in one inference process: whether its memory stays where it is. Real weights, found like the
 * test clips; every cycle has both lanes at work.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInferenceClient, type InferenceClient } from '../src-main/inference/client.ts';
import { forkInferenceProcess } from '../src-main/inference/fork-inference-process.ts';
import type { ModelInUse } from '../src-main/inference/model-in-use.ts';
import { figure, heading, megabytes } from './support/report.ts';
import { growthOver } from './support/slope.ts';

/** How much the memory may grow over the last three quarters, of what it is there. */
const mostGrowth = 0.1;
const runsPerCycle = 4;

interface Subject {
  readonly model: ModelInUse;
  run(client: InferenceClient, signal: AbortSignal): Promise<unknown>;
}

export async function soakInference(minutes: number): Promise<void> {
  heading(`Load, run, unload for ${String(minutes)} minutes`);
  const subjects = availableSubjects();
  if (subjects.length === 0) {
    console.log('  skipped: no weights (set RUSHES_FIXTURES)');
    return;
  }
  const client = createInferenceClient({
    start: forkInferenceProcess,
    log: {
      info: () => undefined,
      warn: (message, facts) => {
        console.warn(message, facts);
      },
    },
    // It is never replaced: what grows has to show.
    limits: { mostBytes: 8e9, recycleBytes: 8e9, keepWarmSec: 600, idleSec: 600 },
  });
  try {
    const memory = await cycle(client, subjects, Date.now() + minutes * 60_000);
    const { restarts, runs, peakMemoryBytes } = await client.usage();
    const growth = growthOver(memory.slice(Math.floor(memory.length / 4)));
    figure('cycles', String(memory.length));
    figure('runs', String(runs));
    figure('processes replaced', String(restarts), { value: restarts, at: 'most', bar: 0 });
    figure('peak memory', megabytes(peakMemoryBytes));
    const percent = growth * 100;
    const bar = { value: percent, at: 'most', bar: mostGrowth * 100 } as const;
    figure('growth over the last three quarters', `${percent.toFixed(1)} %`, bar);
    if (growth > mostGrowth || restarts > 0) process.exitCode = 1;
  } finally {
    await client.close();
  }
}

/** Resident memory after each cycle's unloading. */
async function cycle(
  client: InferenceClient,
  subjects: readonly Subject[],
  untilMs: number,
): Promise<readonly number[]> {
  const { signal } = new AbortController();
  const memory: number[] = [];
  while (Date.now() < untilMs || memory.length < 8) {
    for (const subject of subjects) {
      await client.load(subject.model, signal);
      await Promise.all(Array.from({ length: runsPerCycle }, () => subject.run(client, signal)));
    }
    await client.unload(null);
    const { memoryBytes } = await client.usage();
    memory.push(memoryBytes);
    console.log(`  cycle ${String(memory.length).padStart(4)}   ${megabytes(memoryBytes)}`);
  }
  return memory;
}

function availableSubjects(): readonly Subject[] {
  const folder = join(
    process.env['RUSHES_FIXTURES'] ?? resolve(import.meta.dirname, '../../shared'),
    'models',
  );
  const picture = {
    width: 640,
    height: 360,
    pixels: Uint8Array.from({ length: 640 * 360 * 3 }, (_value, index) => (index * 7919) % 251),
  };
  const samples = Float32Array.from({ length: 512 * 100 }, (_value, index) => Math.sin(index / 9) / 2);
  const inUse = (model: string, path: string): ModelInUse => ({
    ...{ key: `${model}@soak`, model, hub: null, provider: 'cpu' },
    files: { model: join(folder, path) },
  });
  const objects = inUse('yolox', 'objects/yolox-nano/yolox_nano.onnx');
  const faces = inUse('ultraface', 'faces/ultraface/version-RFB-320.onnx');
  const speech = inUse('silero', 'vad/silero/silero_vad.onnx');
  const subjects: readonly Subject[] = [
    { model: objects, run: (client, signal) => client.run(objects, 'objects', { picture }, signal) },
    { model: faces, run: (client, signal) => client.run(faces, 'faces', { picture }, signal) },
    {
      model: speech,
      run: (client, signal) => client.run(speech, 'speech-activity', { samples, state: null }, signal),
    },
  ];
  return subjects.filter(({ model }) => Object.values(model.files).every((path) => existsSync(path)));
}
