import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { firstLibrary } from '../window/first-library.ts';
import { handOver, ownArguments, readStart, takeOver } from './opened-paths.ts';

describe('what a start asks for', () => {
  it('are a library and folders, from where the person is', () => {
    expect(readStart(['--library', 'My.rushes', 'clips', '/all'], '/home/me')).toEqual({
      library: resolve('/home/me/My.rushes'),
      paths: [resolve('/home/me/clips'), resolve('/all')],
    });
    expect(readStart([], '/home/me')).toEqual({ library: null, paths: [] });
  });

  it('is told from options of Chromium', () => {
    const args = ['--no-sandbox', '--remote-debugging-port=0', '-x', '--library=/l.rushes', '--', '--odd'];
    expect(readStart(args, '/home/me')).toEqual({
      library: resolve('/l.rushes'),
      paths: [resolve('/home/me/--odd')],
    });
  });

  it('stands behind the program, and unpackaged behind the app', () => {
    expect(ownArguments(['/opt/rushes', 'a', 'b'], 'packaged')).toEqual(['a', 'b']);
    expect(ownArguments(['electron', '--inspect', '/app', '--library', 'l', 'a'], 'unpackaged')).toEqual([
      '--inspect',
      '--library',
      'l',
      'a',
    ]);
  });

  it('is handed over as it is, and nothing else is taken', () => {
    expect(takeOver(handOver({ library: null, paths: ['/a', '/b'] }))).toEqual(['/a', '/b']);
    for (const other of [null, undefined, 'x', [], {}, { paths: '/a' }, { paths: [1] }, { paths: [''] }])
      expect(takeOver(other)).toEqual([]);
  });
});

describe('the library that is opened', () => {
  it('is the one asked for, that of the environment, the last one that is there, or the usual one', async () => {
    const folder = await tempDir();
    const there = join(folder, 'There.rushes');
    await mkdir(there);
    await writeFile(join(there, 'library.sqlite'), '');
    const gone = join(folder, 'Gone.rushes');
    const choices = { asked: null, recent: [gone, there], environment: {}, workingFolder: folder };
    expect(await firstLibrary({ ...choices, asked: gone })).toBe(gone);
    expect(await firstLibrary({ ...choices, environment: { RUSHES_LIBRARY: 'Env.rushes' } })).toBe(
      join(folder, 'Env.rushes'),
    );
    expect(await firstLibrary(choices)).toBe(there);
    expect(await firstLibrary({ ...choices, recent: [gone] })).toMatch(/Library\.rushes$/);
  });
});
