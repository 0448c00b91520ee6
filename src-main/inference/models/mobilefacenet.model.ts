/**
 * MobileFaceNet (Chen et al. 2018, arXiv 1804.07573) with 128 features, as published by github.com/Straits-AI/face-recognition-web-demo. Vectors of
 * one person's faces point the same way.
 *
 * Input: the face, aligned by its landmarks, red, green, blue, (value - 127.5) / 127.5.
 */
import { defineModel, floatsOf } from '../model.ts';
import { cropTensor } from '../picture/crop.ts';
import { alignedFaceRegion } from '../picture/face-alignment.ts';
import { FloatMemory } from '../picture/float-memory.ts';

const inputSize = 112;

/** The same direction with a length of 1; zeros stay zeros. */
function unitVector(values: Float32Array): Float32Array<ArrayBuffer> {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => (length > 0 ? value / length : 0));
}

export default defineModel({
  ...{ name: 'mobilefacenet', title: 'MobileFaceNet', task: 'face-identity', version: 1, rank: 50 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input0: { type: 'float32', shape: [1, 3, inputSize, inputSize] } },
      outputs: { output0: { type: 'float32', shape: [1, 128] } },
    },
  },
  load({ sessions }) {
    const memory = new FloatMemory();
    const input = { layout: 'NCHW', channels: 'RGB', scale: 1 / 127.5, offset: -1, memory } as const;
    return {
      async run({ picture, faces }) {
        const vectors: Float32Array<ArrayBuffer>[] = [];
        for (const face of faces) {
          const region = alignedFaceRegion(face, picture);
          const input0 = cropTensor(picture, region, inputSize, inputSize, input);
          const { output0 } = await sessions.model.run({ input0 });
          vectors.push(unitVector(floatsOf(output0)));
        }
        return { vectors };
      },
    };
  },
});
