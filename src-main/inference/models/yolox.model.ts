/**
 * YOLOX (github.com/Megvii-BaseDetection/YOLOX; Ge et al. 2021, arXiv 2107.08430): 80 kinds of objects of everyday life (COCO).
 * Nano, tiny, s, m, l and x alike: their exports differ in size only.
 *
 * Input: blue, green, red as they are (0 to 255), letterboxed at the top left on grey 114, as in upstream's `preproc`.
 */
import { labelsOfLines } from '../label-lists.ts';
import { defineModel, floatsOf } from '../model.ts';
import { cocoNames } from '../picture/coco-names.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';
import { yoloxCells, yoloxInputSize, yoloxObjects } from '../picture/yolox-head.ts';

/** Upstream's demo shows from 0.3. */
const leastConfidence = 0.3;
/** Upstream's demo. */
const largestOverlap = 0.45;

export default defineModel({
  ...{ name: 'yolox', title: 'YOLOX', task: 'objects', version: 1, rank: 60 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { images: { type: 'float32', shape: [1, 3, null, null] } },
      outputs: { output: { type: 'float32', shape: [1, null, 5 + cocoNames.length] } },
    },
    labels: { kind: 'text', names: ['coco_classes.txt'], need: 'optional' },
  },
  load({ sessions, texts }) {
    const labels = texts.labels === null ? cocoNames : labelsOfLines(texts.labels, cocoNames.length);
    const { width, height } = yoloxInputSize(sessions.model);
    const cells = yoloxCells({ width, height });
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
        const { tensor, ...placement } = letterboxTensor(picture, width, height, input);
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
