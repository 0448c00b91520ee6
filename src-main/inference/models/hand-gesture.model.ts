/**
 * Gestures of single hands from their 21 points (github.com/PINTO0309/hand-gesture-recognition-using-onnx, after Kazuhito00's
 * hand-gesture-recognition-using-mediapipe; Apache-2.0): open, closed, pointing. It names the nearest of these whatever the hand does, and does
 * not tell how sure it is.
 */
import { Tensor } from 'onnxruntime-common';
import type { DetectedHand } from '../../../src-preload/contract/inference-tasks.ts';
import { labelsOfLines } from '../label-lists.ts';
import { defineModel } from '../model.ts';

const valueCount = 42;
const labelCount = 3;

/**
 * Points relative to the wrist, over the largest distance along an axis. In pixels of the picture, as it was trained, so that hands keep
 * their shape in pictures of any aspect.
 */
function writeShape({ points }: Pick<DetectedHand, 'points'>, aspect: number, values: Float32Array): void {
  const [wrist] = points;
  if (wrist === undefined) return;
  let largest = 0;
  for (const [at, { x, y }] of points.entries()) {
    values[at * 2] = (x - wrist.x) * aspect;
    values[at * 2 + 1] = y - wrist.y;
    largest = Math.max(largest, Math.abs(values[at * 2] ?? 0), Math.abs(values[at * 2 + 1] ?? 0));
  }
  if (largest === 0) return;
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) / largest;
}

function classesOf(tensor: Tensor | undefined): readonly number[] {
  const data = tensor?.data;
  if (!(data instanceof BigInt64Array)) throw new TypeError('not an int64 tensor');
  return Array.from(data, Number);
}

export default defineModel({
  ...{ name: 'hand-gesture', title: 'Hand gestures', task: 'gesture', version: 1, rank: 50 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [null, valueCount] } },
      outputs: { class_ids: { type: 'int64', shape: [null] } },
    },
    labels: { kind: 'text', names: ['keypoint_classifier_label.csv'], need: 'required' },
  },
  load({ sessions, texts }) {
    const labels = labelsOfLines(texts.labels ?? '', labelCount);
    return {
      async run({ hands, aspect }) {
        if (hands.length === 0) return { gestures: [] };
        const values = new Float32Array(hands.length * valueCount);
        for (const [at, hand] of hands.entries()) {
          writeShape(hand, aspect, values.subarray(at * valueCount, (at + 1) * valueCount));
        }
        const input = new Tensor('float32', values, [hands.length, valueCount]);
        const classes = classesOf((await sessions.model.run({ input }))['class_ids']);
        return { gestures: classes.map((at) => ({ label: labels[at] ?? '', confidence: null })) };
      },
    };
  },
});
