/** What every face detector has to get right, on pictures in which somebody has looked where the faces are. */
import { beforeAll, expect, it } from 'vitest';
import type { LoadedModel, OnnxModel } from '../../src-main/inference/model.ts';
import { intersectionOverUnion } from '../../src-main/inference/picture/boxes.ts';
import type { Box, DetectedFace, Picture } from '../../src-preload/contract/inference-tasks.ts';
import { frameOf } from './clip-frames.ts';
import { describeWithFixtures } from './fixtures.ts';
import { loadModel } from './load-model.ts';
import { greyPicture, mirrored } from './made-pictures.ts';

/** From hairline or forehead to chin, as seen in the picture. Detectors differ in how much forehead they count in. */
export const seenFaces = {
  smilingMan: {
    file: 'media/fer/justin.jpg',
    timeSec: 0,
    box: { x: 0.28, y: 0.23, width: 0.41, height: 0.51 },
  },
  signingMan: {
    file: 'media/intel/help.mkv',
    timeSec: 0.3,
    box: { x: 0.47, y: 0.165, width: 0.105, height: 0.17 },
  },
  woman: {
    file: 'media/images/immich-portrait.jpg',
    timeSec: 0,
    box: { x: 0.315, y: 0.235, width: 0.105, height: 0.16 },
  },
  manWithGlasses: {
    file: 'media/androidx-media/sample_with_metadata.mp4',
    timeSec: 0.3,
    box: { x: 0.4, y: 0.32, width: 0.265, height: 0.48 },
  },
  /** 38 pixels wide of 640. */
  manWithMoustache: {
    file: 'media/derived/person-with-speech.mp4',
    timeSec: 8,
    box: { x: 0.555, y: 0.125, width: 0.055, height: 0.12 },
  },
} as const;

export type SeenFace = keyof typeof seenFaces;

export async function pictureWith(name: SeenFace, longSide = 640): Promise<Picture> {
  const { file, timeSec } = seenFaces[name];
  return frameOf(file, timeSec, { longSide });
}

/** Where the features of the smiling man are, with a tolerance of 0.03. */
const smilingManLandmarks: Readonly<
  Partial<Record<DetectedFace['landmarks'][number]['name'], readonly [number, number]>>
> = {
  'right-eye': [0.407, 0.415],
  'left-eye': [0.592, 0.422],
  nose: [0.495, 0.53],
  mouth: [0.488, 0.615],
  'right-mouth-corner': [0.4, 0.605],
  'left-mouth-corner': [0.57, 0.61],
  'right-ear': [0.28, 0.46],
  'left-ear': [0.68, 0.475],
};

const flipped = (box: Box): Box => ({ ...box, x: 1 - box.x - box.width });

/** The face that lies best on the given box. */
function nearest(
  faces: readonly DetectedFace[],
  box: Box,
): { face: DetectedFace | undefined; overlap: number } {
  const overlaps = faces.map((face) => intersectionOverUnion(face.box, box));
  const overlap = Math.max(0, ...overlaps);
  return { face: faces[overlaps.indexOf(overlap)], overlap };
}

export function describeFaceDetector(
  model: OnnxModel<'faces'>,
  weights: string,
  expected: {
    readonly finds: readonly SeenFace[];
    readonly landmarkCount: number;
    readonly nothingIn: readonly string[];
  },
): void {
  describeWithFixtures(`${model.name}, on real pictures`, () => {
    let detector: LoadedModel<'faces'>;
    beforeAll(async () => {
      detector = await loadModel(model, { model: weights });
    });

    it.each(expected.finds)('finds the %s, upright, mirrored and smaller', async (name) => {
      const { box } = seenFaces[name];
      const picture = await pictureWith(name);
      const { faces } = await detector.run({ picture });
      const found = nearest(faces, box);
      expect(found.overlap).toBeGreaterThan(0.6);
      const reflected = nearest((await detector.run({ picture: mirrored(picture) })).faces, flipped(box));
      expect(reflected.overlap).toBeGreaterThan(0.55);
      const smaller = nearest((await detector.run({ picture: await pictureWith(name, 480) })).faces, box);
      expect(smaller.overlap).toBeGreaterThan(0.55);
      for (const { face } of [found, reflected, smaller])
        expect(face?.landmarks).toHaveLength(expected.landmarkCount);
    });

    it('puts landmarks where they are', async () => {
      const { faces } = await detector.run({ picture: await pictureWith('smilingMan') });
      expect(faces).toHaveLength(1);
      for (const { name, x, y } of faces[0]?.landmarks ?? []) {
        const [seenX, seenY] = smilingManLandmarks[name] ?? [Number.NaN, Number.NaN];
        expect(Math.hypot(x - seenX, y - seenY), name).toBeLessThan(0.03);
      }
    });

    it.each(expected.nothingIn)('finds nobody in %s', async (file) => {
      for (const timeSec of [0.5, 2]) {
        expect(
          (await detector.run({ picture: await frameOf(file, timeSec, { longSide: 640 }) })).faces,
        ).toEqual([]);
      }
    });

    it('finds nothing in grey, black or white, whatever the size', async () => {
      for (const [width, height] of [
        [640, 360],
        [1, 1],
        [641, 17],
        [3, 200],
        [101, 333],
      ] as const) {
        for (const value of [0, 128, 255]) {
          expect((await detector.run({ picture: greyPicture(width, height, value) })).faces).toEqual([]);
        }
      }
    });

    it('keeps boxes within the picture where a face is cut off', async () => {
      const picture = await frameOf('media/fer/justin.jpg', 0, {
        longSide: 640,
        filters: 'crop=iw*0.55:ih*0.7:iw*0.25:ih*0.25',
      });
      const { faces } = await detector.run({ picture });
      for (const { box, confidence } of faces) {
        expect(Math.min(box.x, box.y, box.width, box.height)).toBeGreaterThanOrEqual(0);
        expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThanOrEqual(1 + 1e-9);
        expect(confidence).toBeLessThanOrEqual(1);
      }
      expect(faces.length).toBeGreaterThan(0);
    });
  });
}
