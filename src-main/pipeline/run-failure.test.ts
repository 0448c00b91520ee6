import { describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { toRunFailure } from './run-failure.ts';

const systemError = (code: string): Error => Object.assign(new Error(`${code}: said the system`), { code });

describe('toRunFailure', () => {
  it.each([
    ['ENOSPC', 'disk-full', true],
    ['EDQUOT', 'disk-full', true],
    ['SQLITE_FULL', 'disk-full', true],
    ['ENOMEM', 'out-of-memory', true],
    ['EIO', 'io-error', true],
    ['EMFILE', 'io-error', true],
    ['SQLITE_IOERR_WRITE', 'io-error', true],
    ['SQLITE_BUSY', 'io-error', true],
    ['SQLITE_CONSTRAINT_FOREIGNKEY', 'internal', false],
    ['EACCES', 'internal', false],
  ] as const)('takes %s for %s', (system, code, retryable) => {
    const failure = toRunFailure(systemError(system), { stage: 'probe' });
    expect(failure).toMatchObject({ code, retryable, facts: { stage: 'probe' } });
    expect(failure.message).toContain('said the system');
  });

  it('lets an AppError through, and takes anything', () => {
    const known = new AppError('file-missing', { file: '/x' });
    expect(toRunFailure(known, { stage: 'probe' })).toBe(known);
    expect(toRunFailure('a word', {})).toMatchObject({ code: 'internal', facts: { detail: 'a word' } });
    expect(toRunFailure(undefined, {})).toMatchObject({ code: 'internal' });
  });
});
