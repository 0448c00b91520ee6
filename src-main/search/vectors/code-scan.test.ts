import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { assembled } from '../../../build/assemble-wasm.mjs';
import { seededRandom } from '../../../tests/support/seeded-random.ts';
import { codeBytes, CodeScores, withoutCentre, writeCode } from './one-bit-codes.ts';
import { CodeStore } from './code-store.ts';

const bitsOf = (byte: number): number => byte.toString(2).replaceAll('0', '').length;

it('is what the checked-in source gives', async () => {
  // Stale? node build/assemble-wasm.mjs
  expect(await readFile(new URL('code-scan.wasm.ts', import.meta.url), 'utf8')).toBe(await assembled());
});

it.each([1, 100, 128, 384, 512, 1_280, 4_096])(
  'counts differing bits of codes of %i numbers',
  (dimensions) => {
    const random = seededRandom(dimensions);
    const store = new CodeStore(dimensions);
    const count = 300;
    const codes = Uint8Array.from({ length: count * store.bytes }, () => random() * 256);
    // All bits differ: the greatest sums there are.
    codes.fill(0, 0, store.bytes);
    const query = new Uint8Array(store.bytes).fill(255);
    codes.set(query, store.bytes);
    store.put(
      9,
      codes,
      Float64Array.from({ length: count }, (_, at) => at + 1_000),
    );
    const distance = (code: number): number =>
      query.reduce((sum, byte, at) => sum + bitsOf(byte ^ (codes[code * store.bytes + at] ?? 0)), 0);
    const expected = Array.from({ length: count }, (_, code) => [code, distance(code)] as const);
    const found = Array.from(store.scan(query, { first: 0, count }, store.bytes * 8));
    expect(found).toEqual(expected.flat());
    const limit = store.bytes * 4;
    expect(Array.from(store.scan(query, { first: 1, count: count - 1 }, limit))).toEqual(
      expected.filter(([code, bits]) => code > 0 && bits <= limit).flat(),
    );
    expect(expected[0]?.[1]).toBe(store.bytes * 8);
  },
);

it('keeps ranges of clips apart, and passes over what was replaced', () => {
  const store = new CodeStore(128);
  const ids = (...some: number[]): Float64Array => Float64Array.from(some);
  store.put(1, new Uint8Array(32).fill(1), ids(11, 12));
  store.put(2, new Uint8Array(16).fill(2), ids(21));
  store.put(3, new Uint8Array(16).fill(3), ids(31));
  expect(store.rangesOf(null)).toEqual([{ first: 0, count: 4 }]);
  expect(store.rangesOf(new Set([1, 3, 99]))).toEqual([
    { first: 0, count: 2 },
    { first: 3, count: 1 },
  ]);
  store.put(2, new Uint8Array(32).fill(4), ids(22, 23));
  store.remove(1);
  expect([store.size, store.clips]).toEqual([3, 2]);
  expect(store.rangesOf(null)).toEqual([{ first: 3, count: 3 }]);
  expect([3, 4, 5].map((code) => [store.sequenceOf(code), store.vectorId(code)])).toEqual([
    [3, 31],
    [2, 22],
    [2, 23],
  ]);
  // What is gone is not in memory any more either.
  expect(
    store
      .codes()
      .subarray(0, 48)
      .every((byte) => byte === 0),
  ).toBe(true);
  const copy = store.copy();
  expect(copy.rangesOf(null)).toEqual([{ first: 0, count: 3 }]);
  expect(copy.codes().subarray(0, 48)).toEqual(store.codes().subarray(48, 96));
});

it('codes what is above the centre, and pads with zeros', () => {
  const codes = new Uint8Array(codeBytes(10) * 2);
  const centre = new Float32Array(10).fill(0.5);
  writeCode(Float32Array.from([1, 0, 1, 0, 0, 0, 0, 0, 0.5, 0.6]), centre, codes, 16);
  expect([...codes.subarray(16)]).toEqual([0b101, 0b10, ...new Array<number>(14).fill(0)]);
  expect(codes.subarray(0, 16).every((byte) => byte === 0)).toBe(true);
});

it('scores codes as the sum of a query with their signs', () => {
  const random = seededRandom(5);
  const [query, vector] = [0, 1].map(() => Float32Array.from({ length: 20 }, () => random() - 0.5));
  if (query === undefined || vector === undefined) throw new Error('no vectors');
  const codes = new Uint8Array(codeBytes(20));
  writeCode(vector, new Float32Array(20), codes, 0);
  const expected = query.reduce((sum, value, at) => sum + ((vector[at] ?? 0) > 0 ? value : -value), 0);
  expect(new CodeScores(query).score(codes, 0)).toBeCloseTo(expected, 5);
  const rest = withoutCentre(query, vector);
  expect(rest.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0)).toBeCloseTo(0, 5);
  expect(withoutCentre(query, new Float32Array(20))).toEqual(query);
});
