import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inReadingOrder } from './reading-order.ts';

const line = (text: string, left: number, top: number, width = 0.2, height = 0.05) => ({
  text,
  corners: [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: top + height },
    { x: left, y: top + height },
  ],
});

const order = (lines: readonly ReturnType<typeof line>[]): string =>
  inReadingOrder(lines)
    .map(({ text }) => text)
    .join(' ');

it('reads rows from the top, each from the left, even where their lines are not quite level', () => {
  const lines = [
    line('four', 0.6, 0.5),
    line('two', 0.5, 0.09),
    line('three', 0.1, 0.52),
    line('one', 0.1, 0.1),
  ];
  expect(order(lines)).toBe('one two three four');
});

it('puts a small line beside a tall one in its row', () => {
  expect(order([line('small', 0.5, 0.18, 0.1, 0.03), line('TALL', 0.1, 0.1, 0.3, 0.2)])).toBe('TALL small');
});

it('keeps lines in rows of their own that overlap a little', () => {
  expect(order([line('lower', 0.1, 0.14), line('upper', 0.5, 0.1)])).toBe('upper lower');
});

it('loses nothing and needs no luck with the order given', () => {
  const places = fc.array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  );
  fc.assert(
    fc.property(places, (given) => {
      const lines = given.map(([left, top], at) => line(String(at), left, top));
      expect(new Set(inReadingOrder(lines))).toEqual(new Set(lines));
    }),
  );
});
