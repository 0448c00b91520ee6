/** How good search answers are, against what people said they should be. PURE. */

/** Clip -> how well it fits: 3 exactly, 2 well, 1 loosely. What is not in it does not fit. */
export type Grades = Readonly<Record<string, 1 | 2 | 3>>;

/** Something that happens at `at`, or that lasts from `from` to `to`; in seconds. `lane`: only moments of it count. */
export type ExpectedMoment = { readonly clip: string; readonly lane?: string } & (
  { readonly at: number } | { readonly from: number; readonly to: number }
);

export interface FoundMoment {
  readonly lane: string;
  readonly startSec: number;
  readonly endSec: number | null;
}

export interface Answer {
  readonly clip: string;
  /** Best first. */
  readonly moments: readonly FoundMoment[];
}

/** So many clips are looked at, and so many moments of each. */
export const clipsLookedAt = 10;
export const momentsLookedAt = 3;
/** A moment that begins this much off is still the right one. */
const toleranceSec = 1;

/**
 * Normalised discounted cumulative gain of the first ten: the sum of grade / log2(1 + rank), divided by that of the ideal order
 * (Järvelin and Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques", with the discount of trec_eval's `ndcg`). 0 to 1.
 */
export function gainAtTen(answers: readonly Answer[], grades: Grades): number {
  const ideal = discounted(Object.values(grades).toSorted((one, other) => other - one));
  if (ideal === 0) throw new RangeError('There is no gain where no clip is expected.');
  return discounted(answers.map(({ clip }) => grades[clip] ?? 0)) / ideal;
}

function discounted(gains: readonly number[]): number {
  return gains.slice(0, clipsLookedAt).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}

/** Of the clips that fit, the share that is among the first ten. */
export function recallAtTen(answers: readonly Answer[], grades: Grades): number {
  const expected = Object.keys(grades);
  if (expected.length === 0) throw new RangeError('There is no recall where no clip is expected.');
  const found = new Set(answers.slice(0, clipsLookedAt).map(({ clip }) => clip));
  return expected.filter((clip) => found.has(clip)).length / expected.length;
}

/** 'begins': a moment begins within a second of it; 'has': or has all of it in it, so that somebody who goes on watching sees it. */
export type HitRule = 'begins' | 'has';

/** How many of the expected moments are hit by the first three moments of the first ten clips. */
export function momentsHit(
  answers: readonly Answer[],
  expected: readonly ExpectedMoment[],
  rule: HitRule = 'has',
): number {
  const shown = new Map(answers.slice(0, clipsLookedAt).map(({ clip, moments }) => [clip, moments]));
  return expected.filter((moment) =>
    (shown.get(moment.clip) ?? []).slice(0, momentsLookedAt).some((found) => isHit(found, moment, rule)),
  ).length;
}

function isHit({ startSec, endSec, lane }: FoundMoment, expected: ExpectedMoment, rule: HitRule): boolean {
  if (expected.lane !== undefined && expected.lane !== lane) return false;
  const { from, to } = 'at' in expected ? { from: expected.at, to: expected.at } : expected;
  if (startSec >= from - toleranceSec && startSec <= to + toleranceSec) return true;
  return rule === 'has' && startSec <= from && endSec !== null && endSec >= to;
}

/** What one query, or the queries of one kind, came to. Shares are 0 to 1; null where no query has anything to measure. */
export interface Quality {
  readonly queries: number;
  readonly gain: number | null;
  readonly recall: number | null;
  readonly momentRate: number | null;
  /** Of those, only what a moment begins at. */
  readonly momentStartRate: number | null;
  /** Clips that were found where there is nothing to be found. */
  readonly falseAnswers: number;
}

export interface Asked {
  readonly grades: Grades;
  readonly moments: readonly ExpectedMoment[];
  readonly answers: readonly Answer[];
}

/** Gain and recall are means over the queries that expect clips; moments are counted together. */
export function qualityOf(asked: readonly Asked[]): Quality {
  const expecting = asked.filter(({ grades }) => Object.keys(grades).length > 0);
  const expectedMoments = expecting.reduce((sum, { moments }) => sum + moments.length, 0);
  const rate = (rule: HitRule): number | null =>
    expectedMoments === 0
      ? null
      : expecting.reduce((sum, { answers, moments }) => sum + momentsHit(answers, moments, rule), 0) /
        expectedMoments;
  return {
    queries: asked.length,
    gain: mean(expecting.map(({ answers, grades }) => gainAtTen(answers, grades))),
    recall: mean(expecting.map(({ answers, grades }) => recallAtTen(answers, grades))),
    momentRate: rate('has'),
    momentStartRate: rate('begins'),
    falseAnswers: asked
      .filter(({ grades }) => Object.keys(grades).length === 0)
      .reduce((sum, { answers }) => sum + answers.length, 0),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
