/** How long a first ingest takes, against one full decode of the same files and against a plain script. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ingestByCommandLine } from './support/cli.ts';
import { measure, type Measured } from './support/command.ts';
import { corpusIn, corpusSec, recipes } from './support/corpus.ts';
import { figure, heading, megabytes, ratio, seconds } from './support/report.ts';

const plainScript = fileURLToPath(new URL('support/plain-script.sh', import.meta.url));

export async function benchThroughput(): Promise<void> {
  heading(`First ingest: ${String(recipes.length)} clips, ${String(corpusSec)} s of footage`);
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  try {
    const footage = join(folder, 'footage');
    await mkdir(footage);
    const paths = await corpusIn(footage);
    await warm(paths);
    const decodeBefore = await decodeAll(paths);
    const full = await ingestByCommandLine(join(folder, 'default.rushes'), footage, ['--profile', 'default']);
    const fast = await ingestByCommandLine(join(folder, 'fast.rushes'), footage, ['--profile', 'fast']);
    const plain = await plainly(paths, join(folder, 'plain'));
    const decodeAfter = await decodeAll(paths);
    const decodeSec = (decodeBefore + decodeAfter) / 2;
    report({ decodeSec, full, fast, plain, proxySec: await proxySeconds(join(folder, 'default.rushes')) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Figures {
  readonly decodeSec: number;
  readonly full: Measured;
  readonly fast: Measured;
  readonly plain: Measured;
  readonly proxySec: number;
}

function report({ decodeSec, full, fast, plain, proxySec }: Figures): void {
  const least = (value: number, bar: number) => ({ value, at: 'least', bar }) as const;
  const most = (value: number, bar: number) => ({ value, at: 'most', bar }) as const;
  figure('one full ffmpeg decode of the same files', seconds(decodeSec));
  figure('default profile', seconds(full.wallSec));
  figure('  against the decode', ratio(full.wallSec / decodeSec), most(full.wallSec / decodeSec, 1.25));
  figure('  of it, busy with proxies (their own decode, encode)', seconds(proxySec));
  figure('  speed', `${(corpusSec / full.wallSec).toFixed(1)} x real time`);
  figure('fast profile', seconds(fast.wallSec));
  figure('  against the decode', ratio(fast.wallSec / decodeSec), most(fast.wallSec / decodeSec, 0.15));
  figure('plain script, two files at a time', seconds(plain.wallSec));
  figure(
    '  against the default profile',
    ratio(plain.wallSec / full.wallSec),
    least(plain.wallSec / full.wallSec, 1.5),
  );
  figure('peak memory, engine', megabytes(full.ownPeakBytes), most(full.ownPeakBytes / 1e6, 500));
  figure('peak memory, all processes', megabytes(full.treePeakBytes), most(full.treePeakBytes / 1e6, 1500));
}

async function warm(paths: readonly string[]): Promise<void> {
  for (const path of paths) await readFile(path);
}

async function decodeAll(paths: readonly string[]): Promise<number> {
  let wallSec = 0;
  for (const path of paths)
    wallSec += (await measure('ffmpeg', ['-v', 'error', '-i', path, '-f', 'null', '-'])).wallSec;
  return wallSec;
}

async function plainly(paths: readonly string[], out: string): Promise<Measured> {
  await mkdir(out);
  const bin = dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json'));
  return measure(plainScript, [join(bin, 'bin', 'exiftool'), out, ...paths]);
}

/** Wall seconds of the proxy stage, from the library's own manifests. */
async function proxySeconds(library: string): Promise<number> {
  const { default: Database } = await import('better-sqlite3');
  const connection = new Database(join(library, 'library.sqlite'), { readonly: true });
  const sum = connection
    .prepare(
      `SELECT SUM(json_extract(manifest, '$.wallSec')) FROM runs WHERE stage = 'proxy' AND state = 'done'`,
    )
    .pluck()
    .get();
  connection.close();
  return Number(sum ?? 0);
}
