/** Runs a model's files on the CPU and on another execution provider with the same inputs, and says which does better. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tensor } from 'onnxruntime-common';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { ModelInUse } from '../model-in-use.ts';
import type { ProviderTrial } from '../protocol.ts';
import { type OpenSession, openSession } from './onnx-session.ts';
import { plainRuntimeMessage } from './runtime-errors.ts';
import { openLengths, seededInputs } from './seeded-inputs.ts';

/** A provider that gains less than this is not worth what it costs otherwise: start-up, memory of the graphics card, drivers. */
const leastGain = 1.2;

/**
 * Two float32 results may differ by this much, absolutely and for each unit of the value (as NumPy's `allclose` has it): the order of
 * summation differs between providers, which costs about four of seven digits in deep networks; half precision, which costs more, is seen.
 */
export const tolerance = 1e-3;

const seed = 20_260_101;
const warmUps = 2;
const timedRuns = 5;

type Feeds = Readonly<Record<string, Tensor>>;
type Results = Readonly<Record<string, Tensor>>;

/** Never throws for what is the provider's fault. @throws AppError where the model does not even run on the CPU */
export async function tryProvider(model: ModelInUse, threads: number): Promise<ProviderTrial> {
  const { provider } = model;
  let cpuMs = 0;
  let providerMs = 0;
  for (const file of await onnxFilesOf(model)) {
    const outcome = await compare(file, provider, threads);
    if (outcome.kind !== 'measured')
      return { provider, ratio: null, ...verdicts[outcome.kind](outcome.detail) };
    cpuMs += outcome.cpuMs;
    providerMs += outcome.providerMs;
  }
  if (providerMs === 0) return { provider, ratio: null, ...verdicts.untried('it has no file to try') };
  return judge(provider, cpuMs / providerMs);
}

export function judge(provider: string, ratio: number): ProviderTrial {
  const times = ratio.toFixed(2);
  return ratio >= leastGain
    ? { provider, state: 'used', ratio, detail: `Right, and ${times} times as fast as the CPU.` }
    : {
        provider,
        state: 'slower',
        ratio,
        detail: `Right, but only ${times} times as fast as the CPU; ${String(leastGain)} is the least that is used.`,
      };
}

const verdicts = {
  unavailable: (detail: string) => ({ state: 'unavailable', detail }) as const,
  untried: (detail: string) => ({ state: 'unavailable', detail: `It was not tried: ${detail}.` }) as const,
  wrong: (detail: string) =>
    ({ state: 'wrong', detail: `Its results differ from the CPU's: ${detail}.` }) as const,
};

type Comparison =
  | { readonly kind: 'measured'; readonly cpuMs: number; readonly providerMs: number }
  | { readonly kind: keyof typeof verdicts; readonly detail: string };

async function compare(file: string, provider: string, threads: number): Promise<Comparison> {
  const cpu = await openSession(file, { provider: 'cpu', threads });
  try {
    const feeds = await feedsFor(cpu);
    if (feeds === null) return { kind: 'untried', detail: 'no inputs could be made for it' };
    const expected = await cpu.run(feeds);
    const cpuMs = await medianMs(cpu, feeds);
    return await onProvider(file, provider, threads, feeds, expected, cpuMs);
  } finally {
    await cpu.release();
  }
}

async function onProvider(
  file: string,
  provider: string,
  threads: number,
  feeds: Feeds,
  expected: Results,
  cpuMs: number,
): Promise<Comparison> {
  let session: OpenSession | null = null;
  try {
    session = await openSession(file, { provider, threads });
    const difference = firstDifference(expected, await session.run(feeds));
    if (difference !== null) return { kind: 'wrong', detail: difference };
    return { kind: 'measured', cpuMs, providerMs: await medianMs(session, feeds) };
  } catch (error) {
    return { kind: 'unavailable', detail: whyUnavailable(error) };
  } finally {
    await session?.release();
  }
}

/** null: none of the lengths that were tried runs. */
async function feedsFor(session: OpenSession): Promise<Feeds | null> {
  for (const open of openLengths) {
    const feeds = seededInputs(session.inputMetadata, open, seed);
    if (feeds === null) return null;
    try {
      await session.run(feeds);
      return feeds;
    } catch {
      // It wants other lengths.
    }
  }
  return null;
}

async function medianMs(session: OpenSession, feeds: Feeds): Promise<number> {
  for (let run = 0; run < warmUps; run += 1) await session.run(feeds);
  const times: number[] = [];
  for (let run = 0; run < timedRuns; run += 1) {
    const startMs = performance.now();
    await session.run(feeds);
    times.push(performance.now() - startMs);
  }
  return times.sort((a, b) => a - b)[Math.floor(timedRuns / 2)] ?? 0;
}

/** null: they are the same within `tolerance`; whole numbers must be equal. */
export function firstDifference(expected: Results, found: Results): string | null {
  for (const [name, tensor] of Object.entries(expected)) {
    const other = found[name];
    if (other === undefined) return `"${name}" is missing`;
    if (String(tensor.dims) !== String(other.dims)) return `"${name}" has another shape`;
    if (!isClose(tensor.data, other.data)) return `"${name}" has other numbers`;
  }
  return null;
}

function isClose(expected: Tensor['data'], found: Tensor['data']): boolean {
  if (expected.length !== found.length) return false;
  for (let index = 0; index < expected.length; index += 1) {
    const one = expected[index];
    const other = found[index];
    if (Object.is(one, other) || one === other) continue;
    if (!(expected instanceof Float32Array) || typeof one !== 'number' || typeof other !== 'number')
      return false;
    if (!(Math.abs(one - other) <= tolerance + tolerance * Math.abs(one))) return false;
  }
  return true;
}

/** For people: what the machine has not got, where that is known; else the runtime's own words. */
export function whyUnavailable(thrown: unknown): string {
  const said = thrown instanceof AppError ? String(thrown.facts['detail'] ?? thrown.message) : String(thrown);
  if (/webgpu adapter|no supported adapters/i.test(said))
    return 'No graphics adapter that WebGPU can use was found.';
  if (/load (?:shared )?library/i.test(said)) return 'Its libraries are not installed on this machine.';
  if (/no available backend|backend not found/i.test(said)) return 'The runtime was built without it.';
  return `It failed: ${plainRuntimeMessage(said)}`;
}

/** Of a hub model: all weights of its kind. @throws AppError model-damaged */
async function onnxFilesOf({ key, files, hub }: ModelInUse): Promise<readonly string[]> {
  const isOnnx = (path: string): boolean => path.toLowerCase().endsWith('.onnx');
  if (hub === null) return Object.values(files).filter(isOnnx);
  const folder = join(hub.path, 'onnx');
  try {
    return (await readdir(folder)).filter(isOnnx).map((name) => join(folder, name));
  } catch (error) {
    throw new AppError('model-damaged', { model: key, file: folder, detail: 'the folder is missing' }, error);
  }
}
