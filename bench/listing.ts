/**
 * How long 100,000 files take: found (folders read, each file looked at), registered in an empty library, and gone
 * through again unchanged. Makes its own files and removes them. `node bench/listing.ts [count]`
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDatabase } from '../src-main/db/connection.ts';
import { EventLog } from '../src-main/db/event-log.ts';
import { candidateRules } from '../src-main/library/candidates.ts';
import { ingest } from '../src-main/library/ingest.ts';
import { createVolumeSource } from '../src-main/library/volume-source.ts';
import { systemClock } from '../src-main/platform/clock.ts';
import { walkFiles } from '../src-main/platform/file-walk.ts';
import { createFileHasher } from '../src-main/platform/hashing.ts';
import { figure, heading, megabytes, seconds } from './support/report.ts';

const defaultFileCount = 100_000;
const filesPerFolder = 1000;
const listingBarSec = 5;
/** A file counts as settled this long after it was written. */
const settleMs = 2100;

export async function benchListing(fileCount = defaultFileCount): Promise<void> {
  heading(`A folder tree of ${String(fileCount)} files`);
  const temporary = mkdtempSync(join(tmpdir(), 'rushes-bench-'));
  try {
    const folder = join(temporary, 'footage');
    makeFiles(folder, fileCount);
    const listing = await timed(() => walk(folder));
    tell('found, each looked at', listing, { value: listing.wallSec, at: 'most', bar: listingBarSec });
    figure('  files', String(listing.files), { value: listing.files, at: 'least', bar: fileCount });
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    await register(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function makeFiles(folder: string, fileCount: number): void {
  for (let index = 0; index < fileCount; index += 1) {
    const parent = join(folder, `day ${String(Math.floor(index / filesPerFolder))}`);
    if (index % filesPerFolder === 0) mkdirSync(parent, { recursive: true });
    writeFileSync(join(parent, `clip ${String(index)}.mp4`), `content of clip ${String(index)}`);
  }
}

async function walk(root: string): Promise<number> {
  let found = 0;
  const { signal } = new AbortController();
  for await (const step of walkFiles({ root, recursive: true, signal, ...candidateRules(null) })) {
    if (step.kind === 'files') found += step.files.length;
  }
  return found;
}

/** The pipeline of this bench does nothing: what is timed is the library's own work. */
async function register(temporary: string, folder: string): Promise<void> {
  const path = join(temporary, 'library.sqlite');
  const connection = await openDatabase({ path, access: 'write', backupsPath: join(temporary, 'backups') });
  const hasher = createFileHasher({ workers: 1 });
  const run = async (): Promise<number> => {
    const result = await ingest(
      { paths: [folder], profile: 'default', pattern: null, recursive: true, dryRun: false },
      {
        ...{ connection, hasher, clock: systemClock, volumes: createVolumeSource(process.platform) },
        eventLog: new EventLog(connection, systemClock),
        pipeline: { enqueue: () => undefined, whenSettled: () => Promise.resolve() },
        log: console,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      },
    );
    return result.entries.filter(({ state }) => state !== 'failed').length;
  };
  try {
    tell('registered in an empty library', await timed(run));
    tell('gone through again, unchanged', await timed(run));
  } finally {
    await hasher.close();
    connection.close();
  }
}

interface Timed {
  readonly files: number;
  readonly wallSec: number;
  readonly longestStallMs: number;
}

async function timed(work: () => Promise<number>): Promise<Timed> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const files = await work();
  const wallSec = (performance.now() - start) / 1000;
  delay.disable();
  return { files, wallSec, longestStallMs: delay.max / 1e6 };
}

function tell(what: string, { wallSec, longestStallMs }: Timed, bar?: Parameters<typeof figure>[2]): void {
  figure(what, seconds(wallSec), bar);
  figure('  longest stall', `${longestStallMs.toFixed(0)} ms`);
  figure('  resident', megabytes(process.memoryUsage().rss));
}

if (import.meta.main) await benchListing(Number(process.argv[2] ?? defaultFileCount));
