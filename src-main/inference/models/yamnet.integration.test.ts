import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { taskOutputs } from '../../../src-preload/contract/inference-tasks.ts';
import { samplesOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures, fixture } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import type { LoadedModel } from '../model.ts';
import yamnet from './yamnet.model.ts';

type Windows = TaskOutput<'sound-events'>['windows'];

const files = {
  model: 'models/sound/yamnet/yamnet_spectra_in.DERIVED.onnx',
  labels: 'models/sound/yamnet/class_names.json',
};

/** The mean over all windows of one label's confidence; where it is not among a window's best, 0. */
const meanOf = (windows: Windows, label: string): number =>
  windows.reduce(
    (sum, { scores }) => sum + (scores.find((score) => score.label === label)?.confidence ?? 0),
    0,
  ) / windows.length;

describeWithFixtures('YAMNet', () => {
  let model: LoadedModel<'sound-events'>;
  beforeAll(async () => {
    model = await loadModel(yamnet, files);
  });
  const windowsOf = async (path: string): Promise<Windows> =>
    (await model.run({ samples: await samplesOf(path) })).windows;

  it.each(['media/speech/jfk.wav', 'media/speech/silero_de.wav'])('hears speech in %s', async (path) => {
    const windows = await windowsOf(path);
    expect(meanOf(windows, 'Speech')).toBeGreaterThan(0.7);
    expect(meanOf(windows, 'Music')).toBeLessThan(0.05);
  });

  it.each(['media/moviepy/chaplin.mp4', 'media/androidx-media/sample.avi'])(
    'hears music in %s',
    async (path) => {
      const windows = await windowsOf(path);
      expect(meanOf(windows, 'Music')).toBeGreaterThan(0.7);
      expect(meanOf(windows, 'Speech')).toBeLessThan(0.05);
    },
  );

  it('hears speech and silence where a film has bursts of speech', async () => {
    const windows = await windowsOf('media/auto-editor/example.mp4');
    const best = new Set(windows.map(({ scores }) => scores[0]?.label));
    expect(best).toContain('Speech');
    expect(best).toContain('Silence');
  });

  it('answers windows of 0.96 s every 0.48 s up to the end, at most five labels each, best first', async () => {
    const output = await model.run({
      samples: (await samplesOf('media/speech/jfk.wav')).subarray(0, 40_000),
    });
    expect(taskOutputs['sound-events'].safeParse(output).success).toBe(true);
    expect(output.windows.map(({ startSec }) => startSec)).toEqual([0, 0.48, 0.96, 1.44, 1.92]);
    expect(output.windows.map(({ endSec }) => endSec)).toEqual([0.96, 1.44, 1.92, 2.4, 2.5]);
    for (const { scores } of output.windows) {
      expect(scores.length).toBeLessThanOrEqual(5);
      const confidences = scores.map(({ confidence }) => confidence);
      expect(confidences).toEqual(confidences.toSorted((one, other) => other - one));
      for (const confidence of confidences) expect(confidence).toBeGreaterThanOrEqual(0.1);
    }
  });

  it('answers the same for a window alone as within a longer sound', async () => {
    const samples = await samplesOf('media/speech/jfk.wav');
    const { windows } = await model.run({ samples });
    const alone = await model.run({ samples: samples.subarray(7 * 7680, 7 * 7680 + 15_600) });
    expect(alone.windows).toHaveLength(1);
    expect(alone.windows[0]?.scores).toEqual(windows[7]?.scores);
  });

  it('answers one window for a very short sound and none for no sound', async () => {
    const { windows } = await model.run({ samples: new Float32Array(100) });
    expect(windows).toHaveLength(1);
    expect(windows[0]?.scores[0]?.label).toBe('Silence');
    expect((await model.run({ samples: new Float32Array(0) })).windows).toEqual([]);
  });

  describe('its list of names', () => {
    it('is refused where it does not fit the weights', async () => {
      const names = JSON.parse(await readFile(fixture(files.labels), 'utf8')) as string[];
      const parts = { sessions: {}, texts: { labels: JSON.stringify(names.slice(1)) } };
      expect(() => yamnet.load(parts)).toThrow('520 names, the model 521 classes');
    });
  });
});
