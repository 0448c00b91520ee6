import { expect, it } from 'vitest';
import { type Detection, linkDetections } from './object-tracks.ts';
import { coveredSec, labelFacts, mostAtOnce, sightingsOf } from './track-facts.ts';
import { atOnce } from './turns.ts';

const at = (x: number, label = 'person', confidence = 0.5): Detection => ({
  label,
  confidence,
  box: { x, y: 0.5, width: 0.1, height: 0.1 },
});

const tracks = atOnce(
  linkDetections(
    [
      { timeSec: 0, endSec: 1, detections: [at(0.1), at(0.8)] },
      { timeSec: 1, endSec: 2, detections: [at(0.1, 'person', 0.9), at(0.5, 'dog', 0.7)] },
      { timeSec: 2, endSec: 3, detections: [at(0.5, 'dog')] },
      { timeSec: 3, endSec: 4, detections: [at(0.5, 'dog')] },
    ],
    { aspect: 1 },
  ),
);

it('tells how long each label was there, how many at once, and how surely', () => {
  expect(labelFacts(tracks)).toStrictEqual([
    { label: 'dog', confidence: 0.7, seconds: 3, mostAtOnce: 1 },
    { label: 'person', confidence: 0.9, seconds: 2, mostAtOnce: 2 },
  ]);
  expect(mostAtOnce(tracks)).toBe(2);
  expect(mostAtOnce([])).toBe(0);
});

it('counts time that several cover once', () => {
  const spans = [
    { startSec: 5, endSec: 6 },
    { startSec: 0, endSec: 3 },
    { startSec: 1, endSec: 2 },
    { startSec: 2, endSec: 4 },
  ];
  expect(coveredSec(spans)).toBe(5);
});

it('clips boxes of a track to the picture', () => {
  const [track] = atOnce(linkDetections([{ timeSec: 0, endSec: 1, detections: [at(0.95)] }], { aspect: 1 }));
  if (track === undefined) throw new Error('no track');
  expect(sightingsOf(track).boxes[0]?.box.width).toBeCloseTo(0.05, 10);
});
