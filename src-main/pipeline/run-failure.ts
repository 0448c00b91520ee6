/** What ends a run although no stage and no tool threw it, in the words of Rushes: errors of the system and the database. */
import { AppError, type ErrorCode, type ErrorFacts, toAppError } from '../../src-preload/contract/errors.ts';

/**
 * Codes that mean the same wherever they are met (errno(3), as Node names them; SQLite's result codes, whose extended
 * forms such as SQLITE_IOERR_WRITE begin with these). What is not here is `internal`.
 */
const codes: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^(ENOSPC|EDQUOT|SQLITE_FULL)$/, 'disk-full'],
  [/^(ENOMEM|SQLITE_NOMEM)$/, 'out-of-memory'],
  [/^(EIO|ENXIO|ENODEV|EREMOTEIO|ESTALE|ENOTCONN|EMFILE|ENFILE)$/, 'io-error'],
  [/^SQLITE_(IOERR|BUSY|LOCKED)/, 'io-error'],
];

/** An AppError passes through. */
export function toRunFailure(thrown: unknown, facts: ErrorFacts): AppError {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return toAppError(thrown, facts);
  const system = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const known = codes.find(([pattern]) => pattern.test(system));
  if (known === undefined) return toAppError(thrown, facts);
  return new AppError(known[1], { ...facts, system, detail: thrown.message }, thrown);
}
