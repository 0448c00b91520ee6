/** Adds a row of numbers to the first four bytes of a picture: y = x + bias. `tinySumFile` in inference-harness.ts makes its weights. */
import { Tensor } from 'onnxruntime-common';
import { defineModel, floatsOf } from '../../../src-main/inference/model.ts';

export default defineModel({
  name: 'tiny-sum',
  title: 'Tiny sum',
  task: 'picture-features',
  version: 1,
  rank: 0,
  files: {
    model: {
      kind: 'onnx',
      inputs: { x: { type: 'float32', shape: [null, 4] } },
      outputs: { y: { type: 'float32', shape: [null, 4] } },
    },
    labels: { kind: 'text', names: ['labels.txt'], need: 'optional' },
  },
  load: ({ sessions, texts }) => ({
    run: async ({ picture }) => {
      const first = Float32Array.from(picture.pixels.subarray(0, 4));
      const { y } = await sessions.model.run({ x: new Tensor('float32', first, [1, 4]) });
      // How much memory came with the picture is told too: a test looks at it.
      const label = `${texts.labels ?? 'no labels'}, ${String(picture.pixels.buffer.byteLength)} bytes`;
      return { vector: floatsOf(y), labels: [{ label, confidence: 1 }] };
    },
  }),
});
