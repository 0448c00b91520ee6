import { describe, expect, it } from 'vitest';
import { CodeLikeness } from './code-likeness.ts';

const bytes = 16;
/** Codes of 128 bits, of which the first `set` are. */
const codes = (...set: readonly number[]): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(set.length * bytes);
  for (const [at, bits] of set.entries()) {
    const [whole, rest] = [Math.floor(bits / 8), bits % 8];
    all.fill(0xff, at * bytes, at * bytes + whole);
    if (rest > 0) all[at * bytes + whole] = (1 << rest) - 1;
  }
  return all;
};
const likeness = (own: readonly number[], others: readonly number[]): number =>
  new CodeLikeness(codes(...own), bytes).of(
    codes(...others),
    others.map((_, at) => at),
  );

describe('CodeLikeness', () => {
  it('is 1 for the same codes in any order, and 0 where all bits differ', () => {
    expect(likeness([0, 37, 128], [128, 0, 37])).toBe(1);
    expect(likeness([0], [128])).toBe(0);
    expect(likeness([64], [32])).toBe(0.75);
  });

  it('is the mean of both ways', () => {
    // Half of the first clip is matched wholly and half not at all, of the second all.
    expect(likeness([0, 128], [0])).toBe(0.75);
    expect(likeness([0], [0, 128])).toBe(0.75);
  });

  it('looks at the codes that are named only, and knows nothing of none', () => {
    const own = new CodeLikeness(codes(5), bytes);
    expect(own.of(codes(100, 5, 90), [1])).toBe(1);
    expect(own.of(codes(5), [])).toBe(0);
    expect(new CodeLikeness(codes(), bytes).of(codes(5), [0])).toBe(0);
  });
});
