import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ModelHub, noise, openModelHub, sha256Of } from '../../../tests/support/model-hub.ts';
import {
  earsFiles,
  eyesModel,
  eyesPath,
  failureOf,
  managePacks,
  never,
  stock,
  wish,
} from '../../../tests/support/pack-manager.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { packManifest } from '../../../src-preload/contract/model-packs.ts';
import { openPart } from './transfer.ts';

let hub: ModelHub;

beforeAll(async () => {
  hub = await openModelHub();
});

beforeEach(() => {
  hub.reset();
  stock(hub);
});

const inState = async ({ manager }: Awaited<ReturnType<typeof managePacks>>, packId = 'eyes') =>
  (await manager.info({ packId })).pack;

describe('a download', () => {
  it('needs a yes to the licence, and asks nobody before', async () => {
    const { manager } = await managePacks(hub.address);
    const failure = await failureOf(manager.download({ ...wish('eyes'), acceptLicence: false }, never));
    expect(failure).toMatchObject({ code: 'licence-unaccepted', facts: { pack: 'eyes', licence: 'MIT' } });
    expect(hub.requests).toEqual([]);
  });

  it('refuses what the catalogue does not have', async () => {
    const { manager } = await managePacks(hub.address);
    expect((await failureOf(manager.download(wish('noses'), never))).code).toBe('model-unknown');
  });

  it('puts the files in place with what they are, from where, and what was agreed to', async () => {
    const packs = await managePacks(hub.address);
    const { pack } = await packs.manager.download(wish('eyes'), never);
    expect(pack).toMatchObject({ state: 'installed', inUseFor: ['objects'], error: null });
    expect(await readFile(join(packs.folder, 'eyes', 'eyes.onnx'))).toEqual(eyesModel);
    const manifest = packManifest.parse(
      JSON.parse(await readFile(join(packs.folder, 'eyes', 'pack.json'), 'utf8')),
    );
    expect(manifest).toMatchObject({
      standing: 'catalogue',
      origin: 'download',
      project: 'https://example.org/project',
    });
    expect(manifest.files[0]).toEqual({
      name: 'model',
      path: 'eyes.onnx',
      bytes: 300_000,
      sha256: sha256Of(eyesModel),
    });
    expect(manifest.acceptedLicence?.name).toBe('MIT');
    expect((await readdir(join(packs.folder, '.incoming', 'downloads'))).length).toBe(0);
    expect(packs.told.at(-1)).toMatchObject({ packId: 'eyes', state: 'installed' });
    expect(packs.told[0]).toMatchObject({ packId: 'eyes', state: 'downloading', totalBytes: null });
  });

  it('happens once, however many ask for it', async () => {
    const { manager } = await managePacks(hub.address);
    const asked = [wish('eyes'), wish('eyes'), { ...wish('eyes'), until: 'started' } as const];
    await Promise.all(asked.map((each) => manager.download(each, never)));
    await manager.download(wish('eyes'), never);
    expect(hub.requests.filter((each) => each.includes('eyes.onnx'))).toEqual([`GET ${eyesPath}`]);
  });

  it('goes on where the connection was cut off', async () => {
    hub.misbehaviours.set(eyesPath, { cut: { afterBytes: 100_000, times: 2 } });
    const { manager } = await managePacks(hub.address);
    expect((await manager.download(wish('eyes'), never)).pack.state).toBe('installed');
    expect(hub.requests.slice(0, 3)).toEqual([
      `GET ${eyesPath}`,
      `GET ${eyesPath} from 100000`,
      `GET ${eyesPath} from 200000`,
    ]);
  });

  it('begins anew where the server knows nothing about ranges', async () => {
    hub.misbehaviours.set(eyesPath, { cut: { afterBytes: 100_000, times: 1 }, ranges: 'ignored' });
    const { manager, folder } = await managePacks(hub.address);
    await manager.download(wish('eyes'), never);
    expect(await readFile(join(folder, 'eyes', 'eyes.onnx'))).toEqual(eyesModel);
  });

  it('gives up after some attempts, says how far it came, and goes on from there later', async () => {
    hub.misbehaviours.set(eyesPath, { cut: { afterBytes: 10_000, times: 4 } });
    const packs = await managePacks(hub.address);
    const failure = await failureOf(packs.manager.download(wish('eyes'), never));
    expect(failure).toMatchObject({
      code: 'download-failed',
      facts: { reason: 'cut-off', file: 'eyes.onnx' },
    });
    const paused = await inState(packs);
    expect(paused).toMatchObject({ state: 'paused', receivedBytes: 40_000, totalBytes: 300_008 });
    expect(paused.error?.code).toBe('download-failed');
    await packs.manager.download(wish('eyes'), never);
    expect(hub.requests).toContain(`GET ${eyesPath} from 40000`);
    expect(await inState(packs)).toMatchObject({ state: 'installed', error: null });
  });

  it('tries a busy server again', async () => {
    hub.misbehaviours.set(eyesPath, { status: { code: 503, times: 2 } });
    const { manager } = await managePacks(hub.address);
    expect((await manager.download(wish('eyes'), never)).pack.state).toBe('installed');
  });

  it.each([
    [404, 'not-found', 1],
    [401, 'refused', 1],
    [403, 'refused', 1],
    [500, 'server-error', 4],
    [418, 'server-error', 1],
  ])('ends at HTTP %i as "%s"', async (code, reason, attempts) => {
    hub.misbehaviours.set(eyesPath, { status: { code, times: 9 } });
    const { manager } = await managePacks(hub.address);
    const failure = await failureOf(manager.download(wish('eyes'), never));
    expect(failure).toMatchObject({ code: 'download-failed', facts: { reason } });
    expect(failure.message).toContain(`HTTP ${String(code)}`);
    expect(hub.requests.length).toBe(attempts);
  });

  it('throws away what has a wrong hash', async () => {
    hub.misbehaviours.set(eyesPath, { content: noise(300_000, 8) });
    const packs = await managePacks(hub.address);
    const failure = await failureOf(packs.manager.download(wish('eyes'), never));
    expect(failure).toMatchObject({ code: 'download-failed', facts: { reason: 'wrong-hash' } });
    expect(failure.message).toContain(sha256Of(eyesModel));
    expect(existsSync(join(packs.folder, 'eyes'))).toBe(false);
    expect((await inState(packs)).receivedBytes).toBe(0);
  });

  it('fetches all of a file again whose beginning was wrong', async () => {
    hub.misbehaviours.set(eyesPath, { holdAfterBytes: 50_000 });
    const packs = await managePacks(hub.address);
    await packs.manager.download({ ...wish('eyes'), until: 'started' }, never);
    await hub.held();
    await packs.manager.pause({ packId: 'eyes' });
    const part = join(packs.folder, '.incoming', 'downloads', 'eyes', 'eyes.onnx.part');
    await writeFile(part, noise(70_000, 99));
    hub.misbehaviours.clear();
    hub.release();
    await packs.manager.download(wish('eyes'), never);
    expect(hub.requests.slice(1, 3)).toEqual([`GET ${eyesPath} from 70000`, `GET ${eyesPath}`]);
    expect((await inState(packs)).state).toBe('installed');
  });

  it('looks again at a file that an earlier attempt left whole, and fetches it anew where it is wrong', async () => {
    const labels = '/raw/abc/labels.txt';
    hub.misbehaviours.set(labels, { status: { code: 404, times: 1 } });
    const packs = await managePacks(hub.address);
    await failureOf(packs.manager.download(wish('eyes'), never));
    await writeFile(join(packs.folder, '.incoming', 'downloads', 'eyes', 'eyes.onnx'), noise(300_000, 99));
    await packs.manager.download(wish('eyes'), never);
    const installed = await readFile(join(packs.folder, 'eyes', 'eyes.onnx'));
    expect(sha256Of(installed)).toBe(sha256Of(eyesModel));
    expect(hub.requests.slice(2)).toEqual([`GET ${eyesPath}`, `GET ${labels}`]);
  });

  it('keeps a file that an earlier attempt left whole and right', async () => {
    const labels = '/raw/abc/labels.txt';
    hub.misbehaviours.set(labels, { status: { code: 404, times: 1 } });
    const packs = await managePacks(hub.address);
    await failureOf(packs.manager.download(wish('eyes'), never));
    await packs.manager.download(wish('eyes'), never);
    expect(hub.requests.slice(2)).toEqual([`GET ${labels}`]);
  });

  it('has its bytes on the disk before the file is closed', async () => {
    const path = join(await tempDir(), 'file.part');
    const probe = await open(path, 'w');
    const handles = Object.getPrototypeOf(probe) as FileHandle;
    await probe.close();
    const sync = vi.spyOn(handles, 'sync');
    const part = await openPart(path, 'restart');
    await part.write(Buffer.from('abc'));
    await part.close();
    // A closed file could not be synced any more.
    expect(sync.mock.settledResults.map(({ type }) => type)).toEqual(['fulfilled']);
    expect(await readFile(path, 'utf8')).toBe('abc');
    vi.restoreAllMocks();
  });

  it('ends at once where the server has another length', async () => {
    hub.misbehaviours.set(eyesPath, { content: noise(299_999) });
    const { manager } = await managePacks(hub.address);
    const failure = await failureOf(manager.download(wish('eyes'), never));
    expect(failure).toMatchObject({ code: 'download-failed', facts: { reason: 'wrong-length' } });
    expect(hub.requests.length).toBe(1);
  });

  it('does not wait for ever where nothing comes any more', async () => {
    hub.misbehaviours.set(eyesPath, { holdAfterBytes: 1000 });
    const { manager } = await managePacks(hub.address, { access: { retryDelaysMs: [], stallMs: 100 } });
    const failure = await failureOf(manager.download(wish('eyes'), never));
    expect(failure.facts['reason']).toBe('cut-off');
    expect(failure.message).toContain('nothing came for too long');
    hub.release();
  });

  it('says that nothing can be reached, and that what is installed goes on working', async () => {
    const gone = await openModelHub();
    const { address } = gone;
    await gone.close();
    const packs = await managePacks(address);
    for (const id of ['eyes', 'ears']) {
      const failure = await failureOf(packs.manager.download(wish(id), never));
      expect(failure).toMatchObject({ code: 'download-failed', facts: { reason: 'unreachable' } });
      expect(failure.remedy).toContain('All that is installed goes on working');
    }
    expect((await packs.manager.list()).packs.map(({ state }) => state)).toEqual(['paused', 'available']);
  });
});

