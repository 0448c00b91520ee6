import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { type ElectronPlaces, findElectron, runElectron } from './electron-program.ts';
import { browserCommand } from './open-browser.ts';

const display = { DISPLAY: ':0' };
const { signal } = new AbortController();

let places: ElectronPlaces;
let output: string;
beforeEach(async () => {
  const folder = await tempDir();
  output = join(folder, 'ran');
  places = {
    packageFolder: join(folder, 'electron'),
    appFolder: join(folder, 'app'),
    environment: {
      ...process.env,
      ...display,
      ELECTRON_OVERRIDE_DIST_PATH: undefined,
      OUTPUT: output,
    },
    platform: 'linux',
  };
  await mkdir(join(folder, 'electron', 'dist'), { recursive: true });
  await mkdir(join(folder, 'app', 'out', 'src-main', 'hosts', 'electron'), { recursive: true });
  await writeFile(join(folder, 'app', 'out', 'src-main', 'hosts', 'electron', 'main.js'), '');
});

/** A program in the place of Electron's. */
async function install(script: string): Promise<void> {
  const folder = places.packageFolder ?? '';
  await writeFile(join(folder, 'path.txt'), 'electron');
  await writeFile(join(folder, 'dist', 'electron'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'dist', 'electron'), 0o755);
}

describe('Electron', () => {
  it('is found where its binary, the built app and a display are', async () => {
    expect(findElectron(places)).toEqual({ reason: expect.stringContaining('binary') as string });
    await install('exit 0');
    expect(findElectron(places)).toEqual({ program: join(places.packageFolder ?? '', 'dist', 'electron') });
    expect(findElectron({ ...places, packageFolder: null })).toEqual({
      reason: expect.stringContaining('not installed') as string,
    });
    expect(findElectron({ ...places, environment: {} })).toEqual({
      reason: expect.stringContaining('display') as string,
    });
    expect(findElectron({ ...places, appFolder: places.packageFolder ?? '' })).toEqual({
      reason: expect.stringContaining('built') as string,
    });
    const elsewhere = { ...places.environment, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };
    expect(findElectron({ ...places, environment: elsewhere })).toHaveProperty('reason');
  });

  it.skipIf(process.platform === 'win32')('runs our app with the library and the folders', async () => {
    await install('printf "%s\\n" "$@" "node:$ELECTRON_RUN_AS_NODE" > "$OUTPUT"');
    const environment = { ...places.environment, ELECTRON_RUN_AS_NODE: '1' };
    const request = { libraryPath: '/a b.rushes', paths: ['/clips'] };
    expect(await runElectron(request, { ...places, environment }, signal)).toEqual({ kind: 'ran' });
    expect((await readFile(output, 'utf8')).trim().split('\n')).toEqual([
      places.appFolder,
      '--library',
      '/a b.rushes',
      '/clips',
      'node:',
    ]);
  });

  it.skipIf(process.platform === 'win32')('that can not start is none', async () => {
    await install('exit 127');
    expect(await runElectron({ libraryPath: null, paths: [] }, places, signal)).toEqual({
      kind: 'unavailable',
      reason: expect.stringContaining('127') as string,
    });
  });

  it.skipIf(process.platform === 'win32')('ends when it is told to', async () => {
    await install('exec sleep 60');
    const stop = new AbortController();
    const ran = runElectron({ libraryPath: null, paths: [] }, places, stop.signal);
    stop.abort();
    expect(await ran).toEqual({ kind: 'ran' });
  });
});

describe('the browser', () => {
  it('is opened as each system does it, where something can be seen', () => {
    expect(browserCommand('http://a', display, 'linux')).toEqual(['xdg-open', 'http://a']);
    expect(browserCommand('http://a', { WAYLAND_DISPLAY: 'w' }, 'linux')).toEqual(['xdg-open', 'http://a']);
    expect(browserCommand('http://a', { DISPLAY: '' }, 'linux')).toBeNull();
    expect(browserCommand('http://a', {}, 'darwin')).toEqual(['open', 'http://a']);
    expect(browserCommand('http://a', {}, 'win32')?.at(-1)).toBe('http://a');
  });
});
