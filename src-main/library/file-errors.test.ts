import { describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { FileShrankError } from '../platform/hashing.ts';
import { fileError, meansGone } from './file-errors.ts';

const systemError = (code: string) => Object.assign(new Error(`${code}: it went wrong`), { code });

describe('fileError', () => {
  it.each([
    ['ENOENT', 'file-missing'],
    ['ENOTDIR', 'file-missing'],
    ['ELOOP', 'file-missing'],
    ['EACCES', 'permission-denied'],
    ['EPERM', 'permission-denied'],
    ['EIO', 'io-error'],
    ['ESTALE', 'io-error'],
    ['ENOSPC', 'disk-full'],
    ['ENOMEM', 'out-of-memory'],
    ['EBUSY', 'file-changing'],
    ['EISDIR', 'media-unreadable'],
    ['EWHATEVER', 'internal'],
  ])('names %s as %s, with the file', (code, expected) => {
    const error = fileError(systemError(code), '/disk/a.mp4');
    expect(error.code).toBe(expected);
    expect(error.facts['file']).toBe('/disk/a.mp4');
    expect(error.cause).toMatchObject({ code });
  });

  it('lets errors of ours through and knows those of the platform', () => {
    const own = new AppError('file-empty', { file: 'x' });
    expect(fileError(own, '/y')).toBe(own);
    expect(fileError(new FileShrankError('shorter'), '/y').code).toBe('file-changing');
    expect(fileError(new DOMException('stop', 'AbortError'), '/y').code).toBe('cancelled');
    expect(fileError('odd', '/y').facts).toMatchObject({ file: '/y', detail: 'odd' });
  });

  it('is sure that a file is gone only when the system says that there is none', () => {
    expect(meansGone(systemError('ENOENT'))).toBe(true);
    expect(meansGone(systemError('ENOTDIR'))).toBe(true);
    for (const code of ['EACCES', 'EIO', 'ESTALE', 'ELOOP', 'ETIMEDOUT'])
      expect(meansGone(systemError(code))).toBe(false);
  });
});
