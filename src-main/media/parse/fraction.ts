/** Ratios as ffprobe writes them: "30000/1001" for rates, "16:9" for shapes. */

/** The text itself where it is a ratio of two positive whole numbers; ffprobe's "0/0" and "0:1" mean unknown. */
export function knownFraction(text: string | null): string | null {
  return fractionValue(text) === null ? null : text;
}

/** Its value, or null where it is unknown. */
export function fractionValue(text: string | null): number | null {
  const match = /^(\d+)[/:](\d+)$/.exec(text ?? '');
  const value = match === null ? 0 : Number(match[1]) / Number(match[2]);
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** A quantity given as "a/b" (which may be zero) or as a plain number. */
export function rationalOrNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*(?:\/\s*(-?\d+(?:\.\d+)?))?\s*$/.exec(value);
  if (match === null) return null;
  const number = Number(match[1]) / Number(match[2] ?? 1);
  return Number.isFinite(number) ? number : null;
}
