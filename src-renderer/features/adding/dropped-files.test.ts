import { describe, expect, it } from 'vitest';
import { entriesOf, filesOf, isVideoFile } from './dropped-files.ts';

/** What browsers hand over, as far as it is used. */
const file = (name: string) =>
  ({
    isFile: true,
    file: (resolve: (file: File) => void) => {
      resolve(new File([], name));
    },
  }) as unknown as FileSystemEntry;

function folder(children: readonly FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    const left = [...children];
    return {
      readEntries: (resolve: (some: FileSystemEntry[]) => void) => {
        resolve(left.splice(0, 2));
      },
    };
  };
  return { isFile: false, createReader } as unknown as FileSystemEntry;
}

describe('dropped files', () => {
  it('are found in folders of any depth and size', async () => {
    const dropped = [
      file('a.mp4'),
      folder([file('b.mov'), folder([file('c.mkv')]), file('d.ts'), file('e.txt')]),
    ];
    const names = (await filesOf(dropped)).map(({ name }) => name);
    expect(names).toEqual(['a.mp4', 'b.mov', 'c.mkv', 'd.ts', 'e.txt']);
  });

  it('are taken as they are where they come without a place, and text is not', async () => {
    const alone = { webkitGetAsEntry: () => null, getAsFile: () => new File([], 'a.mp4') };
    const text = { webkitGetAsEntry: () => null, getAsFile: () => null };
    const placed = { webkitGetAsEntry: () => file('b.mp4'), getAsFile: () => null };
    const transfer = { items: [alone, text, placed] } as unknown as DataTransfer;
    const names = (await filesOf(entriesOf(transfer))).map(({ name }) => name);
    expect(names).toEqual(['a.mp4', 'b.mp4']);
  });

  it.each([
    ['clip.MP4', '', true],
    ['clip', 'video/mp4', true],
    ['notes.txt', 'text/plain', false],
    ['mp4', '', false],
  ])('%s of type "%s" is a video: %s', (name, type, expected) => {
    expect(isVideoFile({ name, type })).toBe(expected);
  });
});
