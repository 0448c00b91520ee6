import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock, currentHolder, lockPath } from './library-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rushes-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function deadProcess(): Promise<number> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid ?? 0;
}

function leaveLock(over: Record<string, unknown>): void {
  const holder = {
    pid: 1,
    host: hostname(),
    processStart: null,
    command: 'test',
    since: '2026-01-01T00:00:00Z',
    token: 'old',
  };
  writeFileSync(lockPath(folder), JSON.stringify({ ...holder, ...over }));
}

describe('acquireLock', () => {
  it('lets one in and tells the other who it is', () => {
    const lock = acquireLock(folder, 'rushes ingest');
    expect(() => acquireLock(folder, 'rushes serve')).toThrow(
      new RegExp(`Another Rushes.*process ${String(process.pid)}.*machine ${hostname()}.*rushes ingest`),
    );
    lock.release();
    expect(currentHolder(folder)).toBeNull();
    acquireLock(folder, 'rushes serve').release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over from a process that is gone', async () => {
    leaveLock({ pid: await deadProcess() });
    acquireLock(folder, 'rushes').release();
    expect(existsSync(lockPath(folder))).toBe(false);
  });

  it('takes over when another process has the number now', () => {
    leaveLock({ pid: process.pid, processStart: '1' });
    acquireLock(folder, 'rushes').release();
  });

  it('takes over a lock that cannot be read', () => {
    writeFileSync(lockPath(folder), '{"pid":');
    acquireLock(folder, 'rushes').release();
  });

  it('never takes over from another machine', () => {
    leaveLock({ host: 'another-machine' });
    expect(() => acquireLock(folder, 'rushes')).toThrow('another-machine');
  });

  it('leaves a lock alone that is not its own any more', () => {
    const lock = acquireLock(folder, 'rushes');
    leaveLock({ host: 'another-machine' });
    lock.release();
    expect(existsSync(lockPath(folder))).toBe(true);
  });
});
