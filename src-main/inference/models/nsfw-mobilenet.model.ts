/**
 * NSFW JS's MobileNetV2 (github.com/infinitered/nsfwjs, MIT): whether a picture is a drawing, a drawing of sex, harmless, pornography or
 * merely sexy. A weak model: it takes much that is flat and bright for a drawing. The whole picture is squeezed into a square, as there.
 */
import { labelsOfJson } from '../label-lists.ts';
import { defineModel, floatsOf } from '../model.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';

const inputSide = 224;
const classCount = 5;

export default defineModel({
  ...{ name: 'nsfw-mobilenet', title: 'NSFW JS, MobileNetV2', task: 'content-warning', version: 2, rank: 30 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [null, inputSide, inputSide, 3] } },
      outputs: { probabilities: { type: 'float32', shape: [null, classCount] } },
    },
    labels: { kind: 'text', names: ['classes.json'], need: 'required' },
  },
  load({ sessions, texts }) {
    const labels = labelsOfJson(texts.labels ?? '', classCount);
    const pixels = {
      layout: 'NHWC',
      channels: 'RGB',
      scale: 1 / 255,
      offset: 0,
      place: 'stretched',
      fill: 0,
      memory: new FloatMemory(),
    } as const;
    return {
      async run({ picture }) {
        const { tensor: input } = letterboxTensor(picture, inputSide, inputSide, pixels);
        const probabilities = floatsOf((await sessions.model.run({ input }))['probabilities']);
        const scores = labels.map((label, at) => ({
          label,
          confidence: Math.min(probabilities[at] ?? 0, 1),
        }));
        return { scores: scores.sort((one, other) => other.confidence - one.confidence) };
      },
    };
  },
});
