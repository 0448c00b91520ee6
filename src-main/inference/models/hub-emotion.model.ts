/**
 * Emotion of faces by an image classifier in Hugging Face's layout, as there are for FER2013 and AffectNet: a crop of the face goes in,
 * all emotions come out. Labels are the model's own in lower case, so that "Happy" of one model and "happy" of another are the same.
 */
import type { Box, Picture } from '../../../src-preload/contract/inference-tasks.ts';
import { loadParts, openHub, runParts } from '../hub/open-hub.ts';
import { classLabels, outputFloats, rowsOf, scoredLabels, softmax } from '../hub/output-floats.ts';
import { rawImage } from '../hub/raw-image.ts';
import { defineHubModel } from '../model.ts';
import { cropRegion, squareAround } from '../picture/crop.ts';

const modelTypes = [
  'vit',
  'deit',
  'beit',
  'swin',
  'convnext',
  'convnextv2',
  'dinov2',
  'resnet',
  'efficientnet',
  'mobilenet_v1',
  'mobilenet_v2',
  'mobilenet_v3',
  'mobilevit',
  'mobilevitv2',
];

/** Their crops show the face with a little around it, where detectors end at brows and chin. */
const widenedBy = 1.1;

export default defineHubModel({
  name: 'hub-emotion',
  title: 'Emotion of faces',
  task: 'emotion',
  version: 1,
  rank: 70,
  modelTypes,
  async load(folder) {
    const hub = await openHub(folder, modelTypes);
    const labels = classLabels(hub).map((label) => label.toLowerCase());
    const { AutoImageProcessor, AutoModelForImageClassification } = hub.transformers;
    const [processor, model] = await loadParts(hub, () =>
      Promise.all([
        AutoImageProcessor.from_pretrained(hub.path, hub.options),
        AutoModelForImageClassification.from_pretrained(hub.path, hub.options),
      ]),
    );
    return {
      run: ({ picture, boxes }) =>
        runParts(hub, async () => {
          if (boxes.length === 0) return { faces: [] };
          const crops = boxes.map((box) => rawImage(hub, faceCrop(picture, box)));
          const inputs: unknown = await processor._call(crops);
          const output: unknown = await model.forward(inputs);
          const logits = rowsOf(outputFloats(hub, output, ['logits']));
          return { faces: logits.map((row) => ({ scores: scoredLabels(softmax(row), labels) })) };
        }),
      dispose: async () => {
        await model.dispose();
      },
    };
  },
});

/** In the size that it has in the picture: the model's own processor scales it. */
function faceCrop(picture: Picture, box: Box): Picture {
  const region = squareAround(box, picture, widenedBy);
  const side = Math.max(1, Math.round(region.width));
  return cropRegion(picture, region, side, side);
}
