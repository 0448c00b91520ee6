/**
 * A small YOLOX that knows persons only (github.com/Kazuhito00/Image-Processing-Node-Editor, LightWeightPersonDetector): quick, but blind to
 * persons who are small in the picture, because it looks at 192 x 192 pixels.
 *
 * Input as YOLOX's: blue, green, red as they are, letterboxed at the top left on grey 114.
 */
import { defineModel, floatsOf } from '../model.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';
import { yoloxCells, yoloxObjects } from '../picture/yolox-head.ts';

const inputSize = 192;
const leastConfidence = 0.3;
const largestOverlap = 0.5;
const labels = ['person'] as const;

export default defineModel({
  ...{
    name: 'person-detector',
    title: 'Light-weight person detector',
    task: 'objects',
    version: 1,
    rank: 20,
  },
  files: {
    model: {
      kind: 'onnx',
      inputs: { images: { type: 'float32', shape: [1, 3, inputSize, inputSize] } },
      outputs: { output: { type: 'float32', shape: [1, 756, 6] } },
    },
  },
  load({ sessions }) {
    const cells = yoloxCells({ width: inputSize, height: inputSize });
    const input = {
      layout: 'NCHW',
      channels: 'BGR',
      scale: 1,
      offset: 0,
      place: 'top-left',
      fill: 114,
      memory: new FloatMemory(),
    } as const;
    return {
      async run({ picture }) {
        const { tensor, ...placement } = letterboxTensor(picture, inputSize, inputSize, input);
        const { output } = await sessions.model.run({ images: tensor });
        return {
          objects: yoloxObjects(floatsOf(output), {
            labels,
            cells,
            placement,
            leastConfidence,
            largestOverlap,
          }),
        };
      },
    };
  },
});
