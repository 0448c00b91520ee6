import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CardLibrary, type MadeFile } from '../../tests/support/card-library.ts';
import { places as command } from '../../src-preload/contract/commands/cards.ts';
import { clipFilter } from '../../src-preload/contract/cards.ts';
import { readCardPage } from './cards.ts';
import { readPlaces } from './place-tree.ts';

let library: CardLibrary;
beforeAll(async () => {
  library = await CardLibrary.open();
});
beforeEach(() => {
  library.clear();
});

const at = (...paths: string[]): MadeFile[] =>
  paths.map((path) => ({ volume: 'one', path, state: 'present' }));
const foldersOf = (volume: number) =>
  readPlaces(library).volumes[volume]?.folders.map(({ folder, name, parent, clips }) => [
    folder,
    name,
    parent,
    clips,
  ]);

describe('places', () => {
  it('are a compact tree: chains in one, parents first, numbers by value', () => {
    for (const path of [
      'home/me/Video/2020/a.mp4',
      'home/me/Video/day 10/x/b.mp4',
      'home/me/Video/day 2/c.mp4',
    ]) {
      library.add({ files: at(path) });
    }
    library.add({ files: at('home/me/Video/day 2/d.mp4') });
    expect(foldersOf(0)).toEqual([
      ['home/me/Video', 'home/me/Video', '', 4],
      ['home/me/Video/2020', '2020', 'home/me/Video', 1],
      ['home/me/Video/day 2', 'day 2', 'home/me/Video', 2],
      ['home/me/Video/day 10/x', 'day 10/x', 'home/me/Video', 1],
    ]);
  });

  it('end a chain where a folder holds clips of its own', () => {
    library.add({ files: at('a/b/1.mp4') });
    library.add({ files: at('a/b/c/d/2.mp4') });
    library.add({ files: at('3.mp4') });
    expect(foldersOf(0)).toEqual([
      ['a/b', 'a/b', '', 2],
      ['a/b/c/d', 'c/d', 'a/b', 1],
    ]);
    expect(readPlaces(library).volumes[0]?.clips).toBe(3);
  });

  it('count a clip once in each folder that it is below, however many of its files are', () => {
    library.add({ files: at('a/x/1.mp4', 'a/y/1.mp4', 'a/y/2.mp4', 'b/1.mp4') });
    library.add({ files: [...at('a/x/2.mp4'), { volume: 'two', path: 'c/2.mp4', state: 'present' }] });
    expect(foldersOf(0)).toEqual([
      ['a', 'a', '', 2],
      ['a/x', 'x', 'a', 2],
      ['a/y', 'y', 'a', 1],
      ['b', 'b', '', 1],
    ]);
    const { total, volumes } = readPlaces(library);
    expect([total, ...volumes.map(({ volume, clips }) => [volume, clips])]).toEqual([
      2,
      ['one', 2],
      ['two', 1],
    ]);
  });

  it('say which disks are there, and leave out those without clips', () => {
    library.add({ files: [{ volume: 'two', path: 'gone.mp4', state: 'missing' }] });
    library.putFile(null, { volume: 'one', path: 'no clip.txt', state: 'present' });
    expect(command.response.parse(readPlaces(library))).toEqual({
      total: 1,
      volumes: [{ volume: 'two', label: 'two', kind: 'local', state: 'offline', clips: 1, folders: [] }],
    });
    library.add({ files: [{ volume: 'two', path: 'here.mp4', state: 'present' }] });
    expect(readPlaces(library).volumes[0]?.state).toBe('online');
  });

  it('count what their filter finds, also below names that are not text', () => {
    const paths = ['a\udcff/1.mp4', 'a\udcff/\udce9/2.mp4', 'a/3.mp4', 'a b/4.mp4', 'a.b/c/5.mp4'];
    for (const path of paths) library.add({ files: at(path) });
    const { volumes } = readPlaces(library);
    expect(volumes[0]?.folders).toHaveLength(5);
    for (const { volume, folders } of volumes) {
      for (const { folder, clips } of folders) {
        const filter = clipFilter.parse({ place: { volume, folder } });
        const sort = { by: 'added', direction: 'ascending' } as const;
        expect(readCardPage({ filter, sort, offset: 0, limit: 10 }, library).total).toBe(clips);
      }
    }
  });
});
