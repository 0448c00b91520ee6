/**
 * YAMNet (github.com/tensorflow/models, research/audioset/yamnet; Gemmeke et al. 2017, "Audio Set"): 521 kinds of sound, many of
 * which may be heard at once, each with a score of its own.
 *
 * It looks at 0.96 s (96 frames of 25 ms, 10 ms apart, as logarithms of 64 mel bands) every 0.48 s; the numbers are those of
 * its params.py. The last window is filled up with silence, at most half of it unless the whole sound is shorter.
 */
import { Tensor } from 'onnxruntime-common';
import type { Scored, TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { labelsOfJson } from '../label-lists.ts';
import { defineModel, floatsOf, type Session } from '../model.ts';
import { LogMel } from '../sound/log-mel.ts';

const sampleRateHz = 16_000;
const bandCount = 64;
const framesEach = 96;
const framesApart = 48;
const hopLength = 160;
const frameLength = 400;
const classCount = 521;
/** What the frames of one window reach over: 15,600 samples. */
const windowReach = (framesEach - 1) * hopLength + frameLength;

/** Scores are of single classes, not shares of one: below a tenth there is too little to show. */
const leastConfidence = 0.1;
const mostLabels = 5;

type Window = TaskOutput<'sound-events'>['windows'][number];

function bestOf(scores: Float32Array, labels: readonly string[]): Scored[] {
  const found: Scored[] = [];
  for (let at = 0; at < scores.length; at += 1) {
    const confidence = scores[at] ?? 0;
    if (confidence < leastConfidence) continue;
    found.push({ label: labels[at] ?? '', confidence: Math.min(confidence, 1) });
  }
  return found.sort((one, other) => other.confidence - one.confidence).slice(0, mostLabels);
}

const windowCountOf = (sampleCount: number): number =>
  sampleCount === 0 ? 0 : 1 + Math.max(0, Math.ceil((sampleCount - windowReach) / (framesApart * hopLength)));

async function windowsOf(
  session: Session,
  labels: readonly string[],
  logMel: LogMel,
  samples: Float32Array,
): Promise<Window[]> {
  const frames = new Float32Array(framesEach * bandCount);
  const fresh = frames.subarray(framesApart * bandCount);
  const input = new Tensor('float32', frames, [1, framesEach, bandCount]);
  const windows: Window[] = [];
  const soundSec = samples.length / sampleRateHz;
  logMel.write(samples, 0, framesApart, fresh);
  for (let index = 0; index < windowCountOf(samples.length); index += 1) {
    // The second half of one window is the first half of the next.
    frames.copyWithin(0, framesApart * bandCount);
    logMel.write(samples, (index + 1) * framesApart, framesApart, fresh);
    const outputs = await session.run({ 'feature_patch_in:0': input });
    const scores = bestOf(floatsOf(outputs['tower0/network/layer32/final_output:0']), labels);
    const startSec = (index * framesApart * hopLength) / sampleRateHz;
    const endSec = Math.min(startSec + (framesEach * hopLength) / sampleRateHz, soundSec);
    windows.push({ startSec, endSec, scores });
  }
  return windows;
}

export default defineModel({
  ...{ name: 'yamnet', title: 'YAMNet', task: 'sound-events', version: 1, rank: 50 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { 'feature_patch_in:0': { type: 'float32', shape: [1, framesEach, bandCount] } },
      outputs: { 'tower0/network/layer32/final_output:0': { type: 'float32', shape: [1, classCount] } },
    },
    labels: { kind: 'text', names: ['class_names.json'], need: 'required' },
  },
  load({ sessions, texts }) {
    const labels = labelsOfJson(texts.labels ?? '', classCount);
    const bands = { bandCount, lowestHz: 125, highestHz: 7500, sampleRateHz, transformLength: 512 };
    const logMel = new LogMel({ ...bands, frameLength, hopLength, logOffset: 0.001 });
    return {
      async run({ samples }) {
        return { windows: await windowsOf(sessions.model, labels, logMel, samples) };
      },
    };
  },
});
