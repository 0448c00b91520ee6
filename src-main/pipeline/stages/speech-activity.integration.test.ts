import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { modelsWith } from '../../../tests/support/real-inference.ts';
import { clipWithSound, listeningModels } from '../../../tests/support/sound-clips.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import speechStage from './speech-activity.stage.ts';

async function speechIn(path: string, how: 'with the model' | 'by energy', params: unknown = {}) {
  const models = how === 'with the model' ? { models: modelsWith(listeningModels) } : {};
  const { outcome } = await runStage(speechStage, path, { ...models, params });
  if (outcome.state !== 'done') throw new Error(outcome.reason);
  const speech = outcome.artifacts['speech-activity'];
  if (speech === undefined) throw new Error('no speech activity');
  const lane = (outcome.timeline ?? []).map(({ startSec, endSec }) => [startSec, endSec]);
  expect(lane).toEqual(speech.spans.map(({ startSec, endSec }) => [startSec, endSec]));
  expect(speech.speechSec).toBeCloseTo(lengthOf(speech.spans), 9);
  return speech;
}

const lengthOf = (spans: Artifact<'speech-activity'>['spans']): number =>
  spans.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);

/** Whether somebody speaks then. */
const speaksAt = ({ spans }: Artifact<'speech-activity'>, timeSec: number): boolean =>
  spans.some(({ startSec, endSec }) => startSec <= timeSec && timeSec < endSec);

describeWithFixtures('speech activity on real sound', () => {
  // "And so, my fellow Americans: | ask not | what your country can do for you; | ask what you can do …", by listening.
  const spoken = [0.6, 1.2, 1.8, 3.5, 4.2, 5.6, 6.5, 7.5, 8.4, 9.0];
  const pauses = [0.1, 2.8, 4.9, 7.9];

  it.each(['with the model', 'by energy'] as const)(
    'finds the sentences of a speech and the pauses, %s',
    async (how) => {
      const speech = await speechIn(fixture('media/derived/person-with-speech.mp4'), how);
      expect(speech.detector).toBe(how === 'with the model' ? 'model' : 'energy');
      expect(spoken.filter((timeSec) => !speaksAt(speech, timeSec))).toEqual([]);
      expect(pauses.filter((timeSec) => speaksAt(speech, timeSec))).toEqual([]);
    },
  );

  it.each(['moviepy/chaplin.mp4', 'androidx-media/sample.avi', 'mdn/pig.mp4', 'moviepy/smpte-2997.mp4'])(
    'finds no speech in the music and noises of %s',
    async (clip) => {
      expect(await speechIn(fixture(`media/${clip}`), 'with the model')).toEqual({
        ...{ detector: 'model', spans: [], speechSec: 0 },
      });
    },
  );

  it.each([
    ['silero_en.wav', 40, 57],
    ['silero_de.wav', 40, 57],
  ])('finds most of a minute of talk in %s, in many spans', async (file, least, most) => {
    const speech = await speechIn(await clipWithSound(fixture(`media/speech/${file}`)), 'with the model');
    expect(speech.speechSec).toBeGreaterThan(least);
    expect(speech.speechSec).toBeLessThan(most);
    expect(speech.spans.length).toBeGreaterThan(8);
    expect(Math.min(...speech.spans.map(({ confidence }) => confidence))).toBeGreaterThan(0.5);
  });

  it('finds a single word half a minute after the others', async () => {
    const speech = await speechIn(fixture('media/auto-editor/example.mp4'), 'with the model');
    expect(speech.spans.at(-1)?.startSec).toBeCloseTo(40.1, 0);
    expect(speech.speechSec / 42.5).toBeCloseTo(0.37, 1);
  });

  it('puts sound that begins late where it is heard', async () => {
    const clip = await clipWithSound(fixture('media/speech/jfk.wav'), { delaySec: 3 });
    const late = await speechIn(clip, 'with the model');
    expect(late.spans[0]?.startSec).toBeCloseTo(3.3, 1);
  });

  it('takes the thresholds as asked', async () => {
    const path = fixture('media/derived/person-with-speech.mp4');
    const joined = await speechIn(path, 'with the model', { minimumSilenceSec: 2 });
    expect(joined.spans).toHaveLength(1);
    const padded = await speechIn(path, 'with the model', { paddingSec: 0.2 });
    const usual = await speechIn(path, 'with the model');
    expect(padded.speechSec).toBeGreaterThan(usual.speechSec + 1);
  });

  it('fails as the model fails', async () => {
    const models = {
      ...modelsWith(listeningModels),
      run: () => Promise.reject(new AppError('inference-failed', { task: 'speech-activity' })),
    };
    const run = runStage(speechStage, fixture('media/auto-editor/example.mp4'), { models });
    await expect(run).rejects.toMatchObject({ code: 'inference-failed' });
  });
});

describe('speech activity on made clips', () => {
  const picture = ['-f', 'lavfi', '-i', 'color=gray:size=64x36:rate=10:duration=3', '-c:v', 'mpeg4'];

  it('skips a clip without sound', async () => {
    const path = await makeClip(await tempDir(), 'mute.mkv', picture);
    expect((await runStage(speechStage, path)).outcome).toEqual({ state: 'skipped', reason: 'no sound' });
  });

  it('hears a tone that comes and goes as loud, where there is no model', async () => {
    const sound = "aevalsrc='0.003*(random(0)-0.5)+if(between(t,1,2),0.3*sin(2*PI*300*t),0)':d=3:s=16000";
    const path = await makeClip(await tempDir(), 'tone.mkv', [
      '-f',
      'lavfi',
      '-i',
      sound,
      ...picture,
      '-c:a',
      'flac',
    ]);
    const { spans } = await speechIn(path, 'by energy');
    expect(spans).toHaveLength(1);
    expect(spans[0]?.startSec).toBeCloseTo(1, 0);
    expect(spans[0]?.endSec).toBeCloseTo(2, 0);
  });
});
