/** What the system says of a disk, as one of our failures. */
import { AppError, type ErrorCode, type ErrorFacts } from '../../../src-preload/contract/errors.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENOENT: 'file-missing',
  ENOTDIR: 'file-missing',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EROFS: 'permission-denied',
};

export function systemCode(error: unknown): string | null {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : null;
}

export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR';
}

/** An AppError passes through. */
export function diskError(error: unknown, file: string, facts: ErrorFacts = {}): AppError {
  if (error instanceof AppError) return error;
  const code = codes[systemCode(error) ?? ''] ?? 'io-error';
  const detail = error instanceof Error ? error.message : String(error);
  return new AppError(code, { file, detail, ...facts }, error);
}
