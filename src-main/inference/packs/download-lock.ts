/**
 * One engine at a time downloads a pack into a folder that several share: a file names the process that is at it.
 *
 * It is stale when its process is gone from this machine or another one has its number by now (told by its start time, on Linux). A
 * process of another machine cannot be asked: its lock counts for a day. A stale one is moved aside first and looked at, so that
 * of two that take it over at once one wins.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { AppError } from '../../../src-preload/contract/errors.ts';
import { diskError, isMissing, systemCode } from './disk-errors.ts';
import { readJson } from './pack-store.ts';
import { downloadError } from './retries.ts';

const holder = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** What tells this process from a later one of the same number; null: the system does not say. */
  processStart: z.string().nullable(),
  since: z.string(),
  token: z.string(),
});
type Holder = z.infer<typeof holder>;

export interface DownloadLock {
  /** Never rejects. */
  release(): Promise<void>;
}

const attempts = 5;
const elsewhereCountsMs = 24 * 60 * 60 * 1000;
/** Between its making and its content a lock is empty for a moment. */
const unwrittenCountsMs = 10_000;

/** @throws AppError download-failed that says who is at it; disk-full, permission-denied, io-error */
export async function lockDownload(path: string, packId: string, nowMs: number): Promise<DownloadLock> {
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    processStart: await processStart(process.pid),
    since: new Date(nowMs).toISOString(),
    token: randomUUID(),
  };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await create(path, mine)) return { release: () => release(path, mine.token) };
    const found = await readJson(path, holder);
    if (await counts(path, found, nowMs)) throw heldBy(packId, found);
    await moveAside(path, found?.token ?? null, nowMs);
  }
  throw heldBy(packId, null);
}

function heldBy(packId: string, found: Holder | null): AppError {
  const who =
    found === null
      ? ''
      : ` (process ${String(found.pid)} on the machine ${found.host}, since ${found.since})`;
  const detail = `another Rushes downloads it just now${who}: wait until it has finished there, or pause it there`;
  return downloadError('under-way-elsewhere', { pack: packId, detail });
}

async function create(path: string, mine: Holder): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, JSON.stringify(mine), { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    // What could not be written to its end is its own.
    if (systemCode(error) === 'ENOSPC') await rm(path, { force: true }).catch(() => undefined);
    throw diskError(error, path);
  }
}

async function release(path: string, token: string): Promise<void> {
  if ((await readJson(path, holder))?.token === token) await rm(path, { force: true }).catch(() => undefined);
}

async function counts(path: string, found: Holder | null, nowMs: number): Promise<boolean> {
  if (found === null) return (await ageMs(path, nowMs)) < unwrittenCountsMs;
  if (found.host !== hostname()) return (await ageMs(path, nowMs)) < elsewhereCountsMs;
  if (!isRunning(found.pid)) return false;
  const start = await processStart(found.pid);
  return start === null || found.processStart === null || start === found.processStart;
}

async function ageMs(path: string, nowMs: number): Promise<number> {
  try {
    return nowMs - (await stat(path)).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Where somebody else has taken it over in between, it is given back. */
async function moveAside(path: string, expected: string | null, nowMs: number): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw diskError(error, path);
  }
  const moved = await readJson(aside, holder);
  if (moved !== null && moved.token !== expected && (await counts(aside, moved, nowMs)))
    await writeFile(path, JSON.stringify(moved), { flag: 'wx' }).catch(() => undefined);
  await rm(aside, { force: true }).catch(() => undefined);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** Clock ticks since boot: field 22 of /proc/<pid>/stat (proc(5)); the name before it may hold spaces. null: not told. */
async function processStart(pid: number): Promise<string | null> {
  try {
    const line = await readFile(`/proc/${String(pid)}/stat`, 'latin1');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
