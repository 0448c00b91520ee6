/**
 * BlazeFace, short range (github.com/google-ai-edge/mediapipe, modules/face_detection; Bazarevsky et al. 2019, arXiv 1907.05047): made for
 * the front camera of a phone, faces within two metres. Eyes, nose, mouth and ears.
 *
 * Ranked last of the face detectors: at 128 pixels it loses everybody who is not close to the camera.
 */
import { defineModel } from '../model.ts';
import { blazefaceFaces } from '../picture/blazeface.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { ssdAnchors } from '../picture/ssd-anchors.ts';

const inputSize = 128;
const anchorCount = 896;

/** MediaPipe's graph has 0.5; there it took clothes for faces as often as it found one. */
const leastConfidence = 0.6;

export default defineModel({
  ...{ name: 'blazeface-short', title: 'BlazeFace, short range', task: 'faces', version: 1, rank: 20 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [1, inputSize, inputSize, 3] } },
      outputs: {
        regressors: { type: 'float32', shape: [1, anchorCount, 16] },
        classificators: { type: 'float32', shape: [1, anchorCount, 1] },
      },
    },
  },
  load({ sessions }) {
    const anchors = ssdAnchors([
      { cells: 16, anchorsPerCell: 2 },
      { cells: 8, anchorsPerCell: 6 },
    ]);
    const names = { inputName: 'input', regressorsName: 'regressors', logitsName: 'classificators' };
    const settings = { anchors, inputSize, leastConfidence, memory: new FloatMemory() };
    const options = { session: sessions.model, ...names, ...settings };
    return { run: async ({ picture }) => ({ faces: await blazefaceFaces(picture, options) }) };
  },
});
