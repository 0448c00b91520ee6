/** Answers as they travel, turned into values or errors. */
import { z } from 'zod';
import { AppError, type ErrorCode, errorSchema } from '../../src-preload/contract/errors.ts';

const reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorSchema }),
]);

/** The engine has parsed the data against the command's schema; here only the envelope is looked at. @throws AppError */
export function dataOf(raw: unknown): unknown {
  const parsed = reply.safeParse(raw);
  if (!parsed.success) throw new AppError('bad-response', { detail: 'the answer is no reply' });
  if (parsed.data.ok) return parsed.data.data;
  const { code, facts } = parsed.data.error;
  throw new AppError(code, facts);
}

export function clientError(code: ErrorCode, thrown: unknown): AppError {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(code, { detail }, thrown);
}