describe('a disk that is full', () => {
  it('is noticed while it is written to, and what came is kept', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const openPart = () =>
      Promise.resolve({ write: () => Promise.reject(full), close: () => Promise.resolve() });
    const packs = await managePacks(hub.address, { access: { openPart } });
    const failure = await failureOf(packs.manager.download(wish('eyes'), never));
    expect(failure.code).toBe('disk-full');
    expect((await inState(packs)).error?.code).toBe('disk-full');
    expect(hub.requests.length).toBe(1);
  });
});

describe('pausing', () => {
  it('keeps what came, also for the next start, and goes on from there', async () => {
    hub.misbehaviours.set(eyesPath, { holdAfterBytes: 120_000 });
    const packs = await managePacks(hub.address);
    const waiting = failureOf(packs.manager.download(wish('eyes'), never));
    await expect.poll(async () => (await inState(packs)).receivedBytes).toBeGreaterThan(0);
    const { pack } = await packs.manager.pause({ packId: 'eyes' });
    expect(pack).toMatchObject({ state: 'paused', totalBytes: 300_008, error: null });
    expect((await waiting).code).toBe('cancelled');
    expect(pack.receivedBytes).toBeGreaterThan(0);
    hub.misbehaviours.clear();
    hub.release();
    const next = await managePacks(hub.address, { folder: packs.folder });
    expect((await inState(next)).state).toBe('paused');
    await next.manager.resume({ packId: 'eyes' });
    await next.manager.download(wish('eyes'), never);
    expect((await inState(next)).state).toBe('installed');
    expect(hub.requests[1]).toBe(`GET ${eyesPath} from ${String(pack.receivedBytes)}`);
  });

  it('leaves others waiting for the same download where one of them stops waiting', async () => {
    hub.misbehaviours.set(eyesPath, { holdAfterBytes: 1000 });
    const { manager } = await managePacks(hub.address);
    const stop = new AbortController();
    const one = failureOf(manager.download(wish('eyes'), stop.signal));
    const other = manager.download(wish('eyes'), never);
    await hub.held();
    stop.abort(new AppError('cancelled'));
    expect((await one).code).toBe('cancelled');
    hub.release();
    expect((await other).pack.state).toBe('installed');
  });

  it('is not needed for cancelling, which throws away what came', async () => {
    hub.misbehaviours.set(eyesPath, { holdAfterBytes: 1000 });
    const packs = await managePacks(hub.address);
    await packs.manager.download({ ...wish('eyes'), until: 'started' }, never);
    await hub.held();
    const { pack } = await packs.manager.cancel({ packId: 'eyes' });
    expect(pack).toMatchObject({ state: 'available', receivedBytes: 0, error: null });
    expect(await readdir(join(packs.folder, '.incoming', 'downloads'))).toEqual([]);
    expect((await failureOf(packs.manager.resume({ packId: 'eyes' }))).code).toBe('bad-arguments');
    hub.release();
  });
});

