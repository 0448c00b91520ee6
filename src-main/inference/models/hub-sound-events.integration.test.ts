/** With a STAND-IN of a few operators in place of weights: see tests/support/tiny-hub-models.ts. */
import { expect, it } from 'vitest';
import {
  audioSpectrogramProcessor,
  hubFolder,
  soundClassifierGraph,
  type HubFiles,
} from '../../../tests/support/tiny-hub-models.ts';
import { tones } from '../../../tests/support/tones.ts';
import hubSoundEvents from './hub-sound-events.model.ts';

function soundFiles(more: object = {}): HubFiles {
  return {
    'config.json': {
      model_type: 'audio-spectrogram-transformer',
      id2label: { 0: 'Rumble', 1: 'Whistle', 2: 'Other' },
      ...more,
    },
    'preprocessor_config.json': audioSpectrogramProcessor,
    'onnx/model.onnx': { graph: soundClassifierGraph() },
  };
}

const low = { frequencyHz: 200, durationSec: 10 };
const high = { frequencyHz: 6000, durationSec: 10 };

it('judges windows of 10 s, and what is left over if it is long enough', async () => {
  const model = await hubSoundEvents.load(await hubFolder('sounds', soundFiles()));
  const { windows } = await model.run({ samples: tones(low, high, { ...low, durationSec: 2.5 }) });
  expect(windows.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([
    [0, 10],
    [10, 20],
    [20, 22.5],
  ]);
  expect(windows.map(({ scores }) => scores[0]?.label)).toEqual(['Rumble', 'Whistle', 'Rumble']);
  expect(windows[0]?.scores.map(({ label }) => label)).toEqual(['Rumble', 'Other', 'Whistle']);
  const short = await model.run({ samples: tones(low, { ...high, durationSec: 0.5 }) });
  expect(short.windows.map(({ endSec }) => endSec)).toEqual([10]);
  const tiny = await model.run({ samples: tones({ ...high, durationSec: 0.5 }) });
  expect(tiny.windows.map(({ endSec }) => endSec)).toEqual([0.5]);
  for (const length of [0, 100]) {
    expect(await model.run({ samples: new Float32Array(length) })).toEqual({ windows: [] });
  }
  await model.dispose?.();
});

it.each([
  ['of one kind or another', {}, 1],
  ['that are said to go together', { problem_type: 'multi_label_classification' }, 1.5],
  [
    'of AudioSet',
    { id2label: Object.fromEntries(Array.from({ length: 527 }, (_, id) => [id, `S${String(id)}`])) },
    1.5,
  ],
])('gives sounds %s probabilities that fit', async (_, config, sum) => {
  const model = await hubSoundEvents.load(await hubFolder('sounds', soundFiles(config)));
  const { windows } = await model.run({ samples: tones(low) });
  await model.dispose?.();
  // The first two logits are each other's negatives and the third is 0: 1 and a half, where each is judged for itself.
  expect(windows[0]?.scores.reduce((total, { confidence }) => total + confidence, 0)).toBeCloseTo(sum, 4);
});
