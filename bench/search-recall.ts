/** What the two-level search of vectors finds, against a look at every vector; and against sqlite-vec's own search, in one process. */
import { join } from 'node:path';
import { getLoadablePath } from 'sqlite-vec';
import { type Connection, openDatabase } from '../src-main/db/connection.ts';
import { libraryPaths } from '../src-main/engine/library-folder.ts';
import { dot } from '../src-main/search/vectors/unit-vectors.ts';
import { VectorIndex } from '../src-main/search/vectors/vector-index.ts';
import { bytesOfFloats, floatsOfBytes } from '../src-main/search/vectors/vector-space.ts';
import { seededRandom } from './support/seeded-random.ts';
import { milliseconds, quantile } from './support/quantile.ts';
import { figure, ratio, seconds } from './support/report.ts';
import { pictureModel, type SearchLibrarySize, type SearchWorld } from './support/search-library.ts';
import { pictureQuery } from './support/search-queries.ts';
import { dimensions } from './support/search-vectors.ts';

export interface RecallOptions {
  readonly library: string;
  readonly world: SearchWorld;
  readonly size: SearchLibrarySize;
  /** A scratch database for sqlite-vec's own search goes there; null: there is no room. */
  readonly temporary: string | null;
}

const recallBar = 0.97;
const nearest = 20;
const queries = 60;
/** sqlite-vec's own search takes most of a second of a million vectors. */
const baselineQueries = 20;
/** One clip in so many passes. */
const filterStep = 100;

export async function benchRecall(options: RecallOptions): Promise<void> {
  const { database, backups } = libraryPaths(options.library);
  const connection = await openDatabase({ path: database, access: 'read', backupsPath: backups });
  try {
    const random = seededRandom(21);
    const asked = Array.from({ length: queries }, () => pictureQuery(options.world, options.size, random));
    const passing = new Set<number>();
    for (let sequence = 1; sequence <= options.size.clips; sequence += 1) {
      if ((Math.imul(sequence, 2_654_435_761) >>> 8) % filterStep === 0) passing.add(sequence);
    }
    const index = new VectorIndex(connection);
    const beganMs = performance.now();
    await index.refresh(new AbortController().signal);
    figure('codes taken into memory', seconds((performance.now() - beganMs) / 1000));
    const all = await ask(index, asked, null);
    const some = await ask(index, asked, passing);
    const exact = exactNearest(connection, asked, passing);
    reportRecall('recall@20 against a look at every vector', all, exact.all);
    reportRecall('  with a filter that 1 % of clips pass', some, exact.passing);
    figure(`the ${String(nearest)} nearest, nothing else going on`, quantiles(all.timesMs));
    figure('  with the filter', quantiles(some.timesMs));
    await benchBaseline(database, options.temporary, asked, all.timesMs);
  } finally {
    connection.close();
  }
}

interface Asked {
  readonly ids: readonly (readonly number[])[];
  readonly timesMs: readonly number[];
}

async function ask(
  index: VectorIndex,
  asked: readonly Float32Array[],
  among: ReadonlySet<number> | null,
): Promise<Asked> {
  const space = { model: pictureModel, kind: 'picture' } as const;
  const { signal } = new AbortController();
  const ids: number[][] = [];
  const timesMs: number[] = [];
  for (const vector of asked) {
    const beganMs = performance.now();
    const hits = await index.nearest({ space, vector, among, count: nearest, signal });
    timesMs.push(performance.now() - beganMs);
    ids.push(hits.map(({ vectorId }) => vectorId));
  }
  return { ids, timesMs };
}

/** The highest of a stream, best first. */
class Best {
  readonly #found: { readonly id: number; readonly similarity: number }[] = [];

