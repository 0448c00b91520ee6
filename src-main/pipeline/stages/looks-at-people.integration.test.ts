/** The stages that look at people, over one decode, with real weights. */
import { describe, expect, it } from 'vitest';
import type { Artifact, ArtifactMap, ArtifactName } from '../../../src-preload/contract/artifacts.ts';
import type { TaskName } from '../../../src-preload/contract/inference-tasks.ts';
import type { ModelService } from '../stage-inference.ts';
import { modelsWith } from '../../../tests/support/real-inference.ts';
import { realVision } from '../../../tests/support/real-vision.ts';
import {
  describeWithFixtures,
  fixture,
  runAnalyzers,
  runStage,
} from '../../../tests/support/stage-harness.ts';
import emotionStage from './emotion.stage.ts';
import facesStage from './faces.stage.ts';
import handsStage from './hands.stage.ts';
import peopleStage from './people.stage.ts';
import pictureFeaturesStage from './picture-features.stage.ts';
import poseStage from './pose.stage.ts';

const timeout = 180_000;

async function lookAt(clip: string) {
  const stages = [facesStage, peopleStage, emotionStage, handsStage, poseStage];
  const real = modelsWith(realVision);
  const asked: TaskName[] = [];
  const models: ModelService = {
    modelFor: (task) => real.modelFor(task),
    run: (task, input, signal) => {
      asked.push(task);
      return real.run(task, input, signal);
    },
  };
  const outcomes = await runAnalyzers(stages, fixture(clip), { models });
  const artifacts: Partial<ArtifactMap> = {};
  for (const outcome of outcomes.values()) {
    if ('artifacts' in outcome) Object.assign(artifacts, outcome.artifacts);
  }
  const get = <N extends ArtifactName>(name: N): Artifact<N> => {
    const artifact = artifacts[name];
    if (artifact === undefined) throw new Error(`no ${name}`);
    return artifact;
  };
  return { get, asked, pass: outcomes.pass };
}

describeWithFixtures('stages that look at people', () => {
  describe('at a man who makes a sign with his hands', () => {
    it('see one face, hands, and him from head to thighs', { timeout }, async () => {
      const { get, asked, pass } = await lookAt('media/intel/help.mkv');
      const faces = get('faces');
      expect(faces.tracks).toHaveLength(1);
      expect(faces.mostAtOnce).toBe(1);
      const [face] = faces.tracks;
      expect(face?.boxes.length).toBeGreaterThan(9);
      for (const { box } of face?.boxes ?? []) {
        expect(Math.abs(box.x + box.width / 2 - 0.54)).toBeLessThan(0.08);
        expect(Math.abs(box.y + box.height / 2 - 0.24)).toBeLessThan(0.1);
      }

      expect(get('people').people).toHaveLength(1);
      expect(get('emotions').spans.length).toBeGreaterThan(0);
      expect(get('hands').spans.some(({ confidence }) => confidence > 0.8)).toBe(true);
      const [first] = get('hands').samples.flatMap(({ hands }) => hands);
      expect(Math.abs((first?.box.x ?? 0) + (first?.box.width ?? 0) / 2 - 0.5)).toBeLessThan(0.25);

      expect(get('pose').framing).toMatchObject([{ shotSize: 'medium', position: 'centre' }]);
      expect(Math.abs((get('pose').framing[0]?.headRoom ?? 0) - 0.12)).toBeLessThan(0.05);

      // All of them look at the same frames, and faces are looked for once in each.
      expect(pass?.pictureOutputs).toBe(1);
      expect(asked.filter((task) => task === 'faces')).toHaveLength(faces.frames.analysed);
    });
  });

  it('knows a toy pig for what it is, with unit vectors', { timeout }, async () => {
    const models = modelsWith(realVision);
    const outcomes = await runAnalyzers([pictureFeaturesStage], fixture('media/mdn/pig.mp4'), { models });
    const outcome = outcomes.get('picture-features');
    if (outcome === undefined || !('artifacts' in outcome)) throw new Error('no features');
    const features = outcome.artifacts['picture-features'];
    expect(features?.dimensions).toBe(1280);
    expect(features?.labels[0]?.label).toContain('piggy bank');
    expect(outcome.vectors?.map(({ kind }) => kind).filter((kind) => kind === 'shot')).toHaveLength(1);
    for (const { vector } of outcome.vectors ?? []) expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
  });

  it('sees people from head to feet who walk in', { timeout }, async () => {
    const models = modelsWith(realVision);
    const clip = fixture('media/intel/one-by-one-person-detection.mp4');
    const { outcome } = await runStage(poseStage, clip, { models });
    const framing = outcome.state === 'done' ? (outcome.artifacts.pose?.framing ?? []) : [];
    const secondsOf = (size: string | null): number =>
      framing
        .filter(({ shotSize }) => size === null || shotSize === size)
        .reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
    expect(secondsOf('full')).toBeGreaterThan(secondsOf(null) * 0.8);
  });
});
