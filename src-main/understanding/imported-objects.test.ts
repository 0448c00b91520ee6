import { describe, expect, it } from 'vitest';
import { importedTracks } from './imported-objects.ts';

const facts = { durationSec: 4, framesPerSecond: 10, width: 640, height: 360 };
const box = { x: 0.4, y: 0.4, width: 0.2, height: 0.4 };
const seen = (timeSec: number, track: number | null = null, label = 'person') => ({
  ...{ timeSec, label, confidence: 0.8, box, track },
});

const spansOf = (...detections: ReturnType<typeof seen>[]) =>
  importedTracks(detections, facts).tracks.map(({ label, startSec, endSec }) => [
    ...[label, Number(startSec.toFixed(3)), Number(endSec.toFixed(3))],
  ]);

describe('importedTracks', () => {
  it('takes tracks as they are given, across any gap', () => {
    expect(spansOf(seen(3, 7), seen(0, 7), seen(0.1, 7), seen(0.1, 8))).toStrictEqual([
      ['person', 0, 3.1],
      ['person', 0.1, 0.2],
    ]);
  });

  it('links what has no track', () => {
    expect(spansOf(seen(0), seen(0.1), seen(0.2), seen(3.8))).toStrictEqual([
      ['person', 0, 0.3],
      ['person', 3.8, 3.9],
    ]);
  });

  it('lets a single frame last as long as the clip has frames', () => {
    expect(spansOf(seen(1))).toStrictEqual([['person', 1, 1.1]]);
    expect(importedTracks([seen(1)], { ...facts, framesPerSecond: null }).tracks[0]?.endSec).toBe(1);
  });

  it('leaves out what lies beyond the clip or outside its picture', () => {
    const outside = { ...seen(1), box: { x: 1.2, y: 0, width: 0.1, height: 0.1 } };
    expect(importedTracks([seen(-1), seen(9), outside], facts)).toStrictEqual({ tracks: [], frameCount: 0 });
  });

  it('counts the frames in which there was something', () => {
    expect(importedTracks([seen(0), seen(0, null, 'dog'), seen(1)], facts).frameCount).toBe(2);
  });
});
