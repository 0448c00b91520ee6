import { beforeAll, expect, it } from 'vitest';
import { samplesOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import type { LoadedModel } from '../model.ts';
import silero from './silero.model.ts';

const wholeWindows = (samples: Float32Array): Float32Array =>
  samples.subarray(0, samples.length - (samples.length % 512));

const speechShare = (probabilities: readonly number[]): number =>
  probabilities.filter((probability) => probability > 0.5).length / probabilities.length;

describeWithFixtures('Silero VAD', () => {
  let model: LoadedModel<'speech-activity'>;
  beforeAll(async () => {
    model = await loadModel(silero, { model: 'models/vad/silero/silero_vad.onnx' });
  });
  const probabilitiesOf = async (samples: Float32Array): Promise<readonly number[]> =>
    (await model.run({ samples: wholeWindows(samples), state: null })).probabilities;

  it('finds the words of a speech and the pauses between them', async () => {
    const probabilities = await probabilitiesOf(await samplesOf('media/speech/jfk.wav'));
    expect(speechShare(probabilities)).toBeGreaterThan(0.63);
    expect(speechShare(probabilities)).toBeLessThan(0.73);
    const shareBetween = (fromSec: number, toSec: number): number =>
      speechShare(probabilities.slice(fromSec / 0.032, toSec / 0.032));
    // "Ask not", a pause, "what your country can do for you".
    expect(shareBetween(3.4, 4.2)).toBeGreaterThan(0.7);
    expect(shareBetween(4.6, 5.2)).toBeLessThan(0.1);
    expect(shareBetween(5.6, 7.5)).toBeGreaterThan(0.9);
  });

  it('finds as much speech as there is in a film with bursts of it', async () => {
    const share = speechShare(await probabilitiesOf(await samplesOf('media/auto-editor/example.mp4')));
    expect(share).toBeGreaterThan(0.32);
    expect(share).toBeLessThan(0.42);
  });

  it.each(['media/moviepy/chaplin.mp4', 'media/moviepy/smpte-2997.mp4', 'media/mdn/rabbit320.mp4'])(
    'finds none in music, clicks and room tone: %s',
    async (path) => {
      expect(speechShare(await probabilitiesOf(await samplesOf(path)))).toBeLessThan(0.01);
    },
  );

  it.each([200, 440, 1000])('finds none in a tone of %i Hz', async (frequencyHz) => {
    const tone = Float32Array.from({ length: 512 * 90 }, (_, index) =>
      Math.sin((2 * Math.PI * frequencyHz * index) / 16_000),
    );
    expect(Math.max(...(await probabilitiesOf(tone)).slice(5))).toBeLessThan(0.5);
  });

  it('gives the same in pieces as at once, because its state is handed on', async () => {
    const samples = wholeWindows(await samplesOf('media/speech/jfk.wav')).subarray(0, 512 * 120);
    const whole = await model.run({ samples, state: null });
    const first = await model.run({ samples: samples.subarray(0, 512 * 37), state: null });
    const second = await model.run({ samples: samples.subarray(512 * 37), state: first.state });
    expect([...first.probabilities, ...second.probabilities]).toEqual(whole.probabilities);
    expect(second.state).toEqual(whole.state);
    const forgetful = await model.run({ samples: samples.subarray(512 * 37), state: null });
    expect(forgetful.probabilities).not.toEqual(second.probabilities);
  });

  it('keeps its state to one sound: two at once are as each alone', async () => {
    const samples = wholeWindows(await samplesOf('media/speech/jfk.wav')).subarray(0, 512 * 60);
    const silence = new Float32Array(512 * 60);
    const alone = await model.run({ samples, state: null });
    const [together] = await Promise.all([
      model.run({ samples, state: null }),
      model.run({ samples: silence, state: null }),
    ]);
    expect(together).toEqual(alone);
  });

  it('answers an empty request with its state', async () => {
    const { probabilities, state } = await model.run({ samples: new Float32Array(0), state: null });
    expect(probabilities).toEqual([]);
    expect(state).toEqual(new Float32Array(320));
  });

  it('refuses what is not whole windows', async () => {
    await expect(model.run({ samples: new Float32Array(500), state: null })).rejects.toThrow(RangeError);
  });
});
