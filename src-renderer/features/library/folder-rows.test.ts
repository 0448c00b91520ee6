import { describe, expect, it } from 'vitest';
import { folderRows, keysAbove, rowKey } from './folder-rows.ts';

const folder = (path: string, parent: string, clips = 1) => ({
  folder: path,
  name: path.slice(parent.length),
  parent,
  clips,
});
const volume = {
  volume: 'v',
  label: 'Disk',
  kind: 'removable' as const,
  state: 'online' as const,
  clips: 5,
  folders: [
    folder('a', ''),
    folder('a/10', 'a'),
    folder('a/9', 'a'),
    folder('a/9/x', 'a/9'),
    folder('b', ''),
  ],
};

describe('the tree of folders', () => {
  it('shows only what is unfolded, in the order in which people count', () => {
    const unfolded = new Set([rowKey('v', ''), rowKey('v', 'a')]);
    const rows = folderRows([volume], unfolded);
    expect(rows.map(({ folder: path, depth, fold }) => [path, depth, fold])).toEqual([
      ['', 0, 'unfolded'],
      ['a', 1, 'unfolded'],
      ['a/9', 2, 'folded'],
      ['a/10', 2, 'leaf'],
      ['b', 1, 'leaf'],
    ]);
  });

  it('has a volume with its own count and kind', () => {
    expect(folderRows([volume], new Set())).toMatchObject([
      { name: 'Disk', clips: 5, kind: 'removable', fold: 'folded' },
    ]);
  });

  it('knows what lies above a folder', () => {
    expect(keysAbove(volume, 'a/9/x')).toEqual([rowKey('v', ''), rowKey('v', 'a/9'), rowKey('v', 'a')]);
  });
});