describe('a repository of a hub', () => {
  it('is resolved to a commit, and only what is wanted of it is fetched and pinned', async () => {
    const packs = await managePacks(hub.address, { hubAddress: 'https://hub.example.org' });
    const { pack } = await packs.manager.download(wish('ears'), never);
    expect(pack).toMatchObject({ state: 'installed', inUseFor: ['transcript'] });
    expect(pack.revision).toMatch(/^[0-9a-f]{40}$/);
    const wanted = ['config.json', 'onnx/encoder_model_quantized.onnx'] as const;
    expect(pack.files).toEqual(
      wanted.map((path) => ({ path, bytes: earsFiles[path].length, sha256: sha256Of(earsFiles[path]) })),
    );
    const model = await packs.manager.modelFor('transcript', never);
    expect(model).toMatchObject({
      model: 'stand-in-ears',
      hub: { path: join(packs.folder, 'ears'), dtype: 'q8' },
    });
  });

  it.each([
    ['onnx/encoder_model_quantized.onnx', 50_000],
    ['config.json', 24],
  ])('is refused where %s is not what the listing says', async (path, length) => {
    const [address = ''] = [...hub.files.keys()].filter((each) => each.endsWith(`/${path}`));
    hub.misbehaviours.set(address, { content: noise(length, 5) });
    const { manager } = await managePacks(hub.address);
    const failure = await failureOf(manager.download(wish('ears'), never));
    expect(failure.facts).toMatchObject({ reason: 'wrong-hash', file: path });
  });

  it('is refused where what is needed is not in it', async () => {
    hub.addRepository('people/ears', { 'config.json': earsFiles['config.json'] });
    const { manager } = await managePacks(hub.address);
    const failure = await failureOf(manager.download(wish('ears'), never));
    expect(failure.facts['reason']).toBe('bad-listing');
    expect(failure.message).toContain('onnx/*_quantized.onnx');
  });

  it('is refused where a name leads out of the folder', async () => {
    hub.addRepository('people/ears', { ...earsFiles, 'onnx/a\\..\\evil_quantized.onnx': noise(5) });
    const { manager } = await managePacks(hub.address);
    const failure = await failureOf(manager.download(wish('ears'), never));
    expect(failure.facts['reason']).toBe('bad-listing');
    expect(hub.requests.join()).not.toContain('evil');
  });

  it('is told from a login page', async () => {
    hub.files.set('/api/models/people/ears/revision/main', Buffer.from('<html>Please log in</html>'));
    const { manager } = await managePacks(hub.address);
    const failure = await failureOf(manager.download(wish('ears'), never));
    expect(failure.facts['reason']).toBe('bad-listing');
  });
});

describe('a mirror', () => {
  it('may lie below a path of its own', async () => {
    const prefixed = await openModelHub();
    prefixed.files.set(`/mirrors/models${eyesPath}`, eyesModel);
    prefixed.files.set(
      '/mirrors/models/raw/abc/labels.txt',
      hub.files.get('/raw/abc/labels.txt') ?? Buffer.alloc(0),
    );
    const { manager } = await managePacks('http://127.0.0.1:1');
    const mirror = `${prefixed.address}/mirrors/models/`;
    expect((await manager.download({ ...wish('eyes'), mirror }, never)).pack.state).toBe('installed');
  });
});

describe('a folder of junk', () => {
  it('that a download finds in its way is replaced', async () => {
    const packs = await managePacks(hub.address);
    await mkdir(join(packs.folder, 'eyes', 'eyes.onnx'), { recursive: true });
    await packs.manager.download(wish('eyes'), never);
    expect(await readFile(join(packs.folder, 'eyes', 'eyes.onnx'))).toEqual(eyesModel);
  });
});
