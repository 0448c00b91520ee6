import { describe, expect, it } from 'vitest';
import { classRegions, type SampledPart, type ScoreMap } from './class-regions.ts';

const classCount = 4;

/** Digits are classes. Each pixel's own class has this score, all others 0. */
function drawn(rows: readonly string[], score = 5): ScoreMap {
  const cells = rows.join('');
  const scores = new Float32Array(cells.length * classCount);
  for (let at = 0; at < cells.length; at += 1) scores[at * classCount + Number(cells[at])] = score;
  return { scores, width: rows[0]?.length ?? 0, classCount };
}

const wholeOf = (rows: readonly string[]): SampledPart => ({
  ...{ left: 0, top: 0, step: 1 },
  columns: rows[0]?.length ?? 0,
  rows: rows.length,
});
const all = { leastArea: 1, leastConfidence: 0 };

/** Of one class among others that all have the score 0. */
const softmax = (score: number): number => Math.exp(score) / (Math.exp(score) + classCount - 1);

describe('classRegions', () => {
  const rows = ['0000000', '0111020', '0111022', '0000000', '0030001'];

  it('gives the edges of each region and how sure its pixels are', () => {
    const found = classRegions(drawn(rows), wholeOf(rows), { ...all, leastArea: 3 });
    expect(found).toEqual([
      {
        classId: 1,
        left: 1,
        top: 1,
        right: 4,
        bottom: 3,
        confidence: expect.closeTo(softmax(5), 5) as number,
      },
      {
        classId: 2,
        left: 5,
        top: 1,
        right: 7,
        bottom: 3,
        confidence: expect.closeTo(softmax(5), 5) as number,
      },
    ]);
  });

  it('leaves out regions that are small, and those that are unsure on the mean', () => {
    expect(classRegions(drawn(rows), wholeOf(rows), all)).toHaveLength(4);
    expect(classRegions(drawn(rows), wholeOf(rows), { ...all, leastArea: 4 })).toHaveLength(1);
    const map = drawn(['1111', '2222'], 5);
    for (let pixel = 0; pixel < 3; pixel += 1) map.scores[pixel * classCount + 1] = 0.1;
    const sure = { ...all, leastConfidence: 0.6 };
    expect(classRegions(map, wholeOf(['1111', '2222']), sure).map(({ classId }) => classId)).toEqual([2]);
    const mean = (3 * softmax(0.1) + softmax(5)) / 4;
    const [, unsure] = classRegions(map, wholeOf(['1111', '2222']), all);
    expect(unsure?.confidence).toBeCloseTo(mean, 5);
  });

  it('puts the surest first', () => {
    const map = drawn(['1102', '1102', '0000', '3330'], 2);
    map.scores[3 * classCount + 2] = 9;
    const found = classRegions(map, { left: 0, top: 0, columns: 4, rows: 4, step: 1 }, all);
    expect(found[0]?.classId).toBe(2);
  });

  it('looks at a part only, and answers in pixels of the whole', () => {
    const part = { left: 5, top: 1, columns: 2, rows: 2, step: 1 };
    const found = classRegions(drawn(rows), part, all);
    expect(found).toMatchObject([{ classId: 2, left: 5, top: 1, right: 7, bottom: 3 }]);
  });

  it('goes by the middle of each square where it looks at some pixels only', () => {
    const wide = ['000000', '000010', '000000', '300000', '020020', '000000', '000000'];
    const found = classRegions(drawn(wide), { left: 0, top: 0, columns: 2, rows: 2, step: 3 }, all);
    expect(found).toMatchObject(
      [
        { classId: 1, left: 3, top: 0, right: 6, bottom: 3 },
        { classId: 2, left: 0, top: 3, right: 6, bottom: 6 },
      ].map((region) => expect.objectContaining(region) as object),
    );
    const counted = { ...all, leastArea: 10 };
    const [two, ...others] = classRegions(
      drawn(wide),
      { left: 0, top: 0, columns: 2, rows: 2, step: 3 },
      counted,
    );
    expect(two?.classId).toBe(2);
    expect(others).toEqual([]);
  });

  it('gives nothing where the background is likeliest, or all is equally likely', () => {
    const nothing = ['000', '000'];
    expect(classRegions(drawn(nothing), wholeOf(nothing), all)).toEqual([]);
    expect(classRegions(drawn(['123', '321'], 0), wholeOf(nothing), all)).toEqual([]);
  });
});
