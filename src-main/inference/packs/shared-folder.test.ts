/** Several engines with one folder of packs, as RUSHES_MODELS lets them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ModelHub, openModelHub } from '../../../tests/support/model-hub.ts';
import {
  eyesModel,
  eyesPath,
  failureOf,
  type ManagedPacks,
  managePacks,
  never,
  stock,
  wish,
} from '../../../tests/support/pack-manager.ts';

const dayMs = 24 * 60 * 60 * 1000;
let hub: ModelHub;
let one: ManagedPacks;
let other: ManagedPacks;

beforeAll(async () => {
  hub = await openModelHub();
});

beforeEach(async () => {
  hub.reset();
  stock(hub);
  one = await managePacks(hub.address);
  other = await managePacks(hub.address, { folder: one.folder });
});

describe('opening the folder', () => {
  it('leaves what another one is taking in or throwing away, and throws away what a crash left', async () => {
    const left = ['imports', 'removed'].map((kind) => join(one.folder, '.incoming', kind, 'some', 'x'));
    for (const path of left) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'x');
    }
    await managePacks(hub.address, { folder: one.folder });
    expect(left.map((path) => existsSync(path))).toEqual([true, true]);
    await managePacks(hub.address, { folder: one.folder, now: () => Date.now() + dayMs + 60_000 });
    expect(left.map((path) => existsSync(dirname(path)))).toEqual([false, false]);
  });
});

describe('a pack that another one removed', () => {
  it('counts as not installed, and not as damaged', async () => {
    await one.manager.download(wish('eyes'), never);
    const late = await managePacks(hub.address, { folder: one.folder });
    let changes = 0;
    late.manager.onModelsChanged(() => (changes += 1));
    await one.manager.remove({ packId: 'eyes' });
    expect(await late.manager.modelFor('objects', never)).toBeNull();
    expect([late.manager.keyOf('objects'), changes]).toEqual([null, 1]);
    expect(late.told.at(-1)).toMatchObject({ packId: 'eyes', state: 'available', error: null });
  });
});

describe('a download', () => {
  const lockPath = () => join(one.folder, '.incoming', 'locks', 'eyes.json');

  it('is carried out by one of them, and the other one says so', async () => {
    hub.misbehaviours.set(eyesPath, { holdAfterBytes: 50_000 });
    const first = one.manager.download(wish('eyes'), never);
    await hub.held();
    const failure = await failureOf(other.manager.download(wish('eyes'), never));
    expect(failure).toMatchObject({ code: 'download-failed', facts: { reason: 'under-way-elsewhere' } });
    expect(failure.message).toContain(`another Rushes downloads it just now (process ${String(process.pid)}`);
    expect((await failureOf(other.manager.cancel({ packId: 'eyes' }))).facts['reason']).toBe(
      'under-way-elsewhere',
    );
    hub.release();
    expect((await first).pack.state).toBe('installed');
    expect((await readFile(join(one.folder, 'eyes', 'eyes.onnx'))).equals(eyesModel)).toBe(true);
    expect(existsSync(lockPath())).toBe(false);
    expect(hub.requests.filter((each) => each.includes('eyes.onnx'))).toEqual([`GET ${eyesPath}`]);
  });

  it('that one paused goes on in the other', async () => {
    hub.misbehaviours.set(eyesPath, { holdAfterBytes: 50_000 });
    const first = failureOf(one.manager.download(wish('eyes'), never));
    await hub.held();
    await one.manager.pause({ packId: 'eyes' });
    await first;
    hub.misbehaviours.clear();
    hub.release();
    await other.manager.resume({ packId: 'eyes' });
    expect((await other.manager.download(wish('eyes'), never)).pack.state).toBe('installed');
  });

  const leaveLock = async (more: object): Promise<void> => {
    await mkdir(dirname(lockPath()), { recursive: true });
    const holder = { pid: process.pid, host: hostname(), processStart: null, since: 'then', token: 'old' };
    await writeFile(lockPath(), JSON.stringify({ ...holder, ...more }));
  };
  const fetched = () => one.manager.download(wish('eyes'), never);

  it('is taken over from a process that is gone', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    await leaveLock({ pid: child.pid });
    expect((await fetched()).pack.state).toBe('installed');
    expect(existsSync(lockPath())).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')('is taken over where another process has the number', async () => {
    await leaveLock({ processStart: '1' });
    expect((await fetched()).pack.state).toBe('installed');
  });

  it('is taken over from another machine after a day, and not before', async () => {
    await leaveLock({ host: 'another-machine' });
    expect((await failureOf(fetched())).message).toContain('another-machine');
    const longAgo = new Date(Date.now() - dayMs - 60_000);
    await utimes(lockPath(), longAgo, longAgo);
    expect((await fetched()).pack.state).toBe('installed');
  });

  it('is taken over where the lock cannot be read, unless it is being written', async () => {
    await mkdir(dirname(lockPath()), { recursive: true });
    await writeFile(lockPath(), '');
    expect((await failureOf(fetched())).facts['reason']).toBe('under-way-elsewhere');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lockPath(), longAgo, longAgo);
    expect((await fetched()).pack.state).toBe('installed');
  });
});
