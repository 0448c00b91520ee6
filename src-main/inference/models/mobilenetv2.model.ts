/**
 * MobileNetV2 (Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks"; github.com/onnx/models), with the 1280 features
 * before its last layer as a second output: the likeness of pictures, and ImageNet's 1000 classes.
 *
 * As it was validated: the middle of the picture, 224 of each 256 pixels of its short side, less ImageNet's mean over its deviation.
 */
import type { Picture, Scored } from '../../../src-preload/contract/inference-tasks.ts';
import { labelsOfLines } from '../label-lists.ts';
import { defineModel, floatsOf } from '../model.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor, type PictureWindow } from '../picture/letterbox-tensor.ts';

const inputSide = 224;
const shortSide = 256;
const classCount = 1000;
const featureCount = 1280;

/** Below a tenth a class is one of many guesses: of 1000 classes most pictures show none. */
const leastConfidence = 0.1;
const mostLabels = 5;

const imageNetPixels = {
  layout: 'NCHW',
  channels: 'RGB',
  scale: [1 / (255 * 0.229), 1 / (255 * 0.224), 1 / (255 * 0.225)],
  offset: [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225],
  place: 'top-left',
  fill: 0,
} as const;

function middleOf({ pixels, width, height }: Picture): PictureWindow {
  const side = Math.max(Math.round((Math.min(width, height) * inputSide) / shortSide), 1);
  const start = (((height - side) >> 1) * width + ((width - side) >> 1)) * 3;
  return { pixels: pixels.subarray(start), width: side, height: side, rowPixels: width };
}

/** @returns a vector of length 1; of length 0 for a vector of zeros */
function unitVector(features: Float32Array): Float32Array<ArrayBuffer> {
  let squares = 0;
  for (let at = 0; at < features.length; at += 1) squares += (features[at] ?? 0) ** 2;
  const length = Math.sqrt(squares);
  return Float32Array.from(features, (feature) => (length === 0 ? 0 : feature / length));
}

/** Softmax, as far as its best. */
function likeliest(logits: Float32Array, labels: readonly string[]): Scored[] {
  let highest = -Infinity;
  for (let at = 0; at < logits.length; at += 1) highest = Math.max(highest, logits[at] ?? 0);
  let sum = 0;
  for (let at = 0; at < logits.length; at += 1) sum += Math.exp((logits[at] ?? 0) - highest);
  const found: Scored[] = [];
  for (let at = 0; at < logits.length; at += 1) {
    const confidence = Math.exp((logits[at] ?? 0) - highest) / sum;
    if (confidence >= leastConfidence) found.push({ label: labels[at] ?? '', confidence });
  }
  return found.sort((one, other) => other.confidence - one.confidence).slice(0, mostLabels);
}

export default defineModel({
  ...{ name: 'mobilenetv2', title: 'MobileNetV2', task: 'picture-features', version: 1, rank: 30 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [null, 3, inputSide, inputSide] } },
      outputs: {
        features: { type: 'float32', shape: [null, featureCount] },
        output: { type: 'float32', shape: [null, classCount] },
      },
    },
    labels: { kind: 'text', names: ['imagenet_labels_1001_with_background.txt'], need: 'required' },
  },
  load({ sessions, texts }) {
    // The list comes from models that had a class for "nothing of all this" before the others.
    const labels = labelsOfLines(texts.labels ?? '', classCount + 1).slice(1);
    const pixels = { ...imageNetPixels, memory: new FloatMemory() };
    return {
      async run({ picture }) {
        const { tensor } = letterboxTensor(middleOf(picture), inputSide, inputSide, pixels);
        const outputs = await sessions.model.run({ input: tensor });
        return {
          vector: unitVector(floatsOf(outputs['features'])),
          labels: likeliest(floatsOf(outputs['output']), labels),
        };
      },
    };
  },
});
