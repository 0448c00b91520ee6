/**
 * DeepLab v3 on MobileNetV2 (Chen et al. 2017, "Rethinking Atrous Convolution for Semantic Image Segmentation", arXiv 1706.05587;
 * github.com/tensorflow/models, research/deeplab), trained on PASCAL VOC: says of every pixel which of 20 things it shows. Each
 * connected region of one thing counts as one, so those of a kind that overlap in the picture come as one: detectors tell them apart.
 *
 * Input: red, green, blue from -1 to 1, letterboxed in the middle of the picture's own mean colour. Squeezed into a square, as some do, it
 * loses people who stand; and bars that stand out, black or grey, make screens and couches of pictures that are empty.
 */
import type { DetectedObject } from '../../../src-preload/contract/inference-tasks.ts';
import { defineModel, floatsOf } from '../model.ts';
import { clipBox } from '../picture/boxes.ts';
import { type ClassRegion, classRegions, type SampledPart } from '../picture/class-regions.ts';
import { FloatMemory } from '../picture/float-memory.ts';
import { letterboxTensor } from '../picture/letterbox-tensor.ts';
import { meanColour } from '../picture/mean-colour.ts';
import { pascalVocNames } from '../picture/pascal-voc-names.ts';
import { letterboxPoint, type Placement } from '../picture/resize.ts';

const side = 257;
const classCount = pascalVocNames.length;

/**
 * The network looks at one place in 8 pixels, 33 each way, with the first in the first pixel and the last in the last. This export stretches
 * them over 257 pixels as though each were 257 / 33 wide, which moves all towards the top left: one pixel of the output is this many of the input.
 */
const gridSide = 33;
const inputPixels = (8 * gridSide) / side;
/** What lies between the 33 places is interpolated: fewer pixels tell as much. */
const step = 3;

/** Four places: less is mostly an edge that wavers between two things. */
const leastArea = 4 * (side / gridSide) ** 2;
/** In the clips it was tried on, most of what it was less sure of was not there. */
const leastConfidence = 0.7;

/** Squares of the output that show the picture, without the bars around it. */
function shownPart(placement: Placement): SampledPart {
  const { offsetX, offsetY, contentWidth, contentHeight } = placement;
  const countOf = (length: number): number => Math.max(Math.floor(length / inputPixels / step), 1);
  return {
    left: Math.ceil(offsetX / inputPixels),
    top: Math.ceil(offsetY / inputPixels),
    columns: countOf(contentWidth),
    rows: countOf(contentHeight),
    step,
  };
}

function objectOf(region: ClassRegion, placement: Placement): DetectedObject {
  const { x, y } = letterboxPoint(placement, region.left * inputPixels, region.top * inputPixels);
  const end = letterboxPoint(placement, region.right * inputPixels, region.bottom * inputPixels);
  return {
    label: pascalVocNames[region.classId] ?? '',
    confidence: region.confidence,
    box: clipBox({ x, y, width: end.x - x, height: end.y - y }),
  };
}

export default defineModel({
  ...{ name: 'deeplab-v3', title: 'DeepLab v3, 20 kinds', task: 'objects', version: 1, rank: 10 },
  files: {
    model: {
      kind: 'onnx',
      inputs: { sub_7: { type: 'float32', shape: [1, side, side, 3] } },
      outputs: { ResizeBilinear_3: { type: 'float32', shape: [1, side, side, classCount] } },
    },
  },
  load({ sessions }) {
    const input = {
      layout: 'NHWC',
      channels: 'RGB',
      scale: 1 / 127.5,
      offset: -1,
      place: 'centre',
      memory: new FloatMemory(),
    } as const;
    return {
      async run({ picture }) {
        const { tensor, ...placement } = letterboxTensor(picture, side, side, {
          ...input,
          fill: meanColour(picture),
        });
        const outputs = await sessions.model.run({ sub_7: tensor });
        const map = { scores: floatsOf(outputs['ResizeBilinear_3']), width: side, classCount };
        const regions = classRegions(map, shownPart(placement), { leastArea, leastConfidence });
        return { objects: regions.map((region) => objectOf(region, placement)) };
      },
    };
  },
});
