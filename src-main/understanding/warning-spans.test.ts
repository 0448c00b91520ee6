import { expect, it } from 'vitest';
import { warningSpans } from './warning-spans.ts';

const thresholds = { porn: 0.6, hentai: 0.6, sexy: 0.7, other: 0.5 };

const samplesOf = (...scores: Record<string, number>[]) =>
  scores.map((each, timeSec) => ({
    ...{ timeSec, endSec: timeSec + 1 },
    answer: Object.entries(each).map(([label, confidence]) => ({ label, confidence })),
  }));

it('warns where a class reaches its threshold', () => {
  const spans = warningSpans(
    samplesOf(
      { porn: 0.6, neutral: 0.4 },
      { porn: 0.8, neutral: 0.2 },
      { porn: 0.5, sexy: 0.5 },
      { Sexy: 0.7 },
    ),
    thresholds,
  );
  expect(
    spans.map(({ label, startSec, endSec, confidence }) => [label, startSec, endSec, confidence.toFixed(2)]),
  ).toStrictEqual([
    ['porn', 0, 2, '0.70'],
    ['Sexy', 3, 4, '0.70'],
  ]);
});

it('never warns of what is harmless, however sure', () => {
  const sure = { neutral: 1, drawing: 1, Drawings: 1, normal: 1, safe: 1 };
  expect(warningSpans(samplesOf(sure, sure), thresholds)).toStrictEqual([]);
});

it('warns of classes that another model has', () => {
  expect(warningSpans(samplesOf({ gore: 0.5 }), thresholds)).toMatchObject([{ label: 'gore' }]);
  expect(warningSpans(samplesOf({ gore: 0.49 }), thresholds)).toStrictEqual([]);
});
