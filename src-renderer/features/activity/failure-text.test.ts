import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { failureText, fileName } from './failure-text.ts';

const error = new AppError('file-empty', { file: '/a/b.mp4' }).serialize();
const failure = {
  clipId: 'c1',
  path: '/a/b.mp4',
  stage: 'probe',
  error,
  attempt: 1,
  state: 'final' as const,
  failedAt: null,
};

describe('a failure as text', () => {
  it('says where, what and what to do', () => {
    expect(failureText(failure)).toBe(`/a/b.mp4 · probe\n${error.message}\n${error.remedy}`);
  });
  it.each([
    ['/a/b.mp4', 'b.mp4'],
    ['C:\\clips\\b.mp4', 'b.mp4'],
    ['/a/folder/', 'folder'],
    [null, 'c1'],
  ])('names %s as %s', (path, name) => {
    expect(fileName({ path, clipId: 'c1' })).toBe(name);
  });
});
