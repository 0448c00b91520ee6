/** How soon commands answer while clips are worked on, against the same commands on an idle engine. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpusIn, recipes } from './support/corpus.ts';
import { milliseconds, quantile } from './support/quantile.ts';
import { figure, heading, ratio } from './support/report.ts';
import { openCaller, startBenchHost } from './support/web-host.ts';

type Call = Awaited<ReturnType<typeof openCaller>>;

const barMs = 50;
const rounds = 150;
const betweenMs = 60;

export async function benchCommands(): Promise<void> {
  heading(`Commands of a window during an ingest of ${String(recipes.length)} clips`);
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  const footage = join(folder, 'footage');
  await mkdir(footage);
  await corpusIn(footage);
  const host = await startBenchHost(join(folder, 'bench.rushes'), [footage], folder);
  try {
    const call = await openCaller(host);
    await call('library.add', { paths: [footage] });
    const clipIds = await someClips(call);
    const busy = await ask(call, clipIds);
    const { data } = await call('library.status', {});
    const stillWorking = (data as { readonly openClips: number }).openClips > 0;
    await call('scheduler.pause', {});
    await untilNothingRuns(call);
    const idle = await ask(call, clipIds);
    report(busy, idle, stillWorking);
  } finally {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Times = ReadonlyMap<string, number[]>;

/** What a window asks while somebody looks around: reads, and now and then a rating. */
async function ask(call: Call, clipIds: readonly string[]): Promise<Times> {
  const times = new Map<string, number[]>();
  const timed = async (name: string, request: unknown): Promise<void> => {
    const { tookMs } = await call(name, request);
    times.set(name, [...(times.get(name) ?? []), tookMs]);
  };
  for (let round = 0; round < rounds; round += 1) {
    const clipId = clipIds[round % clipIds.length] ?? '';
    await timed('cards.page', { limit: 100 });
    await timed('cards.byId', { clipIds: [clipId] });
    await timed('library.status', {});
    await timed('clip.info', { clip: clipId });
    await timed('annotations.set', { changes: [{ clipId, rating: (round % 5) + 1 }] });
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  return times;
}

function report(busy: Times, idle: Times, stillWorking: boolean): void {
  const all = [...busy.values()].flat();
  for (const [name, times] of busy) {
    const [here, there] = [quantile(times, 0.95), quantile(idle.get(name) ?? [], 0.95)];
    figure(`${name}: 95 % within`, milliseconds(here));
    figure('  on an idle engine', milliseconds(there));
    figure('  against it', ratio(here / there));
  }
  const p95 = quantile(all, 0.95);
  figure(`all ${String(all.length)} commands: 95 % within`, milliseconds(p95), {
    value: p95,
    at: 'most',
    bar: barMs,
  });
  figure('  half of them within', milliseconds(quantile(all, 0.5)));
  figure('  the slowest', milliseconds(Math.max(...all)));
  figure('  work went on until the last of them', stillWorking ? 'yes' : 'no');
}

async function someClips(call: Call): Promise<readonly string[]> {
  for (;;) {
    const { data } = await call('cards.ids', { limit: 5 });
    const { ids } = data as { readonly ids: readonly string[] };
    if (ids.length > 0) return ids;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function untilNothingRuns(call: Call): Promise<void> {
  for (;;) {
    const { data } = await call('library.status', {});
    if ((data as { readonly jobs: { readonly running: number } }).jobs.running === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
