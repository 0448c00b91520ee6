import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { taskOutputs, type TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { frameOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures, fixture } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture } from '../../../tests/support/made-pictures.ts';
import type { LoadedModel } from '../model.ts';
import mobilenetv2 from './mobilenetv2.model.ts';

const folder = 'models/image-embedding/mobilenetv2';
const files = {
  model: `${folder}/mobilenetv2-12-qdq.features.DERIVED.onnx`,
  labels: `${folder}/imagenet_labels_1001_with_background.txt`,
};

type Features = TaskOutput<'picture-features'>;

const likeness = (one: Features, other: Features): number =>
  one.vector.reduce((sum, value, at) => sum + value * (other.vector[at] ?? 0), 0);

describeWithFixtures('MobileNetV2', () => {
  let model: LoadedModel<'picture-features'>;
  beforeAll(async () => {
    model = await loadModel(mobilenetv2, files);
  });
  const featuresOf = async (path: string, timeSec: number, filters?: string): Promise<Features> => {
    const options = filters === undefined ? { longSide: 640 } : { longSide: 640, filters };
    return model.run({ picture: await frameOf(`media/${path}`, timeSec, options) });
  };

  it.each([
    ['androidx-media/h265_with_metadata_track.mp4', 0.05, /^computer keyboard/, 0.9],
    ['metadata-extractor/ftyp3gp5.mp4', 0.5, /^computer keyboard/, 0.4],
    // A deer among trees: ImageNet has no deer, and these are the nearest to it.
    ['pyscenedetect/testvideo.mp4', 11, /^(impala|ibex|gazelle)/, 0.3],
  ])('names what is in %s at %f s', async (path, timeSec, label, leastConfidence) => {
    const { labels } = await featuresOf(path, timeSec);
    const found = labels.find((scored) => label.test(scored.label));
    expect(found?.confidence).toBeGreaterThan(leastConfidence);
  });

  it('answers a unit vector of 1280 and at most five labels over a tenth, best first', async () => {
    const output = await featuresOf('mdn/pig.mp4', 1);
    expect(taskOutputs['picture-features'].safeParse(output).success).toBe(true);
    expect(output.vector).toHaveLength(1280);
    expect(likeness(output, output)).toBeCloseTo(1, 5);
    const confidences = output.labels.map(({ confidence }) => confidence);
    expect(confidences.length).toBeLessThanOrEqual(5);
    expect(confidences).toEqual(confidences.toSorted((one, other) => other - one));
    expect(Math.min(...confidences)).toBeGreaterThanOrEqual(0.1);
  });

  it('finds frames of one clip more alike than those of different ones', async () => {
    const [pig, pigLater] = [await featuresOf('mdn/pig.mp4', 1), await featuresOf('mdn/pig.mp4', 4)];
    const [men, menLater] = [
      await featuresOf('moviepy/chaplin.mp4', 2),
      await featuresOf('moviepy/chaplin.mp4', 7),
    ];
    expect(Math.min(likeness(pig, pigLater), likeness(men, menLater))).toBeGreaterThan(0.75);
    expect(Math.max(likeness(pig, men), likeness(pigLater, menLater))).toBeLessThan(0.6);
  });

  it('finds the same picture at another size and mirrored nearly the same', async () => {
    const picture = await featuresOf('mdn/pig.mp4', 1);
    expect(likeness(picture, await featuresOf('mdn/pig.mp4', 1, 'scale=401:267'))).toBeGreaterThan(0.9);
    expect(likeness(picture, await featuresOf('mdn/pig.mp4', 1, 'hflip'))).toBeGreaterThan(0.85);
  });

  it.each([
    [640, 360],
    [33, 7],
    [1, 1],
  ])('has a unit vector for a grey picture of %i x %i', async (width, height) => {
    const output = await model.run({ picture: greyPicture(width, height) });
    expect(likeness(output, output)).toBeCloseTo(1, 5);
  });

  it('refuses a list of names that lacks the background', async () => {
    const names = await readFile(fixture(files.labels), 'utf8');
    const parts = { sessions: {}, texts: { labels: names.slice(names.indexOf('\n') + 1) } };
    expect(() => mobilenetv2.load(parts)).toThrow('1000 names, the model 1001 classes');
  });
});
