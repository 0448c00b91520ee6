import { beforeAll, expect, it } from 'vitest';
import { taskOutputs, type Scored } from '../../../src-preload/contract/inference-tasks.ts';
import { frameOf } from '../../../tests/support/clip-frames.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture } from '../../../tests/support/made-pictures.ts';
import type { LoadedModel } from '../model.ts';
import nsfwMobilenet from './nsfw-mobilenet.model.ts';

const folder = 'models/content-warning/nsfw-mobilenet';

describeWithFixtures('NSFW JS', () => {
  let model: LoadedModel<'content-warning'>;
  beforeAll(async () => {
    model = await loadModel(nsfwMobilenet, {
      model: `${folder}/nsfw_mobilenet_v2.DERIVED.onnx`,
      labels: `${folder}/classes.json`,
    });
  });
  const scoresOf = async (path: string, timeSec: number, filters?: string): Promise<readonly Scored[]> => {
    const options = filters === undefined ? { longSide: 640 } : { longSide: 640, filters };
    return (await model.run({ picture: await frameOf(`media/${path}`, timeSec, options) })).scores;
  };

  it.each([
    ['moviepy/chaplin.mp4', 7],
    ['images/immich-portrait.jpg', 0],
    ['pyscenedetect/testvideo.mp4', 11],
    ['intel/help.mkv', 1],
    ['androidx-media/h265_with_metadata_track.mp4', 0.05],
  ])('finds %s harmless', async (path, timeSec) => {
    const [best] = await scoresOf(path, timeSec);
    expect(best?.label).toBe('Neutral');
    expect(best?.confidence).toBeGreaterThan(0.8);
  });

  it('answers all five classes, likeliest first, shares of one', async () => {
    const scores = await scoresOf('moviepy/chaplin.mp4', 2);
    expect(taskOutputs['content-warning'].safeParse({ scores }).success).toBe(true);
    expect(scores.map(({ label }) => label).sort()).toEqual(['Drawing', 'Hentai', 'Neutral', 'Porn', 'Sexy']);
    expect(scores.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 4);
    const confidences = scores.map(({ confidence }) => confidence);
    expect(confidences).toEqual(confidences.toSorted((one, other) => other - one));
  });

  it('comes to the same at another size', async () => {
    const [best] = await scoresOf('moviepy/chaplin.mp4', 7);
    const [smaller] = await scoresOf('moviepy/chaplin.mp4', 7, 'scale=401:225');
    expect(smaller?.label).toBe(best?.label);
    expect(Math.abs((smaller?.confidence ?? 0) - (best?.confidence ?? 0))).toBeLessThan(0.2);
  });

  it.each([
    [640, 360],
    [33, 7],
    [1, 1],
  ])('sees nothing to warn of in a grey picture of %i x %i', async (width, height) => {
    const { scores } = await model.run({ picture: greyPicture(width, height) });
    for (const { label, confidence } of scores) {
      if (['Hentai', 'Porn', 'Sexy'].includes(label)) expect(confidence).toBeLessThan(0.5);
    }
  });

  it('refuses another list of classes', () => {
    expect(() => nsfwMobilenet.load({ sessions: {}, texts: { labels: '["Drawing"]' } })).toThrow(RangeError);
  });
});
