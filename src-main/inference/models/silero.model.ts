/**
 * Silero VAD, version 5 (github.com/snakers4/silero-vad, MIT): how likely each 32 ms of sound is speech.
 *
 * It is a recurrent network: each window of 512 samples is given after the 64 samples before it, with the state that
 * the window before left. The first window of a sound has silence before it.
 */
import { Tensor } from 'onnxruntime-common';
import type { TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { defineModel, floatsOf, type Session } from '../model.ts';

const sampleRateHz = 16_000;
const windowLength = 512;
const contextLength = 64;
const recurrentShape = [2, 1, 128];
const recurrentLength = 256;

async function speechOf(
  session: Session,
  rate: Tensor,
  samples: Float32Array,
  before: Float32Array,
): Promise<TaskOutput<'speech-activity'>> {
  // One buffer for all windows: the runtime has read it by the time that a run settles.
  const window = new Float32Array(contextLength + windowLength);
  const input = new Tensor('float32', window, [1, window.length]);
  let recurrent = new Tensor('float32', before.slice(0, recurrentLength), recurrentShape);
  window.set(before.subarray(recurrentLength), windowLength);
  const probabilities: number[] = [];
  for (let start = 0; start < samples.length; start += windowLength) {
    window.copyWithin(0, windowLength);
    window.set(samples.subarray(start, start + windowLength), contextLength);
    const outputs = await session.run({ input, state: recurrent, sr: rate });
    probabilities.push(floatsOf(outputs['output'])[0] ?? 0);
    recurrent = outputs['stateN'] as typeof recurrent;
  }
  const state = new Float32Array(recurrentLength + contextLength);
  state.set(floatsOf(recurrent));
  state.set(window.subarray(windowLength), recurrentLength);
  return { probabilities, state };
}

export default defineModel({
  ...{ name: 'silero', title: 'Silero VAD', task: 'speech-activity', version: 1, rank: 50 },
  files: {
    model: {
      kind: 'onnx',
      inputs: {
        input: { type: 'float32', shape: [null, null] },
        state: { type: 'float32', shape: [2, null, 128] },
        sr: { type: 'int64', shape: [] },
      },
      outputs: {
        output: { type: 'float32', shape: [null, 1] },
        stateN: { type: 'float32', shape: [null, null, null] },
      },
    },
  },
  load({ sessions }) {
    const rate = new Tensor('int64', BigInt64Array.of(BigInt(sampleRateHz)), []);
    return {
      run({ samples, state }) {
        if (samples.length % windowLength !== 0) {
          throw new RangeError(`${samples.length} samples are not whole windows of ${windowLength}`);
        }
        const before = state ?? new Float32Array(recurrentLength + contextLength);
        return speechOf(sessions.model, rate, samples, before);
      },
    };
  },
});
