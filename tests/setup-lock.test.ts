import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { isStale, takeLock } from '../build/setup/lock.mjs';

const folder = mkdtempSync(join(tmpdir(), 'rushes-lock-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const lockModule = fileURLToPath(new URL('../build/setup/lock.mjs', import.meta.url));

/** Takes the lock in a process of its own, notes when it had it, and ends. */
function holdLock(path: string, log: string): Promise<void> {
  const script = `
    import { appendFileSync } from 'node:fs';
    import { takeLock } from ${JSON.stringify(lockModule)};
    const release = await takeLock(${JSON.stringify(path)});
    appendFileSync(${JSON.stringify(log)}, 'in\\n');
    await new Promise((done) => setTimeout(done, 50));
    appendFileSync(${JSON.stringify(log)}, 'out\\n');
    release();
  `;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`ended with ${String(code)}`));
    });
  });
}

describe('isStale', () => {
  const here = { host: 'here', isAlive: (pid: number) => pid === 1 };

  it.each([
    { what: 'a living holder', holder: { pid: 1, host: 'here' }, ageMs: 0, stale: false },
    { what: 'a dead holder', holder: { pid: 2, host: 'here' }, ageMs: 0, stale: true },
    { what: 'a holder elsewhere', holder: { pid: 2, host: 'there' }, ageMs: 0, stale: false },
    { what: 'a silent holder elsewhere', holder: { pid: 2, host: 'there' }, ageMs: 61_000, stale: true },
    {
      what: 'a silent holder whose id was given away',
      holder: { pid: 1, host: 'here' },
      ageMs: 61_000,
      stale: true,
    },
    { what: 'a fresh file without a holder', holder: null, ageMs: 0, stale: false },
  ])('$what: $stale', ({ holder, ageMs, stale }) => {
    expect(isStale(holder, ageMs, here)).toBe(stale);
  });
});

describe('takeLock', () => {
  it('lets in one process at a time', async () => {
    const path = join(folder, 'contended.lock');
    const log = join(folder, 'contended.log');
    await Promise.all(Array.from({ length: 4 }, () => holdLock(path, log)));
    expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(4));
    expect(existsSync(path)).toBe(false);
  });

  it('takes over from a holder that died, from one that went silent, and from an unreadable file', async () => {
    const long = new Date(Date.now() - 120_000);
    const dead = spawn(process.execPath, ['--eval', ''], { stdio: 'ignore' });
    await new Promise((resolve) => dead.once('close', resolve));
    const cases = [
      { content: JSON.stringify({ pid: dead.pid, host: hostname() }), touched: new Date() },
      { content: JSON.stringify({ pid: 1, host: 'another-host' }), touched: long },
      { content: 'nonsense', touched: long },
    ];
    for (const [index, { content, touched }] of cases.entries()) {
      const path = join(folder, `stale-${index}.lock`);
      writeFileSync(path, content);
      utimesSync(path, touched, touched);
      const release = await takeLock(path);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() });
      release();
      expect(existsSync(path)).toBe(false);
    }
  });
});
