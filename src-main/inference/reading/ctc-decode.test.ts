import { describe, expect, it } from 'vitest';
import { decodeLine } from './ctc-decode.ts';

const symbols = ['a', 'b', ' '];

/** One step a letter; "_" is a blank. */
function stepsOf(path: string, probability = 0.9): Float32Array {
  const steps = Array.from(path, (symbol) => {
    const step = new Float32Array(4).fill((1 - probability) / 30);
    step[symbol === '_' ? 0 : symbols.indexOf(symbol) + 1] = probability;
    return step;
  });
  return Float32Array.from(steps.flatMap((step) => [...step]));
}

const decoded = (path: string): string =>
  decodeLine({ values: stepsOf(path), start: 0, stepCount: path.length }, symbols).text;

describe('decodeLine', () => {
  it('takes a symbol that goes on as one, and parts those with a blank between them', () => {
    expect(decoded('aaab')).toBe('ab');
    expect(decoded('_a_ab_b_')).toBe('aabb');
    expect(decoded('____')).toBe('');
  });

  it('keeps spaces between words, once, and none at the ends', () => {
    expect(decoded(' a  _ b_ ')).toBe('a b');
  });

  it('adds a space where one was likely though a blank was likelier, and nowhere else', () => {
    const gapWith = (probability: number): Float32Array => {
      const values = stepsOf('a___b', 0.99);
      values[2 * 4 + 3] = probability;
      return values;
    };
    const textOf = (values: Float32Array): string =>
      decodeLine({ values, start: 0, stepCount: 5 }, symbols).text;
    expect(textOf(gapWith(0.2))).toBe('a b');
    expect(textOf(gapWith(0.03))).toBe('ab');
  });

  it('finds a thin symbol that is likely over two steps, though a blank is likelier in each', () => {
    const values = stepsOf('a_____a', 0.99);
    for (const step of [3, 4]) {
      values[step * 4] = 0.6;
      values[step * 4 + 2] = 0.4;
    }
    const { text, confidence } = decodeLine({ values, start: 0, stepCount: 7 }, symbols);
    expect(text).toBe('aba');
    expect(confidence).toBeCloseTo((0.99 + 0.64 + 0.99) / 3, 2);
  });

  it('does not take the fading of a symbol for another of it', () => {
    const values = stepsOf('a_____b', 0.99);
    for (const step of [1, 2, 3]) {
      values[step * 4] = 0.6;
      values[step * 4 + 1] = 0.4;
    }
    expect(decodeLine({ values, start: 0, stepCount: 7 }, symbols).text).toBe('ab');
  });

  it('is as sure as its symbols are on average, blanks left out', () => {
    const steps = stepsOf('a_b');
    steps[1] = 0.5;
    expect(decodeLine({ values: steps, start: 0, stepCount: 3 }, symbols).confidence).toBeCloseTo(0.7, 5);
    expect(decodeLine({ values: stepsOf('___'), start: 0, stepCount: 3 }, symbols).confidence).toBe(0);
  });

  it('reads one of a batch', () => {
    expect(decodeLine({ values: stepsOf('aa_bb_'), start: 3 * 4, stepCount: 3 }, symbols).text).toBe('b');
  });
});
