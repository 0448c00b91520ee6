import { describe, expect, it } from 'vitest';
import { type PeopleOptions, peopleOf } from './people-of-faces.ts';
import { atOnce } from './turns.ts';

/** Who is seen in each second, by number; everybody in the middle of the picture. */
function peopleIn(seen: readonly number[], options: Partial<PeopleOptions> = {}) {
  const frames = seen.map((who, timeSec) => {
    const vector = new Float32Array(4).fill(1, who, who + 1);
    const box = { x: 0.4, y: 0.4, width: 0.1, height: 0.2 };
    const face = { label: 'face', confidence: 0.9, box, landmarks: [], vector };
    return { timeSec, endSec: timeSec + 1, detections: [face] };
  });
  const { people, tooMany } = atOnce(
    peopleOf(frames, { sameCosine: 0.363, aspect: 1, longestGapSec: 0, ...options }),
  );
  return {
    tooMany,
    spans: people.map(({ id, spans }) => [id, spans.map(({ startSec, endSec }) => [startSec, endSec])]),
  };
}

describe('peopleOf', () => {
  const seen = [3, 0, 0, 0, 1, 1, 0, 1, 2, 3];
  const spans = [
    [
      0,
      [
        [0, 1],
        [9, 10],
      ],
    ],
    [
      1,
      [
        [1, 4],
        [6, 7],
      ],
    ],
    [2, [[4, 8]]],
    [3, [[8, 9]]],
  ];

  it('finds the same people when only the longest seen are all compared', () => {
    expect(peopleIn(seen)).toStrictEqual({ tooMany: 0, spans });
    expect(peopleIn(seen, { mostCompared: 2 })).toStrictEqual({ tooMany: 4, spans });
  });

  it('takes two in a picture that stands still for two', () => {
    const box = { x: 0.1, y: 0.1, width: 0.1, height: 0.1 };
    const face = { label: 'face', confidence: 0.9, landmarks: [], vector: Float32Array.of(1, 0) };
    const detections = [
      { ...face, box },
      { ...face, box: { ...box, x: 0.7 } },
    ];
    const frames = [{ timeSec: 0, endSec: 0, detections }];
    expect(atOnce(peopleOf(frames, { sameCosine: 0.363, aspect: 1 })).people).toHaveLength(2);
  });
});
