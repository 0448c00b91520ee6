import { beforeAll, expect, it } from 'vitest';
import { frameOf } from '../../../tests/support/clip-frames.ts';
import { pictureWith, type SeenFace } from '../../../tests/support/face-detector-checks.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture, mirrored } from '../../../tests/support/made-pictures.ts';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import type { LoadedModel } from '../model.ts';
import mobilefacenet from './mobilefacenet.model.ts';
import yunet from './yunet.model.ts';

const similarity = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

describeWithFixtures('mobilefacenet, on real pictures', () => {
  let identity: LoadedModel<'face-identity'>;
  let detector: LoadedModel<'faces'>;
  beforeAll(async () => {
    identity = await loadModel(mobilefacenet, { model: 'models/faces/mobilefacenet/mobilefacenet.onnx' });
    detector = await loadModel(yunet, { model: 'models/faces/yunet/face_detection_yunet_120x160.onnx' });
  });

  async function vectorOf(picture: Picture): Promise<Float32Array> {
    const [face] = (await detector.run({ picture })).faces;
    if (face === undefined) throw new Error('no face');
    const [vector] = (await identity.run({ picture, faces: [face] })).vectors;
    if (vector === undefined) throw new Error('no vector');
    return vector;
  }

  it('gives unit vectors of 128', async () => {
    const vector = await vectorOf(await pictureWith('smilingMan'));
    expect(vector).toHaveLength(128);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  });

  it('knows a person again: later, smaller, tilted, mirrored', async () => {
    const man = 'media/intel/help.mkv';
    const early = await vectorOf(await frameOf(man, 0.3, { longSide: 640 }));
    const late = await vectorOf(await frameOf(man, 1.6, { longSide: 640 }));
    expect(similarity(early, late)).toBeGreaterThan(0.6);
    const smiling = await vectorOf(await pictureWith('smilingMan'));
    const tilted = await frameOf('media/fer/justin.jpg', 0, { longSide: 640, filters: 'rotate=0.5' });
    expect(similarity(smiling, await vectorOf(tilted))).toBeGreaterThan(0.75);
    expect(similarity(smiling, await vectorOf(mirrored(await pictureWith('smilingMan'))))).toBeGreaterThan(
      0.75,
    );
    expect(similarity(smiling, await vectorOf(await pictureWith('smilingMan', 200)))).toBeGreaterThan(0.75);
  });

  it('keeps different persons apart', async () => {
    const names: readonly SeenFace[] = [
      'smilingMan',
      'signingMan',
      'woman',
      'manWithGlasses',
      'manWithMoustache',
    ];
    const vectors = await Promise.all(names.map(async (name) => vectorOf(await pictureWith(name))));
    for (const [at, one] of vectors.entries()) {
      for (const other of vectors.slice(at + 1)) expect(similarity(one, other)).toBeLessThan(0.35);
    }
  });

  it('answers for each face asked for, with and without landmarks', async () => {
    const picture = greyPicture(64, 36);
    const box = { x: 0.9, y: 0.9, width: 0.1, height: 0.1 };
    const { vectors } = await identity.run({
      picture,
      faces: [
        { box, landmarks: [] },
        { box, landmarks: [] },
      ],
    });
    expect(vectors).toHaveLength(2);
    for (const value of vectors[0] ?? [Number.NaN]) expect(Number.isFinite(value)).toBe(true);
    expect((await identity.run({ picture, faces: [] })).vectors).toEqual([]);
  });
});
