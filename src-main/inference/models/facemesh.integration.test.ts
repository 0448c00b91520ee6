import { beforeAll, expect, it } from 'vitest';
import { frameOf } from '../../../tests/support/clip-frames.ts';
import { pictureWith, seenFaces } from '../../../tests/support/face-detector-checks.ts';
import { describeWithFixtures } from '../../../tests/support/fixtures.ts';
import { loadModel } from '../../../tests/support/load-model.ts';
import { greyPicture } from '../../../tests/support/made-pictures.ts';
import type { Point, TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import type { LoadedModel } from '../model.ts';
import facemesh from './facemesh.model.ts';

/** By MediaPipe's canonical face model, with where they are on the smiling man as seen. */
const smilingManPoints = {
  33: [0.37, 0.415],
  133: [0.447, 0.421],
  362: [0.547, 0.426],
  263: [0.625, 0.427],
  1: [0.494, 0.543],
  61: [0.402, 0.603],
  291: [0.572, 0.612],
  152: [0.478, 0.757],
} as const;

const distance = (one: Point | undefined, x: number, y: number): number =>
  Math.hypot((one?.x ?? Number.NaN) - x, (one?.y ?? Number.NaN) - y);

describeWithFixtures('facemesh, on real pictures', () => {
  let mesh: LoadedModel<'face-landmarks'>;
  beforeAll(async () => {
    mesh = await loadModel(facemesh, { model: 'models/faces/facemesh/face_landmark.onnx' });
  });

  type Face = NonNullable<TaskOutput<'face-landmarks'>['faces'][number]>;
  function onlyFace(output: TaskOutput<'face-landmarks'>): Face {
    const [face] = output.faces;
    if (face === undefined || face === null) throw new Error('no face');
    return face;
  }

  it('puts eyes, nose, mouth and chin where they are, the nose nearest to the camera', async () => {
    const picture = await pictureWith('smilingMan');
    const face = onlyFace(await mesh.run({ picture, boxes: [seenFaces.smilingMan.box] }));
    expect(face.points).toHaveLength(468);
    expect(face.confidence).toBeGreaterThan(0.9);
    for (const [index, [x, y]] of Object.entries(smilingManPoints)) {
      expect(distance(face.points[Number(index)], x, y), index).toBeLessThan(0.02);
    }
    expect(face.points[1]?.z ?? 0).toBeLessThan(
      Math.min(face.points[33]?.z ?? 0, face.points[263]?.z ?? 0) - 0.03,
    );
  });

  it('does not mind a box that is a little off, nor a smaller picture', async () => {
    const { box } = seenFaces.smilingMan;
    const moved = { x: box.x - 0.03, y: box.y + 0.02, width: box.width * 1.1, height: box.height * 0.95 };
    for (const [longSide, around] of [
      [640, moved],
      [201, box],
    ] as const) {
      const face = onlyFace(
        await mesh.run({ picture: await pictureWith('smilingMan', longSide), boxes: [around] }),
      );
      for (const [index, [x, y]] of Object.entries(smilingManPoints)) {
        expect(distance(face.points[Number(index)], x, y), index).toBeLessThan(0.025);
      }
    }
  });

  it('follows a head that is tilted', async () => {
    const { file } = seenFaces.smilingMan;
    const upright = await pictureWith('smilingMan');
    const { width, height } = upright;
    for (const angleRad of [-0.6, 0.6]) {
      // ffmpeg turns clockwise around the centre and keeps the size.
      const turned = (x: number, y: number): Point => {
        const [across, down] = [(x - 0.5) * width, (y - 0.5) * height];
        return {
          x: 0.5 + (across * Math.cos(angleRad) - down * Math.sin(angleRad)) / width,
          y: 0.5 + (across * Math.sin(angleRad) + down * Math.cos(angleRad)) / height,
        };
      };
      const picture = await frameOf(file, 0, { longSide: 640, filters: `rotate=${angleRad}` });
      const centre = turned(0.49, 0.5);
      const box = { x: centre.x - 0.22, y: centre.y - 0.25, width: 0.44, height: 0.5 };
      const face = onlyFace(await mesh.run({ picture, boxes: [box] }));
      for (const [index, [x, y]] of Object.entries(smilingManPoints)) {
        const place = turned(x, y);
        expect(distance(face.points[Number(index)], place.x, place.y), index).toBeLessThan(0.025);
      }
    }
  });

  it('answers for each box, with null where there is no face', async () => {
    const picture = await frameOf(seenFaces.signingMan.file, 0.3, { longSide: 640 });
    const wall = { x: 0.02, y: 0.05, width: 0.12, height: 0.16 };
    const { faces } = await mesh.run({ picture, boxes: [wall, seenFaces.signingMan.box] });
    expect(faces).toHaveLength(2);
    expect(faces[0]).toBeNull();
    expect(faces[1]?.confidence).toBeGreaterThan(0.9);
    expect((await mesh.run({ picture, boxes: [] })).faces).toEqual([]);
  });

  it('finds no face in grey, whatever the size', async () => {
    const whole = { x: 0, y: 0, width: 1, height: 1 };
    for (const [width, height] of [
      [640, 360],
      [1, 1],
      [641, 17],
    ] as const) {
      expect((await mesh.run({ picture: greyPicture(width, height), boxes: [whole] })).faces).toEqual([null]);
    }
  });
});
