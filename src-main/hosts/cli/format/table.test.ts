import { describe, expect, it } from 'vitest';
import { cellWidth, pairs, shorten, table } from './table.ts';

describe('cellWidth', () => {
  it('counts what a terminal shows', () => {
    expect(cellWidth('abc')).toBe(3);
    expect(cellWidth('e\u0301')).toBe(1);
    expect(cellWidth('映像')).toBe(4);
    expect(cellWidth('🎬')).toBe(2);
    expect(cellWidth('\u001b[1mbold\u001b[22m')).toBe(4);
  });
});

describe('shorten', () => {
  it('cuts between characters, and only where it must', () => {
    expect(shorten('abcdef', 6)).toBe('abcdef');
    expect(shorten('abcdef', 5)).toBe('abcd…');
    expect(shorten('映像映像', 5)).toBe('映像…');
    expect(shorten('ae\u0301bcd', 3)).toBe('ae\u0301…');
  });
});

describe('table', () => {
  const columns = [
    { title: 'NAME', align: 'left', mayShrink: true },
    { title: 'SIZE', align: 'right' },
  ] as const;

  it('puts values below one another, and no spaces at the end of a line', () => {
    expect(
      table(
        columns,
        [
          ['a', '1 B'],
          ['映像', '12 kB'],
        ],
        null,
      ),
    ).toBe('NAME   SIZE\na       1 B\n映像  12 kB\n');
    expect(table([columns[1], columns[0]], [['1', 'x']], null)).toBe('SIZE  NAME\n   1  x\n');
  });

  it('shrinks what may shrink to fit the terminal, and no more than is bearable', () => {
    const rows = [['a very long name of a clip.mp4', '1 B']];
    expect(table(columns, rows, 24).split('\n')[1]).toBe('a very long name …   1 B');
    expect(table(columns, rows, 5).split('\n')[1]).toBe('a very long…   1 B');
  });
});

describe('pairs', () => {
  it('aligns values', () => {
    expect(
      pairs(
        [
          ['a', '1'],
          ['name', '2'],
        ],
        ' ',
      ),
    ).toBe(' a     1\n name  2\n');
    expect(pairs([])).toBe('');
  });
});
