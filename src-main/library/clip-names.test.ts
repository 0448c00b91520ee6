import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import { filledLibrary, type FilledLibrary } from '../../tests/support/library-database.ts';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { resolveClip } from './clip-names.ts';

let library: FilledLibrary;
let folder: string;

beforeAll(async () => {
  library = await filledLibrary();
  folder = await tempDir();
  await mkdir(join(folder, 'real'));
  await writeFile(join(folder, 'real', 'a.mp4'), 'a');
  await symlink(join(folder, 'real'), join(folder, 'link'));
  library.addClip('abc123');
  library.addClip('abc999');
  library.addClip('fff000');
  library.addFile('abc123', join(folder, 'real', 'a.mp4'));
  library.addFile('fff000', '/disk/abc9');
  library.addFile('fff000', '/disk/caf\udce9.mp4');
  library.addFile(null, '/disk/sound.mp4', { failed: 'no-video' });
});

const resolve = (clip: string, relativeTo: string | null = null): string =>
  resolveClip(library.connection, { clip, relativeTo });

function failureOf(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('resolveClip', () => {
  it('takes an id, and the beginning of one that is the only one', () => {
    expect(resolve('abc123')).toBe('abc123');
    expect(resolve('abc1')).toBe('abc123');
    expect(resolve('FFF')).toBe('fff000');
  });

  it('refuses a beginning that several ids have, and names them', () => {
    const failure = failureOf(() => resolve('abc'));
    expect(failure.code).toBe('bad-arguments');
    expect(failure.message).toContain('abc123, abc999');
  });

  it('takes a path, relative ones from a folder, and follows links', () => {
    expect(resolve(join(folder, 'real', 'a.mp4'))).toBe('abc123');
    expect(resolve('real/a.mp4', folder)).toBe('abc123');
    expect(resolve('../link/a.mp4', join(folder, 'real'))).toBe('abc123');
    expect(resolve('/disk/caf\udce9.mp4')).toBe('fff000');
  });

  it('follows the links of a folder whose file is gone', () => {
    library.addClip('gone00');
    library.addFile('gone00', join(folder, 'real', 'gone.mp4'));
    expect(resolve(join(folder, 'link', 'gone.mp4'))).toBe('gone00');
  });

  it('prefers a path to the beginning of an id', () => {
    expect(resolve('abc9', '/disk')).toBe('fff000');
    expect(resolve('abc9', '/elsewhere')).toBe('abc999');
  });

  it('says of a file that did not become a clip why it did not', () => {
    const failure = failureOf(() => resolve('/disk/sound.mp4'));
    expect(failure.code).toBe<ErrorCode>('no-video');
    expect(failure.facts['file']).toBe('/disk/sound.mp4');
  });

  it('refuses what names nothing; characters of patterns have no meaning', () => {
    for (const name of ['zzz', '%', '_', '/disk/none.mp4', 'a*']) {
      expect(failureOf(() => resolve(name)).code).toBe<ErrorCode>('clip-unknown');
    }
  });
});
