/** Numbers with units, as people write them. A comma is a decimal point. */
import type { Quantity, ReadQuantity } from './number-range.ts';

const longestNumber = 20;

/** null: not a number, or not a finite one. */
function readDecimal(text: string): { readonly value: number; readonly step: number } | null {
  const [digits, , fraction = ''] = /^\d+([.,](\d+))?$/.exec(text) ?? [];
  if (digits === undefined || digits.length > longestNumber) return null;
  return { value: Number(digits.replace(',', '.')), step: 10 ** -fraction.length };
}

function quantity(text: string, value: number, tolerance: number): Quantity {
  return { text: text.replace(',', '.'), value, tolerance };
}

/** A plain number, or one with a unit that says nothing new. */
export function plainNumber(unit: RegExp): ReadQuantity {
  return (written) => {
    const text = written.trim().toLowerCase().replace(unit, '');
    const number = readDecimal(text);
    return number === null ? null : quantity(text, number.value, number.step / 2);
  };
}

const secondsOf: readonly (readonly [unit: RegExp, seconds: number, usual: string])[] = [
  [/^(?:ms|msec|milliseconds?)$/, 0.001, 'ms'],
  [/^(?:s|sec|secs|seconds?|")?$/, 1, 's'],
  [/^(?:m|min|mins|minutes?|')$/, 60, 'm'],
  [/^(?:h|hr|hrs|hours?)$/, 3600, 'h'],
  [/^(?:d|days?)$/, 86_400, 'd'],
];

/** "90", "90s", "2m30s", "1h", "1:30", "0:01:30.5"; in seconds. */
export const readDuration: ReadQuantity = (written) => {
  const text = written.trim().toLowerCase();
  return text.includes(':') ? readClock(text) : readUnits(text);
};

function readClock(text: string): Quantity | null {
  if (!/^\d{1,4}(?::[0-5]?\d){1,2}(?:[.,]\d{1,9})?$/.test(text)) return null;
  const parts = text.replace(',', '.').split(':');
  const value = parts.reduce((sum, part) => sum * 60 + Number(part), 0);
  const decimals = parts.at(-1)?.split('.')[1]?.length ?? 0;
  return quantity(text, value, 10 ** -decimals / 2);
}

function readUnits(text: string): Quantity | null {
  const parts = text.match(/\d+(?:[.,]\d+)?\s*[a-z'"]*\s*/g) ?? [];
  if (parts.length === 0 || parts.length > 5 || parts.join('') !== text) return null;
  let value = 0;
  let tolerance = 0;
  let largest = Number.POSITIVE_INFINITY;
  let usual = '';
  for (const part of parts) {
    const [, digits = '', name = ''] = /^([\d.,]+)\s*([^\s]*)\s*$/.exec(part) ?? [];
    const number = readDecimal(digits);
    const unit = secondsOf.find(([pattern]) => pattern.test(name));
    // From the largest unit down: "30s 2m" is no duration. A last number without a unit is of the next smaller one: "1h30".
    if (number === null || unit === undefined) return null;
    const seconds = name === '' && largest === 3600 ? 60 : unit[1];
    if (seconds >= largest) return null;
    value += number.value * seconds;
    tolerance = (number.step * seconds) / 2;
    largest = seconds;
    usual += `${digits.replace(',', '.')}${secondsOf.find(([, each]) => each === seconds)?.[2] ?? ''}`;
  }
  return { text: usual, value, tolerance };
}

const bytesOf: Readonly<Record<string, number>> = {
  ...{ '': 1, b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9, t: 1e12, tb: 1e12 },
  ...{ kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 },
};

/** "10MB", "1.5 GiB", "700k"; in bytes. Prefixes of the SI are powers of 1000, those of IEC 80000-13 (KiB) powers of 1024. */
export const readSize: ReadQuantity = (written) => {
  const text = written.trim().toLowerCase().replace(/\s+/, '');
  const [, digits = '', unit = ''] = /^([\d.,]+)([a-z]*)$/.exec(text) ?? [];
  const number = readDecimal(digits);
  const bytes = Object.hasOwn(bytesOf, unit) ? bytesOf[unit] : undefined;
  if (number === null || bytes === undefined) return null;
  return quantity(text, number.value * bytes, (number.step * bytes) / 2);
};

const metresOf: Readonly<Record<string, number>> = { m: 1, km: 1000, mi: 1609.344, '': 1000 };

/** "5km", "300 m", "2mi"; in metres, kilometres without a unit. The mile is the international one of 1959. */
export const readDistance: ReadQuantity = (written) => {
  const text = written.trim().toLowerCase().replace(/\s+/, '');
  const [, digits = '', unit = ''] = /^([\d.,]+)(km|mi|m|)$/.exec(text) ?? [];
  const number = readDecimal(digits);
  if (number === null) return null;
  const metres = metresOf[unit] ?? 1;
  return quantity(unit === '' ? `${digits}km` : text, number.value * metres, (number.step * metres) / 2);
};
