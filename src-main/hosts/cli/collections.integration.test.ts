/** The command line on a library of its own: from a first collection to another library. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { openEngineTarget, openHostTarget, openReaderTarget } from '../../engine/command-target.ts';
import { runCli } from './run-cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await tempDir();
});

async function rushes(library: string, ...words: string[]) {
  let result = '';
  let notes = '';
  const exitCode = await runCli(['collections', ...words], {
    terminal: {
      writeResult: (text) => {
        result += text;
      },
      writeNote: (text) => {
        notes += text;
      },
      ...{ resultIsTerminal: false, notesAreTerminal: false, resultColumns: null, noteColumns: null },
      style: (_style, text) => text,
    },
    targets: { openHost: openHostTarget, openReader: openReaderTarget, openEngine: openEngineTarget },
    windows: {
      serve: () => Promise.reject(new Error('no windows here')),
      runElectron: () => Promise.resolve({ kind: 'unavailable', reason: 'no windows here' }),
      openBrowser: () => undefined,
      watchInput: () => ({ hasEnded: false, onEnd: () => undefined }),
      lastLibrary: () => Promise.resolve(library),
    },
    environment: { RUSHES_LIBRARY: join(folder, library) },
    ...{ workingFolder: folder, version: '0', signal: new AbortController().signal },
  });
  return { exitCode, result, notes };
}

const listed = async (library: string): Promise<string[]> => {
  const { result } = await rushes(library, 'list', '--json');
  const { collections } = JSON.parse(result) as { collections: { name: string; query: string }[] };
  return collections.map(({ name, query }) => `${name}: ${query}`);
};

describe('rushes collections', () => {
  it('keeps, renames, orders, removes, and takes them to another library', { timeout: 120_000 }, async () => {
    expect(await rushes('a', 'add', 'By the sea', 'said:waves', 'rating:>=3')).toMatchObject({
      ...{ exitCode: 0, result: '"By the sea" is kept\n' },
    });
    await rushes('a', 'add', 'Dogs', 'sees:dog', '--mode', 'text');
    expect((await rushes('a')).result).toMatch(
      /^Name +Clips +Query\nBy the sea +\S+ +said:waves rating:>=3\nDogs +\S+ +sees:dog \(text\)\n$/,
    );
    const taken = await rushes('a', 'add', 'dogs', 'x');
    expect([taken.exitCode, taken.notes]).toEqual([
      2,
      expect.stringContaining('"Dogs" already: choose another name'),
    ]);
    await rushes('a', 'rename', 'BY THE SEA', 'Sea');
    await rushes('a', 'order', 'dogs');
    expect(await listed('a')).toEqual(['Dogs: sees:dog', 'Sea: said:waves rating:>=3']);

    expect((await rushes('a', 'export', 'out.json')).exitCode).toBe(0);
    const again = await rushes('a', 'export', 'out.json');
    expect([again.exitCode, again.notes]).toEqual([2, expect.stringContaining('--force')]);
    expect((await rushes('a', 'export', 'out.json', '--force')).exitCode).toBe(0);
    await rushes('b', 'add', 'Sea', 'water');
    expect((await rushes('b', 'import', 'out.json')).result).toBe(
      '2 collections added, 0 replaced, 0 left out\n  added     Dogs\n  added     Sea (2)\n',
    );
    expect((await rushes('b', 'remove', 'sea (2)', 'dogs')).result).toBe(
      '"Dogs" is removed\n"Sea (2)" is removed\n',
    );
    await rushes('b', 'import', 'out.json', '--if-taken', 'replace');
    expect(await listed('b')).toEqual(['Sea: said:waves rating:>=3', 'Dogs: sees:dog']);
  });

  it('says what is wrong with a file, and what to do', { timeout: 60_000 }, async () => {
    const missing = await rushes('a', 'import', 'nowhere.json');
    expect([missing.exitCode, missing.notes]).toEqual([4, expect.stringContaining('nowhere.json')]);
    const document = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8')) as object;
    await writeFile(join(folder, 'newer.json'), JSON.stringify({ ...document, version: 2 }));
    const newer = await rushes('a', 'import', 'newer.json');
    expect([newer.exitCode, newer.notes]).toEqual([2, expect.stringContaining('update Rushes')]);
    const unknown = await rushes('a', 'remove', 'no such');
    expect([unknown.exitCode, unknown.notes]).toEqual([
      2,
      expect.stringContaining('there is no collection "no such"'),
    ]);
  });
});
