/**
 * What a window asks of a library of 100,000 clips, without the window: pages in each order, near and deep, filtered and
 * not, facets and places; and what it costs an ingest to keep the answers ready. `node bench/cards.ts [library]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClipFilterInput, clipFilter, type ClipSort, sortKeys } from '../src-preload/contract/cards.ts';
import { openToRead } from '../src-main/engine/library-reading.ts';
import { readFacets } from '../src-main/library/card-facets.ts';
import { readCardIds, readCardPage, readCardPosition } from '../src-main/library/cards.ts';
import type { LibraryView } from '../src-main/library/library-view.ts';
import { readPlaces } from '../src-main/library/place-tree.ts';
import { largeLibraryVolumes } from '../tests/support/large-library-clips.ts';
import { makeLargeLibrary } from '../tests/support/large-library.ts';
import { ingestCost } from './support/card-cost.ts';
import { milliseconds, quantile } from './support/quantile.ts';
import { figure, heading, ratio } from './support/report.ts';

type Library = Pick<LibraryView, 'connection'>;

const clips = 100_000;
const deepOffset = 95_000;
const barMs = 50;
const rounds = 25;
const pageLimit = 100;
const ingestedClips = 4000;
const ingestRounds = 2;

const filters: Readonly<Record<string, ClipFilterInput>> = {
  'one codec': { codecs: ['hevc'] },
  'two states': { states: ['ready', 'failed'] },
  'two words': { text: 'img 12' },
  'a volume': { place: { volume: largeLibraryVolumes[0].identity, folder: '' } },
  'a folder': { place: { volume: largeLibraryVolumes[0].identity, folder: 'Footage/2019' } },
  'a tag': { tags: ['keep'] },
  'new ones': { opened: 'new' },
  'five kinds': { codecs: ['hevc', 'h264'], hdr: ['SDR'], ratingAtLeast: 2, text: 'mp4', states: ['ready'] },
};

export async function benchCards(made: string | null = null): Promise<void> {
  heading(`Cards of ${String(clips)} clips, 95 % of ${String(rounds)} answers within`);
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  try {
    const path = made ?? join(folder, 'large.rushes');
    if (made === null) await makeLargeLibrary(path, { clips, pictures: 'none' });
    const connection = await openToRead(path);
    benchOrders({ connection });
    benchFilters({ connection });
    benchCounts({ connection });
    connection.close();
    await benchIngest();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function timed(name: string, ask: () => unknown): void {
  const times = Array.from({ length: rounds }, () => {
    const beganMs = performance.now();
    ask();
    return performance.now() - beganMs;
  });
  const value = quantile(times, 0.95);
  figure(name, milliseconds(value), { value, at: 'most', bar: barMs });
}

function page(library: Library, filter: ClipFilterInput, sort: ClipSort, offset: number): unknown {
  return readCardPage({ filter: clipFilter.parse(filter), sort, offset, limit: pageLimit }, library);
}

function benchOrders(library: Library): void {
  for (const by of sortKeys) {
    for (const direction of ['ascending', 'descending'] as const) {
      timed(`first page by ${by}, ${direction}`, () => page(library, {}, { by, direction }, 0));
      timed(`  at ${String(deepOffset)}`, () => page(library, {}, { by, direction }, deepOffset));
    }
  }
}

function benchFilters(library: Library): void {
  for (const [name, filter] of Object.entries(filters)) {
    const sort = { by: 'taken', direction: 'ascending' } as const;
    const all = { filter: clipFilter.parse(filter), sort, offset: 0, limit: 1 };
    const { total } = readCardIds(all, library);
    timed(`first page of ${name}, ${String(total)} clips`, () => page(library, filter, sort, 0));
    timed('  its end', () => page(library, filter, sort, Math.max(0, total - pageLimit)));
    timed('  facets', () => readFacets({ filter: all.filter }, library));
  }
}

function benchCounts(library: Library): void {
  const filter = clipFilter.parse({});
  const sort = { by: 'name', direction: 'ascending' } as const;
  const middle = readCardIds({ filter, sort, offset: clips / 2, limit: 1 }, library).ids[0] ?? '';
  timed('facets of all', () => readFacets({ filter }, library));
  timed('places', () => readPlaces(library));
  timed('position in the middle, by name', () => readCardPosition({ filter, sort, clipId: middle }, library));
  timed('ids of all', () => readCardIds({ filter, sort, offset: 0, limit: clips }, library));
}

/** In turns, so that what else the machine does meets both. */
async function benchIngest(): Promise<void> {
  heading(
    `Rows of ${String(ingestedClips)} clips and their jobs, ${String(ingestRounds)} times each, by clip`,
  );
  const left: number[] = [];
  const kept: number[] = [];
  for (let round = 0; round < ingestRounds; round += 1) {
    left.push((await ingestCost(ingestedClips, 'left')).cpuMsPerClip);
    kept.push((await ingestCost(ingestedClips, 'kept')).cpuMsPerClip);
  }
  const [without, withCards] = [quantile(left, 0), quantile(kept, 0)];
  figure('processor time without cards', `${without.toFixed(2)} ms`);
  figure('with cards kept true', `${withCards.toFixed(2)} ms`);
  figure('  against it', ratio(withCards / without));
}

if (import.meta.main) await benchCards(process.argv[2] ?? null);
