/**
 * Picture features by the picture half of CLIP or SigLIP: a unit vector that can be compared with those of pictures and, by
 * `clip-text` from the same folder, of texts. It has no classes of its own, so it gives no labels.
 */
import { imageTextTypes, commonSpaceOutputs, loadPictureHalf } from '../hub/image-text-pair.ts';
import { loadParts, openHub, runParts } from '../hub/open-hub.ts';
import { outputFloats, unitVector } from '../hub/output-floats.ts';
import { rawImage } from '../hub/raw-image.ts';
import { defineHubModel } from '../model.ts';

export default defineHubModel({
  name: 'clip-picture',
  title: 'Pictures and texts in one space: pictures',
  task: 'picture-features',
  version: 1,
  rank: 80,
  modelTypes: imageTextTypes,
  async load(folder) {
    const hub = await openHub(folder, imageTextTypes);
    const { AutoImageProcessor } = hub.transformers;
    const [processor, model] = await loadParts(hub, () =>
      Promise.all([AutoImageProcessor.from_pretrained(hub.path, hub.options), loadPictureHalf(hub)]),
    );
    return {
      run: ({ picture }) =>
        runParts(hub, async () => {
          const inputs: unknown = await processor._call([rawImage(hub, picture)]);
          const output: unknown = await model.forward(inputs);
          return { vector: unitVector(outputFloats(hub, output, commonSpaceOutputs(hub)).data), labels: [] };
        }),
      dispose: async () => {
        await model.dispose();
      },
    };
  },
});
