import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { configFolder, libraryName, openHostState } from './host-state.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await tempDir(), 'config');
});

describe('the state of hosts', () => {
  it('starts with what is usual', () => {
    const state = openHostState(folder);
    expect(state.preferences).toEqual({ language: 'system', theme: 'system' });
    expect(state.recent).toEqual([]);
  });

  it('keeps what was set, for its owner alone', async () => {
    openHostState(folder).savePreferences({ theme: 'dark' });
    expect(openHostState(folder).savePreferences({ language: 'de', theme: undefined })).toEqual({
      language: 'de',
      theme: 'dark',
    });
    expect(await readdir(folder)).toEqual(['window.json']);
    if (process.platform !== 'win32')
      expect((await stat(join(folder, 'window.json'))).mode & 0o777).toBe(0o600);
  });

  it('remembers libraries, newest first, each once, not without end', () => {
    const state = openHostState(folder);
    for (let number = 1; number <= 20; number += 1) state.remember(`/l${String(number)}`);
    state.remember('/l15');
    expect(state.recent.slice(0, 3)).toEqual(['/l15', '/l20', '/l19']);
    expect(state.recent).toHaveLength(12);
  });

  it('loses nothing that another host wrote in the meantime', () => {
    const [one, other] = [openHostState(folder), openHostState(folder)];
    one.remember('/a');
    other.savePreferences({ theme: 'light' });
    one.remember('/b');
    expect(other.recent).toEqual(['/b', '/a']);
    expect(one.preferences.theme).toBe('light');
  });

  it.each(['{"recent":', '[]', '{"recent": [7]}', '{"preferences": {"theme": "pink"}}'])(
    'keeps a broken file (%s) aside and starts anew',
    async (text) => {
      openHostState(folder).remember('/a');
      await writeFile(join(folder, 'window.json'), text);
      const state = openHostState(folder);
      expect(state.recent).toEqual([]);
      expect(state.preferences.theme).toBe('system');
      state.remember('/b');
      expect(await readFile(join(folder, 'window.json.bad'), 'utf8')).toBe(text);
      expect(openHostState(folder).recent).toEqual(['/b']);
    },
  );

  it('is where the variable says', () => {
    expect(configFolder({ RUSHES_CONFIG: '/somewhere' })).toBe('/somewhere');
    expect(configFolder({ RUSHES_CONFIG: '' })).toMatch(/rushes/i);
  });

  it('calls libraries by their folders', () => {
    expect(['/a/Main.rushes', '/a/plain', '/a/.rushes'].map(libraryName)).toEqual([
      'Main',
      'plain',
      '.rushes',
    ]);
  });
});
