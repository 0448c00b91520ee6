/**
 * Dates and ranges of dates: "2024", "2024-05", "2024-05..2024-06", "01.05.2024", "2024-05-01T14:30", ">2023", "today", "last-week",
 * "last-30-days". A day, a month or a year means all of it. Weeks begin on Monday (ISO 8601).
 */
import { type Comparison, readRange } from './range-text.ts';

/** A stretch of wall-clock time, as if it were UTC; `untilMs` is the first instant after it. */
interface Stretch {
  readonly text: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface DateRange {
  /** In its usual spelling. */
  readonly text: string;
  /** Wall-clock time as if it were UTC, in milliseconds; `untilMs` is the first instant after it. null: open. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

const dayMs = 86_400_000;

/** null: no date. */
export function parseDateRange(written: string, now: Date): DateRange | null {
  const range = readRange(written.toLowerCase());
  if (range === null) return null;
  const read = (text: string): Stretch | null => readCalendar(text) ?? readRelative(text, now);
  if (range.kind === 'between') return between(range.from, range.to, read);
  const stretch = read(range.text);
  if (stretch === null) return null;
  return range.kind === 'exact' ? stretch : compared(stretch, range.sign);
}

function between(from: string, to: string, read: (text: string) => Stretch | null): DateRange | null {
  const [first, last] = [from, to].map((text) => (text === '' ? undefined : read(text)));
  if (first === null || last === null) return null;
  const [early, late] = first && last && first.fromMs > last.fromMs ? [last, first] : [first, last];
  return {
    text: `${early?.text ?? ''}..${late?.text ?? ''}`,
    ...{ fromMs: early?.fromMs ?? null, untilMs: late?.untilMs ?? null },
  };
}

function compared({ text, fromMs, untilMs }: Stretch, sign: Comparison): DateRange {
  const open = { text: `${sign}${text}`, fromMs: null, untilMs: null };
  if (sign.startsWith('>')) return { ...open, fromMs: sign === '>' ? untilMs : fromMs };
  return { ...open, untilMs: sign === '<' ? fromMs : untilMs };
}

/** Half-written months and days ("2024-", "2024-0") count as far as they are there. */
function readCalendar(written: string): Stretch | null {
  const text = written.trim().replace(/[-/]0?$/, '');
  const byYear = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[t ](\d{1,2})(?::(\d{2}))?)?)?)?$/.exec(text);
  const byDay = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const parts: readonly (string | undefined)[] | undefined = byYear?.slice(1) ?? byDay?.slice(1).reverse();
  const numbers = parts?.filter((part) => part !== undefined).map(Number);
  return numbers === undefined ? null : stretchOf(numbers);
}

/** Of a year, a month, a day, an hour or a minute, by how many numbers there are. */
function stretchOf(numbers: readonly number[]): Stretch | null {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = numbers;
  const from = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const isThere =
    year >= 1000 && from.getUTCMonth() === month - 1 && from.getUTCDate() === day && hour < 24 && minute < 60;
  if (!isThere) return null;
  const next = [year, month - 1, day, hour, minute];
  const last = numbers.length - 1;
  next[last] = (next[last] ?? 0) + 1;
  const [toYear = 0, toMonth = 0, toDay = 0, toHour = 0, toMinute = 0] = next;
  const length = [4, 7, 10, 13, 16][last];
  return {
    text: from.toISOString().slice(0, length),
    fromMs: from.getTime(),
    untilMs: Date.UTC(toYear, toMonth, toDay, toHour, toMinute),
  };
}

type Unit = 'day' | 'week' | 'month' | 'year';

/** By the wall clock where Rushes runs. */
function readRelative(written: string, now: Date): Stretch | null {
  const text = written.trim().replace(/[\s_]+/g, '-');
  if (text === 'today') return unitBefore(text, 'day', 0, now);
  if (text === 'yesterday') return unitBefore(text, 'day', 1, now);
  const [, which, unit] = /^(this|last)-?(week|month|year)$/.exec(text) ?? [];
  if (unit !== undefined) {
    return unitBefore(`${which ?? ''}-${unit}`, unit as Unit, which === 'last' ? 1 : 0, now);
  }
  const [, digits, many] = /^last-?(\d{1,4})-?(day|week|month|year)s?$/.exec(text) ?? [];
  return digits === undefined ? null : lastUnits(Number(digits), many as Unit, now);
}

function startOf(unit: Unit, back: number, now: Date): number {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  if (unit === 'year') return Date.UTC(year - back, 0, 1);
  if (unit === 'month') return Date.UTC(year, month - back, 1);
  const today = Date.UTC(year, month, day);
  if (unit === 'day') return today - back * dayMs;
  return today - (((now.getDay() + 6) % 7) + 7 * back) * dayMs;
}

function unitBefore(text: string, unit: Unit, back: number, now: Date): Stretch {
  return { text, fromMs: startOf(unit, back, now), untilMs: startOf(unit, back - 1, now) };
}

/** Today, and back from there. */
function lastUnits(count: number, unit: Unit, now: Date): Stretch | null {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const fromMs = {
    day: Date.UTC(year, month, day - count + 1),
    week: Date.UTC(year, month, day - 7 * count + 1),
    month: Date.UTC(year, month - count, day + 1),
    year: Date.UTC(year - count, month, day + 1),
  }[unit];
  const text = `last-${String(count)}-${unit}s`;
  return count === 0 ? null : { text, fromMs, untilMs: startOf('day', -1, now) };
}

/** The instant at which the wall clock of this machine shows it. */
export function instantOf(wallClockMs: number): number {
  const wall = new Date(wallClockMs);
  return new Date(
    ...([wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()] as const),
    ...([wall.getUTCHours(), wall.getUTCMinutes()] as const),
  ).getTime();
}
