import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ScriptedEngine, scriptedEngine } from '../../../tests/support/scripted-engine.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { createWindowService } from './create-window-service.ts';
import { type HostState, openHostState } from './host-state.ts';
import type { HostPowers, WindowService } from './window-service.ts';

const { signal } = new AbortController();
const clip = { clipId: 'clip1' };

let base: string;
let engine: ScriptedEngine;
let state: HostState;

async function makeLibrary(name: string): Promise<string> {
  const path = join(base, name);
  await mkdir(path);
  await writeFile(join(path, 'library.sqlite'), '');
  return path;
}

function serviceWith(powers: Partial<HostPowers> = {}): WindowService {
  return createWindowService({
    connection: engine,
    state,
    powers: {
      host: 'web',
      roots: [base],
      abilities: { reveal: false, droppedPaths: false, dragOut: false, folderDialog: false, uploads: null },
      ...powers,
    },
  });
}

beforeEach(async () => {
  base = await tempDir();
  engine = scriptedEngine(await makeLibrary('Main.rushes'));
  state = openHostState(join(base, 'config'));
});

describe('the window service', () => {
  it('hands commands of the contract to the engine as they are', async () => {
    engine.answers.set('library.list', () => ({ ok: true, data: { total: 7 } }));
    expect(await serviceWith().call('library.list', { odd: true }, signal)).toEqual({
      ok: true,
      data: { total: 7 },
    });
    expect(engine.asked).toMatchObject([{ name: 'library.list', request: { odd: true } }]);
  });

  it.each(['library.drop', '__proto__', 'constructor', '', 'host.drop'])(
    'knows no command "%s", and asks nobody',
    async (name) => {
      expect(await serviceWith().call(name, {}, signal)).toMatchObject({
        ok: false,
        error: { code: 'bad-arguments' },
      });
      expect(engine.asked).toEqual([]);
    },
  );

  it('holds paths to the roots before anybody is asked', async () => {
    const reply = await serviceWith().call('library.add', { paths: ['/etc'] }, signal);
    expect(reply).toMatchObject({ ok: false, error: { code: 'permission-denied', facts: { file: '/etc' } } });
    expect(await serviceWith().call('host.browse', { path: '/etc' }, signal)).toMatchObject({
      ok: false,
      error: { code: 'permission-denied' },
    });
    expect(engine.asked).toEqual([]);
  });

  it('parses requests and answers of its own commands', async () => {
    expect(await serviceWith().call('host.savePreferences', { theme: 'pink' }, signal)).toMatchObject({
      ok: false,
      error: { code: 'bad-arguments', facts: { field: 'theme' } },
    });
    const odd = serviceWith({ chooseFolders: () => Promise.resolve([7 as unknown as string]) });
    expect(await odd.call('host.chooseFolders', { purpose: 'add' }, signal)).toMatchObject({
      ok: false,
      error: { code: 'bad-response' },
    });
  });

  it('tells what is open, what was, and what it can do', async () => {
    const [second, gone] = [await makeLibrary('Second.rushes'), join(base, 'Gone.rushes')];
    state.remember(gone);
    state.remember(second);
    const service = serviceWith();
    expect(await service.call('host.facts', {}, signal)).toMatchObject({
      ok: true,
      data: {
        host: 'web',
        engine: { state: 'running' },
        library: { path: join(base, 'Main.rushes'), name: 'Main' },
        recent: [{ name: 'Main' }, { name: 'Second' }],
        preferences: { theme: 'system' },
        abilities: { reveal: false },
      },
    });
    expect(await service.call('host.savePreferences', { theme: 'dark' }, signal)).toMatchObject({
      data: { theme: 'dark', language: 'system' },
    });
  });

  it('opens another library and remembers it', async () => {
    const other = join(base, 'Other.rushes');
    const request = { path: other, ifMissing: 'create' };
    expect(await serviceWith().call('host.openLibrary', request, signal)).toEqual({
      ok: true,
      data: { library: { path: other, name: 'Other' } },
    });
    expect(engine.opened).toEqual([other]);
    expect(state.recent[0]).toBe(other);
  });

  it('offers what its host can do, and says so of the rest', async () => {
    for (const [name, request] of [
      ['host.reveal', clip],
      ['host.chooseFolders', { purpose: 'add' }],
      ['host.dragOut', { clipIds: ['clip1'] }],
      ['host.openMap', { latitude: 1, longitude: 2 }],
    ] as const)
      expect(await serviceWith().call(name, request, signal)).toMatchObject({
        ok: false,
        error: { code: 'not-offered' },
      });

    const done: unknown[] = [];
    const note = (...what: unknown[]): Promise<void> => Promise.resolve(void done.push(what));
    const able = serviceWith({
      reveal: (path) => note('reveal', path),
      dragOut: (paths, icon) => note('drag', paths, icon),
      openExternal: (address) => note('open', address),
    });
    const at = (path: string) => ({ path, sizeBytes: 1, mediaType: 'video/mp4', entityTag: 'a' });
    engine.media.set('clip1/original', at('/v/a.mp4'));
    engine.media.set('clip1/poster', at('/p/a.jpg'));
    await able.call('host.reveal', clip, signal);
    await able.call('host.dragOut', { clipIds: ['clip1'] }, signal);
    await able.call('host.openMap', { latitude: 52.5, longitude: 13.4 }, signal);
    expect(done).toEqual([
      ['reveal', '/v/a.mp4'],
      ['drag', ['/v/a.mp4'], '/p/a.jpg'],
      ['open', 'https://www.openstreetmap.org/?mlat=52.500000&mlon=13.400000#map=15/52.500000/13.400000'],
    ]);
    expect(await able.call('host.reveal', { clipId: 'clip2' }, signal)).toMatchObject({
      ok: false,
      error: { code: 'file-missing' },
    });
  });

  it('starts the engine again', async () => {
    engine.state = { state: 'stopped', library: engine.state.library };
    expect(await serviceWith().call('host.restartEngine', {}, signal)).toMatchObject({
      data: { engine: { state: 'running' } },
    });
  });

  it('closes the engine, and hears it no more', async () => {
    const service = serviceWith();
    await service.close();
    engine.say({ kind: 'engine', engine: { state: 'running', library: '/later.rushes' } });
    expect([engine.closed, state.recent.includes('/later.rushes')]).toEqual([true, false]);
  });
});
