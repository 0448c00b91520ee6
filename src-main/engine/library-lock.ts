/**
 * One writer for each library: a file `lock` in its folder that names the process that holds it.
 *
 * A lock is stale when its process is gone from this machine, or when another process has its number now (told by the
 * process's start time, on Linux). A lock of another machine is never called stale: that machine cannot be asked.
 * Taking over a stale lock moves it aside first and looks at what was moved, so that of two that try at once one wins.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src-preload/contract/errors.ts';

const holderSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** What tells this process from a later one of the same number; null where the system does not say. */
  processStart: z.string().nullable(),
  command: z.string(),
  since: z.string(),
  token: z.string(),
});
export type LockHolder = z.infer<typeof holderSchema>;

export interface LibraryLock {
  release(): void;
}

const attempts = 5;

export function lockPath(libraryPath: string): string {
  return join(libraryPath, 'lock');
}

/** @throws AppError library-locked, with the holder's process, machine, command and since when */
export function acquireLock(libraryPath: string, command: string): LibraryLock {
  const path = lockPath(libraryPath);
  const mine: LockHolder = {
    pid: process.pid,
    host: hostname(),
    processStart: processStart(process.pid),
    command,
    since: new Date().toISOString(),
    token: randomUUID(),
  };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (tryCreate(path, mine))
      return {
        release: () => {
          releaseIfMine(path, mine.token);
        },
      };
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) throw lockedBy(libraryPath, holder);
    moveAside(path, holder);
  }
  throw new AppError('library-locked', { file: libraryPath, detail: 'several processes want it at once' });
}

/** Who holds the library now; null when nobody alive does. */
export function currentHolder(libraryPath: string): LockHolder | null {
  const holder = readHolder(lockPath(libraryPath));
  return holder !== null && isAlive(holder) ? holder : null;
}

function lockedBy(libraryPath: string, holder: LockHolder): AppError {
  const { pid, host, command, since } = holder;
  return new AppError('library-locked', { file: libraryPath, process: pid, machine: host, command, since });
}

/** A link either appears whole or not at all, so nobody ever reads half a lock. */
function tryCreate(path: string, holder: LockHolder): boolean {
  const own = `${path}.${holder.token}`;
  writeFileSync(own, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function readHolder(path: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function moveAside(path: string, expected: LockHolder | null): void {
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  const isAnother = moved !== null && moved.token !== expected?.token && isAlive(moved);
  try {
    if (isAnother) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

function releaseIfMine(path: string, token: string): void {
  if (readHolder(path)?.token === token) rmSync(path, { force: true });
}

function isAlive(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return true;
  if (!isRunning(holder.pid)) return false;
  const start = processStart(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/** Start time in clock ticks since boot: field 22 of /proc/<pid>/stat (proc(5)); the name before it may hold spaces. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function errnoOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
