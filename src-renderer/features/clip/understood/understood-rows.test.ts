import { describe, expect, it } from 'vitest';
import { plainWords } from './plain-words.ts';
import { understandingOf } from './understanding-sample.ts';
import { understoodLaneIds, understoodRows } from './understood-rows.ts';

describe('rows of what models found', () => {
  const rows = understoodRows(understandingOf(), plainWords);
  const texts = (id: (typeof understoodLaneIds)[number]) => rows[id].flat.map(({ text }) => text);

  it('name what is there, stretch by stretch', () => {
    expect(texts('objects')).toEqual(['person', 'person · dog', 'person']);
    expect(texts('sounds')).toEqual(['Speech', 'Applause']);
    expect(texts('framing')).toEqual(['medium, centre']);
    expect(texts('emotion')).toEqual(['happy']);
  });

  it('show speech in words, corrected ones as they were corrected', () => {
    expect(texts('speech')).toEqual(['ask not what your', 'country can, do', 'for you']);
    expect(rows.words).toHaveLength(7);
  });

  it('show where anybody speaks while there are no words', () => {
    const silent = understoodRows(understandingOf({ transcript: null }), plainWords);
    expect(silent.speech.flat.map(({ text }) => text)).toEqual(['speech']);
  });

  it('count faces, and name people where they were told apart', () => {
    const person = (id: number, startSec: number) => ({
      ...{ id, spans: [{ startSec, endSec: startSec + 2 }] },
      best: { timeSec: startSec, box: { x: 0, y: 0, width: 1, height: 1 }, confidence: 0.9 },
    });
    const frames = { seen: 1, analysed: 1 };
    const people = { people: [person(0, 0), person(1, 4)], frames };
    const { faces } = understoodRows(understandingOf({ people }), plainWords);
    expect(faces.flat.map(({ text }) => text)).toEqual(['1 faces']);
    expect(faces.rows.map(({ name }) => name)).toEqual(['Person 1', 'Person 2']);
  });

  it('are empty before anything was found', () => {
    const nothing = understoodRows(null, plainWords);
    for (const id of understoodLaneIds) expect(nothing[id].flat).toEqual([]);
  });
});
