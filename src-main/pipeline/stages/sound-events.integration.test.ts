import { expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { modelsWith } from '../../../tests/support/real-inference.ts';
import { clipWithSound, listeningModels } from '../../../tests/support/sound-clips.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import soundStage from './sound-events.stage.ts';

async function soundsIn(path: string, params: unknown = {}): Promise<Artifact<'sound-events'>> {
  const { outcome } = await runStage(soundStage, path, { models: modelsWith(listeningModels), params });
  if (outcome.state !== 'done') throw new Error(outcome.reason);
  const sounds = outcome.artifacts['sound-events'];
  if (sounds === undefined) throw new Error('no sounds');
  expect(outcome.timeline?.map(({ data }) => data['label'])).toEqual(sounds.spans.map(({ label }) => label));
  return sounds;
}

describeWithFixtures('sound events on real sound', () => {
  it.each([
    ['derived/person-with-speech.mp4', 'Speech', 'speech', 0.6],
    ['moviepy/chaplin.mp4', 'Music', 'music', 0.9],
    ['androidx-media/sample.avi', 'Music', 'music', 0.9],
    ['androidx-media/internal_emulator_transformer_output.mp4', 'Music', 'music', 0.7],
    ['moviepy/smpte-2997.mp4', 'Tick', 'other', 0.7],
  ])('hears %s: %s', async (clip, label, group, leastShare) => {
    const path = fixture(`media/${clip}`);
    const { spans, labels } = await soundsIn(path);
    const found = labels.find((each) => each.label === label);
    expect(found?.confidence).toBeGreaterThan(0.7);
    const endSec = Math.max(...spans.map((span) => span.endSec));
    expect((found?.seconds ?? 0) / endSec).toBeGreaterThan(leastShare);
    expect(spans.find((span) => span.label === label)?.group).toBe(group);
    if (group === 'music') expect(spans.filter((span) => span.group === 'speech')).toEqual([]);
    if (group === 'speech') expect(spans.filter((span) => span.group === 'music')).toEqual([]);
  });

  it('goes on over the seams of its chunks', async () => {
    const { spans } = await soundsIn(await clipWithSound(fixture('media/speech/silero_en.wav')));
    const speech = spans.filter(({ label }) => label === 'Speech');
    expect(speech).toHaveLength(1);
    expect(speech[0]?.startSec).toBe(0);
    expect(speech[0]?.endSec).toBeGreaterThan(59.9);
  });

  it('knows speech from the silence after it', async () => {
    const { spans } = await soundsIn(fixture('media/auto-editor/example.mp4'));
    const speech = spans.filter(({ label }) => label === 'Speech');
    expect(speech.some(({ startSec, endSec }) => startSec < 2 && endSec > 16 && endSec < 20)).toBe(true);
    expect(speech.some(({ startSec, endSec }) => startSec < 40.5 && endSec > 40.5)).toBe(true);
    expect(speech.some(({ startSec, endSec }) => startSec < 30 && endSec > 30)).toBe(false);
    expect(spans.some(({ label }) => label === 'Silence')).toBe(false);
  });

  it('keeps as many labels as asked', async () => {
    expect((await soundsIn(fixture('media/moviepy/smpte-2997.mp4'), { mostLabels: 2 })).labels).toHaveLength(
      2,
    );
  });

  it('skips a clip without sound', async () => {
    const picture = ['-f', 'lavfi', '-i', 'color=gray:size=64x36:rate=10:duration=1', '-c:v', 'mpeg4'];
    const path = await makeClip(await tempDir(), 'mute.mkv', picture);
    const { outcome } = await runStage(soundStage, path, { models: modelsWith(listeningModels) });
    expect(outcome).toEqual({ state: 'skipped', reason: 'no sound' });
  });
});
