/**
 * Search in large libraries: how soon answers come while an ingest writes, what the two-level search of vectors misses, what indexes take on disk. `npm run
 * bench:search`: 10,000 and 100,000 clips; `-- --large` for five million vectors as well; `-- --clips 2000 --vectors 20000` for another size alone.
 */
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src-main/db/connection.ts';
import { libraryPaths } from '../src-main/engine/library-folder.ts';
import { benchLatency } from './search-latency.ts';
import { benchRecall } from './search-recall.ts';
import { figure, heading, megabytes, seconds } from './support/report.ts';
import {
  createSearchWorld,
  footageSecOfClip,
  makeSearchLibrary,
  type SearchLibrarySize,
  type SearchWorld,
} from './support/search-library.ts';
import { momentSec } from './support/search-texts.ts';

export interface SearchBenchOptions {
  /** In place of the usual sizes. */
  readonly size: SearchLibrarySize | null;
  readonly largest: 'included' | 'left-out';
  readonly queriesOfKind: number;
}

const usualSizes: readonly SearchLibrarySize[] = [
  { clips: 10_000, vectors: 100_000 },
  { clips: 100_000, vectors: 1_000_000 },
];
const largestSize = { clips: 100_000, vectors: 5_000_000 };
/** A page of the database each (two of 2 kB do not fit into one of 4 kB), their entries in indexes, and their codes. */
const bytesOfVector = 4_400;
const bytesOfClip = 30_000;
/** In a table of sqlite-vec. */
const bytesOfPlainVector = 2_100;
/** Beyond this the copy for sqlite-vec's own search is not made: each of its searches would take seconds. */
const mostPlainVectors = 1_000_000;
/** So much of the disk stays free. */
const spare = 2e9;
/** Of all analysis of pictures (peers' figures: about 1 MB). */
const indexBarMb = 0.2;

export async function benchSearch({ size, largest, queriesOfKind }: SearchBenchOptions): Promise<void> {
  const sizes = size === null ? [...usualSizes, ...(largest === 'included' ? [largestSize] : [])] : [size];
  const world = createSearchWorld();
  for (const each of sizes) await benchSize(world, each, queriesOfKind);
}

async function benchSize(world: SearchWorld, size: SearchLibrarySize, queriesOfKind: number): Promise<void> {
  const [clips, vectors] = [size.clips, size.vectors].map((count) => count.toLocaleString('en'));
  heading(`Search in ${clips ?? ''} clips with ${vectors ?? ''} vectors`);
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  try {
    const { bavail, bsize } = await statfs(folder);
    const freeBytes = bavail * bsize - spare;
    const libraryBytes = size.vectors * bytesOfVector + size.clips * bytesOfClip;
    if (freeBytes < libraryBytes) {
      console.log(
        `  left out: it takes ${megabytes(libraryBytes)} of disk, and ${megabytes(freeBytes)} are free`,
      );
      return;
    }
    const library = join(folder, 'search.rushes');
    const times = await makeSearchLibrary(library, world, size);
    const { clipsSec, textSec, vectorsSec, codesSec } = times;
    figure('library built', seconds(clipsSec + textSec + vectorsSec + codesSec));
    const parts = [clipsSec, textSec, vectorsSec, codesSec].map((sec) => sec.toFixed(1));
    figure('  clips, texts, vectors, codes', `${parts.join(', ')} s`);
    await benchBytes(library, size);
    await benchLatency({ library, world, size, temporary: folder, queriesOfKind });
    const hasRoom = freeBytes - libraryBytes > size.vectors * bytesOfPlainVector;
    const isPlainMade = hasRoom && size.vectors <= mostPlainVectors;
    await benchRecall({ library, world, size, temporary: isPlainMade ? folder : null });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pages of the database that indexes take, for each ten seconds of footage: one moment, and the vectors of that time. */
async function benchBytes(library: string, { clips }: SearchLibrarySize): Promise<void> {
  const { database, backups } = libraryPaths(library);
  const connection = await openDatabase({ path: database, access: 'read', backupsPath: backups });
  try {
    const names = connection.prepare(
      `SELECT name FROM sqlite_schema WHERE rootpage > 0 AND tbl_name GLOB ? ORDER BY name`,
    );
    const bytes = connection
      .prepare('SELECT COALESCE(SUM(pgsize), 0) FROM dbstat WHERE name = ? AND aggregate = 1')
      .pluck();
    const bytesOf = (...patterns: readonly string[]): number =>
      patterns
        .flatMap((pattern) => names.pluck().all(pattern) as string[])
        .reduce((sum, name) => sum + Number(bytes.get(name)), 0);
    const stretches = (clips * footageSecOfClip) / momentSec;
    const text = bytesOf('search_*');
    const codes = bytesOf('vector_*');
    const perStretch = (total: number): string => `${(total / stretches / 1000).toFixed(2)} kB`;
    const megabytesEach = (text + codes) / stretches / 1e6;
    const bar = { value: megabytesEach, at: 'most', bar: indexBarMb } as const;
    figure(`indexes, for each ${String(momentSec)} s of footage`, `${megabytesEach.toFixed(4)} MB`, bar);
    figure('  text and its full-text indexes', perStretch(text));
    figure('  codes of vectors', perStretch(codes));
    figure('  and the vectors themselves, which are no index', perStretch(bytesOf('vectors')));
  } finally {
    connection.close();
  }
}
