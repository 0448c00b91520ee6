import { describe, expect, it } from 'vitest';
import { type ClassMap, connectedComponents } from './connected-components.ts';

/** Digits are classes, points the background. */
const drawn = (...rows: string[]): ClassMap => ({
  classes: Uint8Array.from(rows.join(''), (cell) => (cell === '.' ? 0 : Number(cell))),
  width: rows[0]?.length ?? 0,
  height: rows.length,
});

const found = (map: ClassMap): [number, number[]][] =>
  connectedComponents(map).map(({ classId, pixels }) => [classId, [...pixels].sort((a, b) => a - b)]);

describe('connectedComponents', () => {
  it('keeps classes apart though they touch', () => {
    expect(found(drawn('112', '122'))).toEqual([
      [1, [0, 1, 3]],
      [2, [2, 4, 5]],
    ]);
  });

  it('takes together what touches by a corner only', () => {
    expect(found(drawn('3..', '.3.', '..3'))).toEqual([[3, [0, 4, 8]]]);
  });

  it('gives two parts of one class that another lies between', () => {
    expect(found(drawn('121', '121'))).toEqual([
      [1, [0, 3]],
      [2, [1, 4]],
      [1, [2, 5]],
    ]);
  });

  it('does not reach around the edges', () => {
    expect(found(drawn('..7', '7..', '...'))).toHaveLength(2);
    expect(found(drawn('7', '.', '7'))).toHaveLength(2);
  });

  it('follows a part wherever it winds, and leaves the map as it was', () => {
    const map = drawn('1111', '...1', '1111', '1...', '1111');
    const before = [...map.classes];
    expect(connectedComponents(map).map(({ pixels }) => pixels.length)).toEqual([14]);
    expect([...map.classes]).toEqual(before);
  });

  it('gives nothing for background, and all for a map of one class', () => {
    expect(connectedComponents({ classes: new Uint8Array(300), width: 20, height: 15 })).toEqual([]);
    const [all, ...others] = connectedComponents({
      classes: new Uint8Array(300).fill(9),
      width: 20,
      height: 15,
    });
    expect(all?.pixels).toHaveLength(300);
    expect(others).toEqual([]);
  });
});