  add(id: number, similarity: number): void {
    if (this.#found.length === nearest && similarity <= (this.#found.at(-1)?.similarity ?? 0)) return;
    const place = this.#found.findIndex((other) => other.similarity < similarity);
    this.#found.splice(place < 0 ? this.#found.length : place, 0, { id, similarity });
    if (this.#found.length > nearest) this.#found.pop();
  }

  get ids(): number[] {
    return this.#found.map(({ id }) => id);
  }
}

/** By cosine; the stored vectors have length 1. */
function exactNearest(
  connection: Connection,
  asked: readonly Float32Array[],
  passing: ReadonlySet<number>,
): { readonly all: number[][]; readonly passing: number[][] } {
  const best = asked.map((query) => ({ query, all: new Best(), passing: new Best() }));
  const rows = connection
    .prepare(
      `SELECT vectors.id, sequence, vector FROM vectors CROSS JOIN clips ON clips.id = clip_id WHERE model = '${pictureModel}'`,
    )
    .raw()
    .iterate() as IterableIterator<[id: number, sequence: number, vector: Uint8Array]>;
  for (const [id, sequence, bytes] of rows) {
    const vector = floatsOfBytes(bytes);
    const passes = passing.has(sequence);
    for (const each of best) {
      const similarity = dot(each.query, vector);
      each.all.add(id, similarity);
      if (passes) each.passing.add(id, similarity);
    }
  }
  return { all: best.map(({ all }) => all.ids), passing: best.map((each) => each.passing.ids) };
}

function reportRecall(name: string, { ids }: Asked, exact: readonly (readonly number[])[]): void {
  const shares = exact.map((wanted, at) => {
    const found = new Set(ids[at]);
    return wanted.filter((id) => found.has(id)).length / Math.max(1, wanted.length);
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  figure(name, mean.toFixed(4), { value: mean, at: 'least', bar: recallBar });
  figure('    of the worst of the queries', Math.min(...shares).toFixed(2));
}

/** The same vectors in a table of sqlite-vec's own, and its `match`. */
async function benchBaseline(
  libraryDatabase: string,
  temporary: string | null,
  asked: readonly Float32Array[],
  oursMs: readonly number[],
): Promise<void> {
  if (temporary === null) {
    console.log(
      '  left out: float32 `match` of sqlite-vec, for there is no room for a second copy of the vectors',
    );
    return;
  }
  const path = join(temporary, 'baseline.sqlite');
  const connection = await openDatabase({ path, access: 'write', backupsPath: temporary, migrations: [] });
  try {
    connection.loadExtension(getLoadablePath());
    connection.pragma('journal_mode = MEMORY');
    connection.pragma('synchronous = OFF');
    connection.prepare('ATTACH ? AS library').run(libraryDatabase);
    connection.exec(`CREATE VIRTUAL TABLE plain USING vec0 (embedding float[${String(dimensions)}])`);
    const beganMs = performance.now();
    connection.exec(
      `INSERT INTO plain (rowid, embedding) SELECT id, vector FROM library.vectors WHERE model = '${pictureModel}'`,
    );
    figure('a vec0 table of the same vectors built', seconds((performance.now() - beganMs) / 1000));
    const match = connection.prepare(
      `SELECT rowid, distance FROM plain WHERE embedding MATCH ? AND k = ${String(nearest)} ORDER BY distance`,
    );
    const timesMs = asked.slice(0, baselineQueries).map((vector) => {
      const matchBeganMs = performance.now();
      match.all(bytesOfFloats(vector));
      return performance.now() - matchBeganMs;
    });
    figure('float32 `match` of sqlite-vec', quantiles(timesMs));
    figure('  ours against it, of half', ratio(quantile(oursMs, 0.5) / quantile(timesMs, 0.5)));
    figure('  of 95 %', ratio(quantile(oursMs, 0.95) / quantile(timesMs, 0.95)));
  } finally {
    connection.close();
  }
}

function quantiles(timesMs: readonly number[]): string {
  return `p50 ${milliseconds(quantile(timesMs, 0.5))}  p95 ${milliseconds(quantile(timesMs, 0.95))}`;
}
