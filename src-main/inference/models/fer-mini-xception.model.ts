/**
 * mini-XCEPTION for facial expressions (Arriaga et al. 2017, arXiv 1710.07557; weights from github.com/justinshenk/fer), trained on FER-2013: seven
 * expressions, of which it tells about two in three right.
 *
 * Input: the face's square, widened by a tenth as upstream's 10 pixels on a face of 200, grey (BT.601), from -1 to 1. All faces of a frame go
 * in one batch.
 */
import { Tensor } from 'onnxruntime-common';
import type { Scored } from '../../../src-preload/contract/inference-tasks.ts';
import { labelsOfJson } from '../label-lists.ts';
import { defineModel, floatsOf } from '../model.ts';
import { fillGreyCrop, squareAround } from '../picture/crop.ts';

const inputSize = 64;
const widening = 1.1;
const upstreamLabels: readonly string[] = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'];

function scoresOf(probabilities: Float32Array, labels: readonly string[]): Scored[] {
  return labels
    .map((label, at) => ({ label, confidence: Math.min(Math.max(probabilities[at] ?? 0, 0), 1) }))
    .sort((one, other) => other.confidence - one.confidence);
}

export default defineModel({
  ...{ name: 'fer-mini-xception', title: 'FER mini-XCEPTION', task: 'emotion', version: 1, rank: 50 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [null, inputSize, inputSize, 1] } },
      outputs: { probabilities: { type: 'float32', shape: [null, upstreamLabels.length] } },
    },
    labels: { kind: 'text', names: ['labels.json'], need: 'optional' },
  },
  load({ sessions, texts }) {
    const classCount = upstreamLabels.length;
    const labels = texts.labels === null ? upstreamLabels : labelsOfJson(texts.labels, classCount);
    return {
      async run({ picture, boxes }) {
        if (boxes.length === 0) return { faces: [] };
        const floatsEach = inputSize * inputSize;
        const data = new Float32Array(boxes.length * floatsEach);
        for (const [at, box] of boxes.entries()) {
          const region = squareAround(box, picture, widening);
          const into = { data, start: at * floatsEach, scale: 1 / 127.5, offset: -1 };
          fillGreyCrop(picture, region, { width: inputSize, height: inputSize }, into);
        }
        const input = new Tensor('float32', data, [boxes.length, inputSize, inputSize, 1]);
        const probabilities = floatsOf((await sessions.model.run({ input })).probabilities);
        return {
          faces: boxes.map((_, at) => ({
            scores: scoresOf(probabilities.subarray(at * classCount, (at + 1) * classCount), labels),
          })),
        };
      },
    };
  },
});
