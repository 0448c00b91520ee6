/** What the system says of a file, in the words of Rushes. */
import { AppError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import { FileShrankError } from '../platform/hashing.ts';

/** The system's error codes (errno(3); Node gives the same names on Windows). What is not here is `internal`. */
const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'file-missing',
  ENOTDIR: 'file-missing',
  ENAMETOOLONG: 'file-missing',
  ELOOP: 'file-missing',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EROFS: 'permission-denied',
  EISDIR: 'media-unreadable',
  EBUSY: 'file-changing',
  ETXTBSY: 'file-changing',
  EIO: 'io-error',
  ENXIO: 'io-error',
  ENODEV: 'io-error',
  EREMOTEIO: 'io-error',
  EBADMSG: 'io-error',
  ESTALE: 'io-error',
  ENOTCONN: 'io-error',
  ECONNRESET: 'io-error',
  EHOSTDOWN: 'io-error',
  EHOSTUNREACH: 'io-error',
  EMFILE: 'io-error',
  ENFILE: 'io-error',
  ETIMEDOUT: 'timeout',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENOMEM: 'out-of-memory',
};

const details: Readonly<Record<string, string>> = {
  ELOOP: 'its symbolic links lead in a circle',
  EISDIR: 'it is a folder',
};

/** A failure of reading `path`, as an AppError with the path in its facts. An AppError passes through. */
export function fileError(thrown: unknown, path: string): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof FileShrankError)
    return new AppError('file-changing', { file: path, detail: thrown.message }, thrown);
  const code = errnoOf(thrown);
  const known = code === null ? undefined : codes[code];
  if (code !== null && known !== undefined) {
    const detail = details[code];
    return new AppError(
      known,
      { file: path, system: code, ...(detail === undefined ? {} : { detail }) },
      thrown,
    );
  }
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return new AppError('cancelled', { file: path }, thrown);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('internal', { file: path, detail }, thrown);
}

/** Whether the system says that nothing goes by this path (as against: it cannot be told). */
export function meansGone(thrown: unknown): boolean {
  const code = errnoOf(thrown);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function errnoOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
}
