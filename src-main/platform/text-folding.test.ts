import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, naturalSortKey } from './text-folding.ts';

const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const sorted = (names: readonly string[]): string[] =>
  [...names].sort((a, b) => inBytes(naturalSortKey(a), naturalSortKey(b)));

describe('foldText', () => {
  it.each([
    ['ÉTÉ', 'ete'],
    ['e\u0301te\u0301', 'ete'],
    ['Größe', 'große'],
    ['МОСКВА', 'москва'],
    ['Ａ１', 'a1'],
    ['İstanbul', 'istanbul'],
    ['한국', '한국'],
    ['undecodable \udcff', 'undecodable \udcff'],
  ])('%s is %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('finds nothing more to fold in what it gave', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });
});

describe('naturalSortKey', () => {
  it('puts names in the order that people expect', () => {
    const names = [
      ...['a.mov', 'a 2.mov', 'a 10.mov', 'a 10b.mov', 'Älpen.mp4', 'b1.mp4', 'B1.MXF', 'b02.mp4', 'b2.mxf'],
      ...['clip 9 take 11.mp4', 'clip 10 take 2.mp4', 'clip 10 take 11.mp4', 'zebra.mp4'],
    ];
    expect(sorted([...names].reverse())).toEqual(names);
  });

  it('orders numbers of any length by their value', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 60n }),
        fc.bigInt({ min: 0n, max: 10n ** 60n }),
        (a, b) => {
          const order = inBytes(naturalSortKey(`clip ${String(a)}`), naturalSortKey(`clip ${String(b)}`));
          expect(Math.sign(order)).toBe(a < b ? -1 : a > b ? 1 : 0);
        },
      ),
    );
  });
});
