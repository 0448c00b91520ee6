/**
 * Reading what other programs wrote: fields that go by several names, entries of which some may be bad. A bad entry is left out and
 * counted; `strict` refuses the file at the first.
 */
import { AppError } from '../../../src-preload/contract/errors.ts';

export type Strictness = 'lenient' | 'strict';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What is wrong with one field. */
export class BadField extends Error {
  override readonly name = 'BadField';
  readonly field: string;
  readonly value: string;
  readonly expected: string;

  constructor(field: string, value: unknown, expected: string) {
    super(`${field} is ${shown(value)}, expected ${expected}`);
    this.field = field;
    this.value = shown(value);
    this.expected = expected;
  }

  /** The same field, told from further out: "frames[3].bbox" of "bbox". */
  within(outer: string): BadField {
    const field = this.field.startsWith('[') || this.field === '' ? this.field : `.${this.field}`;
    const told = new BadField(`${outer}${field}`, null, this.expected);
    return Object.assign(told, { value: this.value, message: this.message });
  }
}

/** Short enough for a message. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

export function refusal(fileName: string, { field, value, expected }: BadField): AppError {
  return new AppError('bad-arguments', { file: fileName, field, value, expected });
}

/** Reads entries one by one; keeps count of the bad ones. */
export class EntryReader {
  readonly #strictness: Strictness;
  #leftOut = 0;
  #firstBad: BadField | null = null;

  constructor(strictness: Strictness) {
    this.#strictness = strictness;
  }

  get leftOut(): number {
    return this.#leftOut;
  }

  get firstBad(): BadField | null {
    return this.#firstBad;
  }

  /** @throws BadField where it is strict */
  read<T>(place: string, read: () => T): T[] {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof BadField)) throw error;
      const bad = error.within(place);
      if (this.#strictness === 'strict') throw bad;
      this.#leftOut += 1;
      this.#firstBad ??= bad;
      return [];
    }
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these names that there is, with its value; the first name and undefined where there is none. */
export function fieldOf(entry: JsonObject, names: readonly string[]): readonly [string, unknown] {
  const name = names.find((each) => entry[each] !== undefined && entry[each] !== null);
  return name === undefined ? [names[0] ?? '', undefined] : [name, entry[name]];
}

/** A finite number, also one that is written as text. @throws BadField */
export function numberOf(field: string, value: unknown, expected: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new BadField(field, value, expected);
  return number;
}

/** @throws BadField */
export function objectOf(field: string, value: unknown, expected: string): JsonObject {
  if (!isObject(value)) throw new BadField(field, value, expected);
  return value;
}

/** Python writes these, which JSON has not. */
const noNumber = /([:,[]\s*)(?:-?Infinity|NaN)(?=\s*[,\]}])/g;

/** @throws BadField where the text is not JSON */
export function parseJson(text: string): unknown {
  // Programs on Windows begin files with a byte order mark.
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch (error) {
    return parseWithoutNumbers(plain, error instanceof Error ? error.message : String(error));
  }
}

function parseWithoutNumbers(text: string, complaint: string): unknown {
  try {
    return JSON.parse(text.replaceAll(noNumber, '$1null'));
  } catch {
    throw new BadField('', text.slice(0, 40), `JSON (${complaint})`);
  }
}
