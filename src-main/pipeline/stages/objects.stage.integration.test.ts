import { expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { modelsWith } from '../../../tests/support/real-inference.ts';
import { realVision } from '../../../tests/support/real-vision.ts';
import { describeWithFixtures, fixture, runStage } from '../../../tests/support/stage-harness.ts';
import objectsStage from './objects.stage.ts';

const timeout = 180_000;

async function objectsOf(clip: string): Promise<Artifact<'objects'>> {
  const { outcome } = await runStage(objectsStage, fixture(clip), { models: modelsWith(realVision) });
  if (outcome.state !== 'done' || outcome.artifacts.objects === undefined) throw new Error('no objects');
  return outcome.artifacts.objects;
}

const labelOf = ({ labels }: Artifact<'objects'>, label: string) =>
  labels.find((facts) => facts.label === label) ?? { seconds: 0, confidence: 0 };

describeWithFixtures('objects stage with YOLOX', () => {
  it('sees six people come one by one and go', { timeout }, async () => {
    const found = await objectsOf('media/intel/one-by-one-person-detection.mp4');
    const visits = found.tracks.filter(({ label }) => label === 'person');
    // Seen by eye: they come in at about these seconds, and the next comes only when the one before has gone.
    const cameAt = [7, 23, 51, 75, 94, 124];
    expect(visits).toHaveLength(cameAt.length);
    for (const [at, { startSec, endSec }] of visits.entries()) {
      expect(Math.abs(startSec - (cameAt[at] ?? 0))).toBeLessThanOrEqual(2);
      expect(endSec - startSec).toBeGreaterThan(8);
      expect(endSec).toBeLessThan(visits[at + 1]?.startSec ?? Infinity);
    }
    expect(found.labels[0]).toMatchObject({ label: 'person', mostAtOnce: 1 });
    // Nobody is there for a third of it, and the camera stands still.
    expect(found.frames.analysed).toBeLessThan(found.frames.seen * 0.9);
  });

  it('sees a person and a dog, in a copy that is shown turned too', { timeout }, async () => {
    const upright = await objectsOf('media/androidx-media/internal_emulator_transformer_output.mp4');
    const turned = await objectsOf(
      'media/androidx-media/internal_emulator_transformer_output_270_rotated.mp4',
    );
    for (const found of [upright, turned]) {
      expect(labelOf(found, 'person').confidence).toBeGreaterThan(0.6);
      expect(labelOf(found, 'dog').confidence).toBeGreaterThan(0.5);
    }
    // The nano model wavers between dog and cat, in the copy at other frames.
    for (const label of ['person', 'dog']) {
      expect(Math.abs(labelOf(upright, label).seconds - labelOf(turned, label).seconds)).toBeLessThan(1.5);
      expect(Math.abs(labelOf(upright, label).confidence - labelOf(turned, label).confidence)).toBeLessThan(
        0.25,
      );
    }
    const middleOf = ({ tracks }: Artifact<'objects'>) => {
      const box = tracks.find(({ label }) => label === 'person')?.boxes[0]?.box;
      return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    };
    // The copy is shown turned anticlockwise by a quarter: x becomes what is missing to 1 of y, and y becomes x.
    expect(middleOf(turned).x).toBeCloseTo(middleOf(upright).y, 1);
    expect(middleOf(turned).y).toBeCloseTo(1 - middleOf(upright).x, 1);
  });
});
