import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import type { FileRow } from '../db/repositories/files.repository.ts';
import { compareWithKnown } from './compare-file.ts';
import type { FoundFile } from './ingest-types.ts';

const place = { volumeId: 1, relativePath: Buffer.from('a.mp4') };
const found: FoundFile = {
  path: '/a.mp4',
  place,
  origin: 'folder',
  sizeBytes: 5,
  modifiedNs: 7n,
  inode: '9',
};
const known: FileRow = {
  ...{ ...place, id: 1, clipId: 'c', sizeBytes: 5, modifiedNs: '7', inode: '9' },
  ...{ state: 'present' as const, error: null },
};
const facts = { failure: null, otherIsPresent: false };

describe('compareWithKnown', () => {
  it('passes a file by that has its size, time and inode', () => {
    expect(compareWithKnown(found, known, facts)).toBe('unchanged');
    expect(compareWithKnown({ ...found, inode: null }, known, facts)).toBe('unchanged');
  });

  it('examines a file when any of these differs', () => {
    for (const other of [{ sizeBytes: 6 }, { modifiedNs: 8n }, { inode: '10' }]) {
      expect(compareWithKnown({ ...found, ...other }, known, facts)).toBe('examine');
    }
    expect(compareWithKnown(found, { ...known, clipId: null }, facts)).toBe('examine');
  });

  it('takes a missing file back as it was, unless a copy took its place meanwhile', () => {
    const missing = { ...known, state: 'missing' as const };
    expect(compareWithKnown(found, missing, facts)).toBe('back');
    expect(compareWithKnown(found, missing, { ...facts, otherIsPresent: true })).toBe('examine');
    expect(compareWithKnown({ ...found, sizeBytes: 6 }, missing, facts)).toBe('examine');
  });

  it('leaves a final failure alone until the file changes or a person names it', () => {
    const failed = { ...known, clipId: null, state: 'failed' as const };
    const because = (code: ErrorCode) => ({ ...facts, failure: new AppError(code).serialize() });
    expect(compareWithKnown(found, failed, because('file-empty'))).toBe('failed-as-before');
    expect(compareWithKnown({ ...found, sizeBytes: 6 }, failed, because('file-empty'))).toBe('examine');
    expect(compareWithKnown({ ...found, origin: 'named' }, failed, because('file-empty'))).toBe('examine');
    for (const code of ['io-error', 'file-changing', 'permission-denied', 'file-missing'] as const) {
      expect(compareWithKnown(found, failed, because(code)), code).toBe('examine');
    }
  });
});
