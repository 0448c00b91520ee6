/** How soon a window has its answer, through the web host, while an ingest writes. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandResponse } from '../src-preload/contract/commands.ts';
import { seededRandom } from './support/seeded-random.ts';
import { makeLongIngest } from './support/long-ingest.ts';
import { milliseconds, quantile } from './support/quantile.ts';
import { figure, seconds } from './support/report.ts';
import type { SearchLibrarySize, SearchWorld } from './support/search-library.ts';
import { facetRequest, queryKinds, type SearchRequest } from './support/search-queries.ts';
import { openCaller, startBenchHost } from './support/web-host.ts';

type Call = Awaited<ReturnType<typeof openCaller>>;

export interface LatencyOptions {
  readonly library: string;
  readonly world: SearchWorld;
  readonly size: SearchLibrarySize;
  /** For the host and what is added; exists. */
  readonly temporary: string;
  readonly queriesOfKind: number;
}

/** Opening checks the whole file, which is many gigabytes here. */
const mostStartMs = 600_000;
const barMs = 80;
/** Of more vectors than a million. */
const largeBarMs = 150;
/** Then no more is asked, and it is told how much was. */
const mostSec = 120;
const mostFacetsSec = 30;
const facetQueries = 40;
const addedClips = 80;
/** Rounds between two looks at what the engine does. */
const lookEvery = 20;

export async function benchLatency(options: LatencyOptions): Promise<void> {
  const footage = join(options.temporary, 'footage');
  await mkdir(footage, { recursive: true });
  await makeLongIngest(footage, options.temporary, addedClips);
  const host = await startBenchHost(options.library, [footage], options.temporary, mostStartMs);
  try {
    figure('host started, address named', seconds(host.startedAfterMs / 1000));
    const call = await openCaller(host);
    await benchCold(call, options);
    await call('library.add', { paths: [footage] });
    await benchQueries(call, options);
    await benchFacets(call, options);
  } finally {
    await host.stop();
  }
}

/** Nothing was asked before; the files are in the system's cache, for they were just made. */
async function benchCold(call: Call, { world, size }: LatencyOptions): Promise<void> {
  const random = seededRandom(11);
  const hybrid = queryKinds(world, size).find(({ name }) => name.startsWith('hybrid'));
  if (hybrid === undefined) throw new Error('There is no hybrid query.');
  const { command, request } = hybrid.ask(random);
  const { tookMs } = await call(command, request);
  figure('cold start: the first hybrid query of a host', milliseconds(tookMs));
  const next = hybrid.ask(random);
  figure('  the second', milliseconds((await call(next.command, next.request)).tookMs));
}

interface Answers {
  readonly timesMs: number[];
  clips: number;
}

async function benchQueries(call: Call, options: LatencyOptions): Promise<void> {
  const random = seededRandom(12);
  const kinds = queryKinds(options.world, options.size);
  const answers = new Map(kinds.map(({ name }): [string, Answers] => [name, { timesMs: [], clips: 0 }]));
  const looks: boolean[] = [];
  const began = performance.now();
  for (let round = 0; round < options.queriesOfKind; round += 1) {
    if (performance.now() - began > mostSec * 1000) break;
    // Kinds by turns, so that all of them meet the same ingest.
    for (const { name, ask } of kinds) await answer(call, ask(random), answers.get(name));
    if (round % lookEvery === lookEvery - 1) looks.push(await isWorking(call));
  }
  report(answers, options);
  const busy = looks.filter(Boolean).length;
  figure('  stages of the ingest were running at', `${String(busy)} of ${String(looks.length)} looks`);
}

async function answer(call: Call, { command, request }: SearchRequest, answers?: Answers): Promise<void> {
  const { data, tookMs } = await call(command, request);
  answers?.timesMs.push(tookMs);
  if (answers !== undefined) answers.clips += (data as CommandResponse<typeof command>).total;
}

function report(answers: ReadonlyMap<string, Answers>, { size, queriesOfKind }: LatencyOptions): void {
  const all = [...answers.values()].flatMap(({ timesMs }) => timesMs);
  const bar = size.vectors > 1_000_000 ? largeBarMs : barMs;
  const p95 = quantile(all, 0.95);
  const asked = `all ${String(all.length)} queries: 95 % within`;
  figure(asked, milliseconds(p95), { value: p95, at: 'most', bar });
  if (all.length < queriesOfKind * answers.size) {
    console.log(`  (${String(queriesOfKind * answers.size)} were planned, in ${String(mostSec)} s)`);
  }
  figure('  half, 99 %', `${milliseconds(quantile(all, 0.5))}, ${milliseconds(quantile(all, 0.99))}`);
  for (const [name, { timesMs, clips }] of answers) {
    figure(`  ${name}`, quantiles(timesMs));
    figure('    clips found, on average', (clips / timesMs.length).toFixed(0));
  }
  const [worst] = [...answers].sort(
    ([, one], [, other]) => quantile(other.timesMs, 0.95) - quantile(one.timesMs, 0.95),
  );
  if (worst === undefined) return;
  const worstMs = quantile(worst[1].timesMs, 0.95);
  figure(`  the slowest kind: ${worst[0]}`, milliseconds(worstMs), { value: worstMs, at: 'most', bar });
}

/** Asked beside the results, by a thread of its own. */
async function benchFacets(call: Call, { world }: LatencyOptions): Promise<void> {
  const random = seededRandom(13);
  const timesMs: number[] = [];
  const began = performance.now();
  while (timesMs.length < facetQueries && performance.now() - began < mostFacetsSec * 1000) {
    timesMs.push((await call('search.facets', facetRequest(world, random))).tookMs);
  }
  figure(`facets, ${String(timesMs.length)} times`, quantiles(timesMs));
}

function quantiles(timesMs: readonly number[]): string {
  const parts = [0.5, 0.95, 0.99].map((share) => quantile(timesMs, share).toFixed(1));
  return `p50 ${parts[0] ?? ''}  p95 ${parts[1] ?? ''}  p99 ${parts[2] ?? ''} ms`;
}

async function isWorking(call: Call): Promise<boolean> {
  const { data } = await call('library.status', {});
  return (data as CommandResponse<'library.status'>).running.length > 0;
}
