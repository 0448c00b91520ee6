/**
 * BlazeFace, full range (github.com/google-ai-edge/mediapipe, modules/face_detection; Bazarevsky et al. 2019, arXiv 1907.05047): made for
 * the back camera of a phone, faces within five metres. Eyes, nose, mouth and ears.
 *
 * Ranked below YuNet and UltraFace: on test clips it missed most small faces and took the backs of heads for faces.
 */
import { defineModel } from '../model.ts';
import { blazefaceFaces } from '../picture/blazeface.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { ssdAnchors } from '../picture/ssd-anchors.ts';

const inputSize = 192;
const anchorCount = 2304;

/** MediaPipe's face_detection_full_range graph. */
const leastConfidence = 0.6;

export default defineModel({
  ...{ name: 'blazeface-full', title: 'BlazeFace, full range', task: 'faces', version: 1, rank: 35 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { input: { type: 'float32', shape: [1, inputSize, inputSize, 3] } },
      outputs: {
        reshaped_regressor_face_4: { type: 'float32', shape: [1, anchorCount, 16] },
        reshaped_classifier_face_4: { type: 'float32', shape: [1, anchorCount, 1] },
      },
    },
  },
  load({ sessions }) {
    const anchors = ssdAnchors([{ cells: 48, anchorsPerCell: 1 }]);
    const outputs = { regressorsName: 'reshaped_regressor_face_4', logitsName: 'reshaped_classifier_face_4' };
    const options = {
      session: sessions.model,
      inputName: 'input',
      ...outputs,
      anchors,
      inputSize,
      leastConfidence,
      memory: new FloatMemory(),
    };
    return { run: async ({ picture }) => ({ faces: await blazefaceFaces(picture, options) }) };
  },
});
