/** Reading values whose type cannot be relied on. */

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Words by which ffprobe says that it does not know. */
const unknownWords: ReadonlySet<string> = new Set(['n/a', 'unknown', 'none', 'unspecified']);

/** Valid Unicode without blanks and NUL padding at its ends; null for what is empty or neither text nor number. */
export function toText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = value.toWellFormed().replace(/^[\s\0]+|[\s\0]+$/g, '');
  return trimmed === '' ? null : trimmed;
}

/** A technical term such as a codec or a colour space: like text, and null where it only says that it is unknown. */
export function toTerm(value: unknown): string | null {
  const text = toText(value);
  return text === null || unknownWords.has(text.toLowerCase()) ? null : text;
}

/** A finite number, also from text that is wholly a number ("29.97", not "29.97 fps"). */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A number of things, or null: no fractions, nothing below zero. */
export function toCount(value: unknown): number | null {
  const number = toNumber(value);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
