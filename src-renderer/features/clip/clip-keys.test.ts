import { describe, expect, it } from 'vitest';
import { clipKeyOf } from './clip-keys.ts';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

describe('keys of the clip screen', () => {
  it.each([
    [' ', { kind: 'toggle' }],
    ['j', { kind: 'shuttle', key: 'J' }],
    ['L', { kind: 'shuttle', key: 'L' }],
    ['ArrowLeft', { kind: 'frames', by: -1 }],
    ['3', { kind: 'rate', rating: 3 }],
    ['0', { kind: 'rate', rating: null }],
    ['6', null],
    ['x', null],
    ['constructor', null],
  ])('%j', (key, expected) => {
    expect(clipKeyOf({ ...plain, key })).toEqual(expected);
  });

  it('go by seconds with Shift', () => {
    expect(clipKeyOf({ ...plain, shiftKey: true, key: 'ArrowRight' })).toEqual({ kind: 'seconds', by: 1 });
  });

  it('leave the window its own', () => {
    expect(clipKeyOf({ ...plain, ctrlKey: true, key: 'f' })).toBeNull();
    expect(clipKeyOf({ ...plain, altKey: true, key: 'ArrowLeft' })).toBeNull();
    expect(clipKeyOf({ ...plain, metaKey: true, key: 'l' })).toBeNull();
  });
});
