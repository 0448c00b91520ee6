import { describe, expect, it } from 'vitest';
import { libraryIn } from './library-path.ts';

describe('the folder of a new library', () => {
  it.each([
    ['/home/ann', 'Holiday', '/home/ann/Holiday.rushes'],
    ['/home/ann/', ' Holiday.rushes ', '/home/ann/Holiday.rushes'],
    ['/', 'a', '/a.rushes'],
    ['C:\\Users\\ann', 'Holiday', 'C:\\Users\\ann\\Holiday.rushes'],
  ])('in %s for %j is %s', (folder, name, path) => {
    expect(libraryIn(folder, name)).toBe(path);
  });
  it.each(['', '  ', '.rushes', '..', 'a/b', 'a\\b', 'a:b', 'a\0b'])('refuses the name %j', (name) => {
    expect(libraryIn('/home', name)).toBeNull();
  });
});
