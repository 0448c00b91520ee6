import { describe, expect, it } from 'vitest';
import { plainWords } from '../understood/plain-words.ts';
import { understandingOf } from '../understood/understanding-sample.ts';
import { foundOf } from './found-entries.ts';

describe('lists of what was found', () => {
  const found = foundOf(understandingOf(), plainWords);
  const names = (kind: keyof typeof found) => found[kind].map(({ name }) => name);

  it('have an entry for each name, most time first, with its moments', () => {
    expect(names('objects')).toEqual(['person', 'dog']);
    expect(found.objects[0]).toMatchObject({ seconds: 8, confidence: 0.92 });
    expect(found.objects[1]?.moments.map(({ startSec }) => startSec)).toEqual([4]);
    expect(names('gestures')).toEqual(['open, right']);
    expect(names('framing')).toEqual(['medium, centre']);
  });

  it('say the group of a sound only where it says more than its name', () => {
    expect(found.sounds.map(({ detail }) => detail)).toEqual([null, null]);
  });

  it('tell a text that changes by its first and last reading', () => {
    expect(names('texts')).toEqual(['TAKE 0001 … TAKE 0002']);
    expect(found.texts[0]?.detail).toBe('timecode');
  });

  it('have people in place of faces where they were told apart', () => {
    expect(names('faces')).toEqual(['Face 1']);
    const best = { timeSec: 0, box: { x: 0, y: 0, width: 1, height: 1 }, confidence: 0.9 };
    const spans = [
      { startSec: 0, endSec: 1 },
      { startSec: 4, endSec: 6 },
    ];
    const people = { people: [{ id: 0, spans, best }], frames: { seen: 1, analysed: 1 } };
    const { faces } = foundOf(understandingOf({ people }), plainWords);
    expect(faces).toMatchObject([{ name: 'Person 1', seconds: 3 }]);
  });

  it('are empty before anything was found', () => {
    expect(Object.values(foundOf(null, plainWords)).flat()).toEqual([]);
  });
});
