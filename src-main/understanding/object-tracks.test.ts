import '../../tests/support/property-seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Detection, linkDetections } from './object-tracks.ts';
import { atOnce } from './turns.ts';

const aspect = 16 / 9;

function person(x: number, confidence = 0.9): Detection {
  return { label: 'person', confidence, box: { x, y: 0.3, width: 0.1, height: 0.5 } };
}

/** One frame a second. */
function framesOf(...detections: Detection[][]) {
  return detections.map((found, timeSec) => ({ timeSec, endSec: timeSec + 1, detections: found }));
}

const spansOf = (...detections: Detection[][]) =>
  atOnce(linkDetections(framesOf(...detections), { aspect })).map(({ label, startSec, endSec }) => [
    label,
    startSec,
    endSec,
  ]);

describe('linkDetections', () => {
  it('links what stays where it is, until the end of its last frame', () => {
    expect(spansOf([person(0.4)], [person(0.41)], [person(0.42)])).toStrictEqual([['person', 0, 3]]);
  });

  it('links somebody who walks farther in a second than they are wide', () => {
    expect(spansOf([person(0.1)], [person(0.3)], [person(0.5)])).toStrictEqual([['person', 0, 3]]);
  });

  it('does not link what is too far away, or of quite another size', () => {
    expect(spansOf([person(0)], [person(0.9)])).toHaveLength(2);
    const small = { ...person(0.45), box: { x: 0.45, y: 0.3, width: 0.02, height: 0.1 } };
    expect(spansOf([person(0.4)], [small])).toHaveLength(2);
  });

  it('bridges one missed frame, not more', () => {
    expect(spansOf([person(0.4)], [], [person(0.4)])).toStrictEqual([['person', 0, 3]]);
    expect(spansOf([person(0.4)], [], [], [person(0.4)])).toStrictEqual([
      ['person', 0, 1],
      ['person', 3, 4],
    ]);
  });

  it('bridges one missed frame however far apart frames are', () => {
    const frames = framesOf([person(0.4)], [], [person(0.4)]).map((frame) => ({
      ...frame,
      timeSec: frame.timeSec * 10,
      endSec: frame.endSec * 10,
    }));
    expect(atOnce(linkDetections(frames, { aspect }))).toHaveLength(1);
  });

  it('asks whether they can be the same only of those whose boxes fit', () => {
    let asked = 0;
    const crowd = Array.from({ length: 20 }, (_, at) => person(at / 20));
    const mayLink = (): boolean => {
      asked += 1;
      return true;
    };
    expect(atOnce(linkDetections(framesOf(crowd, crowd), { aspect, mayLink }))).toHaveLength(20);
    // Itself and a neighbour on each side, rather than all twenty.
    expect(asked).toBeLessThanOrEqual(20 * 3);
  });

  it('keeps two who stand side by side apart', () => {
    const tracks = atOnce(
      linkDetections(framesOf([person(0.3), person(0.45)], [person(0.46), person(0.31)]), {
        aspect,
      }),
    );
    expect(tracks.map(({ sightings }) => sightings.map(({ detection }) => detection.box.x))).toStrictEqual([
      [0.3, 0.31],
      [0.45, 0.46],
    ]);
  });

  it('keeps labels apart', () => {
    expect(spansOf([person(0.4)], [{ ...person(0.4), label: 'dog' }])).toHaveLength(2);
  });

  it('leaves out what was never seen surely', () => {
    const frames = framesOf([person(0.1, 0.4), person(0.7, 0.4)], [person(0.1, 0.4), person(0.7, 0.6)]);
    expect(
      atOnce(linkDetections(frames, { aspect, sureConfidence: 0.5 })).map(
        ({ sightings }) => sightings.length,
      ),
    ).toStrictEqual([2]);
  });

  it('asks whether two can be the same, where more is known', () => {
    const frames = framesOf([person(0.4, 0.9)], [person(0.4, 0.8)]);
    const mayLink = (before: Detection, now: Detection) => before.confidence === now.confidence;
    expect(atOnce(linkDetections(frames, { aspect, mayLink }))).toHaveLength(2);
  });

  it('puts every detection in exactly one track, never two of a frame in one, in the order of time', () => {
    const detection = fc.record({
      label: fc.constantFrom('person', 'dog'),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      box: fc.record({
        x: fc.double({ min: 0, max: 0.8, noNaN: true }),
        y: fc.double({ min: 0, max: 0.8, noNaN: true }),
        width: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
        height: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
      }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(detection, { maxLength: 6 }), { maxLength: 12 }), (found) => {
        const tracks = atOnce(linkDetections(framesOf(...found), { aspect }));
        const linked = tracks.flatMap(({ sightings }) => sightings.map((sighting) => sighting.detection));
        expect(new Set(linked)).toStrictEqual(new Set(found.flat()));
        expect(linked).toHaveLength(found.flat().length);
        for (const { label, sightings, startSec, endSec } of tracks) {
          const times = sightings.map(({ timeSec }) => timeSec);
          expect(times).toStrictEqual([...new Set(times)].toSorted((one, other) => one - other));
          expect(sightings.every((sighting) => sighting.detection.label === label)).toBe(true);
          expect([startSec, endSec]).toStrictEqual([times[0], (times.at(-1) ?? 0) + 1]);
        }
      }),
    );
  });
});
