import { describe, expect, it } from 'vitest';
import { knownLevel, levelNameOf } from './codec-level.ts';

describe('levelNameOf', () => {
  it.each([
    ['h264', 41, '4.1'],
    ['h264', 9, '1b'],
    ['h264', 40, '4.0'],
    ['hevc', 123, '4.1'],
    ['hevc', 93, '3.1'],
    ['av1', 9, '4.1'],
    ['av1', 0, '2.0'],
    ['av1', 31, null],
    ['vvc', 67, '4.1'],
    ['vp9', 31, '3.1'],
    ['mpeg2video', 8, 'Main'],
    ['mpeg2video', 7, null],
    ['mpeg4', 5, '5'],
    ['h264', -99, null],
    ['prores', 3, null],
    ['constructor', 3, null],
  ])('%s level %i is %s', (codec, level, name) => {
    expect(levelNameOf(codec, level)).toBe(name);
  });

  it('has nothing to say without a codec or a level', () => {
    expect([levelNameOf(null, 41), levelNameOf('h264', null), knownLevel(-99), knownLevel(0)]).toEqual([
      null,
      null,
      null,
      0,
    ]);
  });
});
