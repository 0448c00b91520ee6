/** Ranges of numbers with units. */
import type { Condition } from '../search-filter.ts';
import { type Comparison, readRange } from './range-text.ts';

export interface Bound {
  readonly value: number;
  readonly edge: 'included' | 'excluded';
}

export interface NumberRange {
  /** In its usual spelling. */
  readonly text: string;
  readonly from: Bound | null;
  readonly to: Bound | null;
}

/** A number as it was written. */
export interface Quantity {
  readonly text: string;
  readonly value: number;
  /** By its last digit it may be so much more or less: "29.97" stands for what rounds to it. */
  readonly tolerance: number;
}

export type ReadQuantity = (text: string) => Quantity | null;

/** null: no range, or of something else than `read` reads. */
export function parseNumberRange(written: string, read: ReadQuantity): NumberRange | null {
  const range = readRange(written);
  if (range === null) return null;
  if (range.kind === 'between') return between(range.from, range.to, read);
  const quantity = read(range.text);
  if (quantity === null) return null;
  return range.kind === 'exact' ? around(quantity) : compared(quantity, range.sign);
}

function between(fromText: string, toText: string, read: ReadQuantity): NumberRange | null {
  const [from, to] = [fromText, toText].map((text) => (text === '' ? undefined : read(text)));
  if (from === null || to === null) return null;
  if (from !== undefined && to !== undefined && from.value > to.value) return ranging(to, from);
  return ranging(from, to);
}

function ranging(from: Quantity | undefined, to: Quantity | undefined): NumberRange {
  return { text: `${from?.text ?? ''}..${to?.text ?? ''}`, from: included(from), to: included(to) };
}

function included(quantity: Quantity | undefined): Bound | null {
  return quantity === undefined ? null : { value: quantity.value, edge: 'included' };
}

function around({ text, value, tolerance }: Quantity): NumberRange {
  if (tolerance === 0) return { text, from: { value, edge: 'included' }, to: { value, edge: 'included' } };
  return {
    text,
    from: { value: value - tolerance, edge: 'included' },
    to: { value: value + tolerance, edge: 'excluded' },
  };
}

function compared({ text, value }: Quantity, sign: Comparison): NumberRange {
  const bound: Bound = { value, edge: sign.endsWith('=') ? 'included' : 'excluded' };
  const isLeast = sign.startsWith('>');
  return { text: `${sign}${text}`, from: isLeast ? bound : null, to: isLeast ? null : bound };
}

/** @param column An SQL expression that is not costly to repeat */
export function rangeCondition(column: string, { from, to }: Pick<NumberRange, 'from' | 'to'>): Condition {
  const bounds = [
    ...(from === null
      ? []
      : [{ sql: `${column} ${from.edge === 'included' ? '>=' : '>'} ?`, value: from.value }]),
    ...(to === null ? [] : [{ sql: `${column} ${to.edge === 'included' ? '<=' : '<'} ?`, value: to.value }]),
  ];
  return { sql: `(${bounds.map(({ sql }) => sql).join(' AND ')})`, values: bounds.map(({ value }) => value) };
}
