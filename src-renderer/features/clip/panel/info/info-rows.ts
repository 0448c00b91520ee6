/** How values of the technical sheet are written, and how rows without one are left out. */
import type { ParseKeys } from 'i18next';
import { formatDuration, formatNumber } from '../../../../ui/format.ts';
import type { InfoGroup, InfoRow, InfoWording } from './info-wording.ts';

export type RowKey =
  Extract<ParseKeys<'clip'>, `info.rows.${string}`> extends `info.rows.${infer Key}` ? Key : never;

/** A row's key among the texts, and its value; null, undefined and '' leave it out. */
export type RowEntry = readonly [RowKey, string | number | null | undefined];

export function rowsOf(entries: readonly RowEntry[], { t, language }: InfoWording): readonly InfoRow[] {
  return entries.flatMap(([key, value]) => {
    if (value === null || value === undefined || value === '') return [];
    const text = typeof value === 'number' ? formatNumber(value, language, 3) : value;
    return [{ label: t(`info.rows.${key}`), value: text }];
  });
}

export function makeGroup(id: string, title: string, rows: readonly InfoRow[]): InfoGroup {
  return { id, title, rows };
}

/** Applied to what is known. */
export function known<Value>(value: Value | null, write: (value: Value) => string | null): string | null {
  return value === null ? null : write(value);
}

/** The parts that are known, with spaces between them. */
export function joined(parts: readonly (string | null)[], separator = ' '): string | null {
  const there = parts.filter((part) => part !== null && part !== '');
  return there.length === 0 ? null : there.join(separator);
}

export function bitRateText(bitsPerSecond: number, language: string): string {
  const [value, unit] =
    bitsPerSecond >= 1e6 ? [bitsPerSecond / 1e6, 'Mbit/s'] : [bitsPerSecond / 1e3, 'kbit/s'];
  return `${formatNumber(value, language, value < 10 ? 2 : 1)} ${unit}`;
}

export function durationText(durationSec: number): string {
  return formatDuration(durationSec, 3);
}

/** "English (eng)": the name in the window's language, and the code as the file has it. */
export function languageText(code: string, language: string): string | null {
  if (code === 'und') return null;
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(code);
    return name === undefined || name === code ? code : `${name} (${code})`;
  } catch {
    // Files have codes that are none.
    return code;
  }
}
