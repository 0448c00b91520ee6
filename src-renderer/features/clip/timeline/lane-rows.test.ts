import { describe, expect, it } from 'vitest';
import { inView, type LaneSpan, rowsOf, spanAt } from './lane-rows.ts';

const more = (count: number): string => `+${String(count)}`;

function span(text: string, startSec: number, endSec: number, confidence: number | null = 0.5): LaneSpan {
  return { text, startSec, endSec, confidence };
}

describe('rows of a lane', () => {
  it('are one for each name, most time first, overlapping blocks as one', () => {
    const { rows } = rowsOf([span('dog', 0, 1), span('person', 4, 6), span('person', 1, 5, 0.9)], more);
    expect(rows).toEqual([
      { name: 'person', spans: [span('person', 1, 6, 0.9)] },
      { name: 'dog', spans: [span('dog', 0, 1)] },
    ]);
  });

  it('are flattened to blocks that name all that is there', () => {
    const { flat } = rowsOf([span('person', 0, 10), span('dog', 2, 4, 0.8)], more);
    expect(flat).toEqual([span('person', 0, 2), span('person · dog', 2, 4, 0.8), span('person', 4, 10)]);
  });

  it('count names that are too many, in one block and among rows', () => {
    const found = Array.from({ length: 12 }, (_, index) => span(`thing ${String(index)}`, 0, 20 - index));
    const { flat, rows } = rowsOf(found, more);
    expect(flat[0]?.text).toBe('thing 0 · thing 1 · +10');
    expect(rows.map(({ name }) => name).at(-1)).toBe('+5');
    expect(rows).toHaveLength(8);
  });

  it('show an instant too', () => {
    const { rows } = rowsOf([span('flash', 3, 3)], more);
    const [flash] = rows[0]?.spans ?? [];
    expect(flash?.endSec).toBeGreaterThan(3);
  });
});

describe('blocks', () => {
  const spans = Array.from({ length: 10_000 }, (_, index) => span(String(index), index, index + 0.5));
  const scale = { startSec: 100, secPerPx: 0.01, widthPx: 300, durationSec: 10_000 };

  it('are looked up by time, and gaps are gaps', () => {
    expect(spanAt(spans, 5000.2)?.text).toBe('5000');
    expect(spanAt(spans, 5000.7)).toBeUndefined();
    expect(spanAt(spans, 20_000)).toBeUndefined();
    const none: LaneSpan[] = [];
    expect(spanAt(none, 0)).toBeUndefined();
  });

  it('are only those on the screen', () => {
    expect(inView(spans, scale).map(({ text }) => text)).toEqual(['100', '101', '102', '103']);
  });
});
