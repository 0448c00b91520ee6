import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { locateLibrary } from './library-location.ts';

describe('locateLibrary', () => {
  it('takes the option, then the variable, then the place for data', () => {
    expect(locateLibrary('my.rushes', { RUSHES_LIBRARY: '/else' }, '/home/u')).toBe('/home/u/my.rushes');
    expect(locateLibrary(undefined, { RUSHES_LIBRARY: 'lib' }, '/home/u')).toBe('/home/u/lib');
    expect(locateLibrary(undefined, { RUSHES_LIBRARY: '' }, '/home/u')).toMatch(
      /rushes\/.*Library\.rushes$/i,
    );
  });

  it('takes any name as it is, so that it means the same library each time', () => {
    expect(locateLibrary('/tmp/lib', {}, '/')).toBe('/tmp/lib');
    expect(locateLibrary('/tmp/lib/', {}, '/')).toBe('/tmp/lib');
  });

  it('refuses an empty name', () => {
    expect(() => locateLibrary('', {}, '/')).toThrow(AppError);
  });
});
