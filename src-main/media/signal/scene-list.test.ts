import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseBoundaries, scenesBetween, type ShotBoundary } from './scene-list.ts';

const cutAt = (timeSec: number, strength = 1): ShotBoundary => ({
  ...{ timeSec, frame: null, startSec: timeSec, endSec: timeSec, kind: 'cut', strength },
});

describe('chooseBoundaries', () => {
  it('keeps the stronger of two that are too near', () => {
    expect(chooseBoundaries([cutAt(2, 1), cutAt(2.2, 3)], 10, 0.4)).toEqual([cutAt(2.2, 3)]);
  });

  it('keeps scenes of exactly the minimum', () => {
    expect(chooseBoundaries([cutAt(0.4), cutAt(0.8), cutAt(1.2)], 1.6, 0.4)).toHaveLength(3);
  });

  it('lets a fade swallow what was found within it', () => {
    const fade: ShotBoundary = { ...cutAt(5, 0.5), startSec: 4, endSec: 6, kind: 'fade' };
    const dissolve: ShotBoundary = { ...cutAt(4.5, 4), startSec: 4.2, endSec: 4.8, kind: 'dissolve' };
    expect(chooseBoundaries([cutAt(4, 9), dissolve, fade, cutAt(7)], 10, 0.4)).toEqual([fade, cutAt(7)]);
  });

  it('leaves no scene too short at either end', () => {
    expect(chooseBoundaries([cutAt(0), cutAt(0.1), cutAt(9.8), cutAt(10), cutAt(11)], 10, 0.4)).toEqual([]);
  });
});

describe('scenes', () => {
  const boundary: fc.Arbitrary<ShotBoundary> = fc
    .record({
      timeSec: fc.double({ min: -1, max: 120, noNaN: true }),
      width: fc.double({ min: 0, max: 3, noNaN: true }),
      kind: fc.constantFrom('cut' as const, 'fade' as const, 'dissolve' as const),
      strength: fc.double({ min: 0.1, max: 20, noNaN: true }),
    })
    .map(({ timeSec, width, kind, strength }) => {
      const half = kind === 'cut' ? 0 : width / 2;
      return { ...cutAt(timeSec, strength), kind, startSec: timeSec - half, endSec: timeSec + half };
    });

  it('tile the clip, in order, each as long as asked', () => {
    fc.assert(
      fc.property(
        fc.array(boundary, { maxLength: 40 }),
        fc.double({ min: 0, max: 110, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (found, durationSec, minimumSec) => {
          const chosen = chooseBoundaries(found, durationSec, minimumSec);
          const scenes = scenesBetween(chosen, durationSec);
          expect(scenes).toHaveLength(chosen.length + 1);
          expect(scenes[0]?.startSec).toBe(0);
          expect(scenes.at(-1)?.endSec).toBe(durationSec);
          scenes.forEach((scene, index) => {
            expect(scene.index).toBe(index);
            if (index > 0) expect(scene.startSec).toBe(scenes[index - 1]?.endSec);
            if (scenes.length > 1)
              expect(scene.endSec - scene.startSec).toBeGreaterThanOrEqual(minimumSec - 1e-5);
            expect(scene.endSec).toBeGreaterThanOrEqual(scene.startSec);
          });
        },
      ),
    );
  });
});
