/**
 * The one time of Rushes: seconds on the clip's own clock, never negative. Everything that names a time in another way
 * (a model's output, a sidecar, a person) comes through `parseTimestamp`.
 */

/** Seconds from the start of the clip; made only by this module. */
export type Timestamp = number & { readonly __timestamp: unique symbol };

const number = String.raw`\d+(?:\.\d+)?|\.\d+`;
const secondsOrRange = new RegExp(String.raw`^(${number})\s*s?(?:\s*[-–]\s*(?:${number})\s*s?)?$`);
const clock = /^(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/;
const clockRange = /^([\d:.]+)\s*[-–]\s*[\d:.]+$/;

/**
 * Accepts seconds ("5", "0.5", "5s", 5), ranges, of which the start counts ("0-1s", "1.5-2.5s", "0:30-0:45"), and clock
 * times ("0:30", "1:02:03", "00:00:30.5"). Minutes and seconds of a clock time stay below 60 where a larger unit stands
 * before them.
 *
 * @param warn told in one sentence when there was something that could not be read; nothing is ever thrown
 * @returns null for null, undefined, empty, negative or unreadable input
 */
export function parseTimestamp(
  input: unknown,
  warn: (message: string) => void = () => undefined,
): Timestamp | null {
  if (input === null || input === undefined) return null;
  const seconds =
    typeof input === 'number' ? input : typeof input === 'string' ? secondsOf(input.trim()) : Number.NaN;
  if (Number.isFinite(seconds) && seconds >= 0) return seconds as Timestamp;
  warn(`not a time: ${describe(input)}`);
  return null;
}

function secondsOf(text: string): number {
  const plain = secondsOrRange.exec(text);
  if (plain !== null) return Number(plain[1]);
  const range = clockRange.exec(text);
  const parts = clock.exec(range?.[1] ?? text);
  if (parts === null) return Number.NaN;
  const [, hours, minutes = '0', seconds = '0'] = parts;
  if (Number(seconds) >= 60 || (hours !== undefined && Number(minutes) >= 60)) return Number.NaN;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function describe(input: unknown): string {
  return typeof input === 'string' || typeof input === 'number' ? JSON.stringify(input) : typeof input;
}
