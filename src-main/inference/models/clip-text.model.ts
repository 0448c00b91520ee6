/**
 * Text features by the text half of CLIP or SigLIP: unit vectors in the space of the vectors that `clip-picture` gives for pictures.
 * CLIP takes 77 tokens, SigLIP 64 (and was trained with every text padded to that length); what is longer is cut off.
 */
import { imageTextTypes, commonSpaceOutputs, loadTextHalf } from '../hub/image-text-pair.ts';
import { loadParts, openHub, runParts } from '../hub/open-hub.ts';
import { outputFloats, rowsOf, unitVector } from '../hub/output-floats.ts';
import { mostTokensOf, tokenBatch } from '../hub/token-batch.ts';
import { defineHubModel } from '../model.ts';

/** For a config.json that leaves out what is the default of its type. */
const positionsByType: Readonly<Record<string, number>> = { clip: 77, siglip: 64 };

export default defineHubModel({
  name: 'clip-text',
  title: 'Pictures and texts in one space: texts',
  task: 'text-features',
  version: 1,
  rank: 80,
  modelTypes: imageTextTypes,
  async load(folder) {
    const hub = await openHub(folder, imageTextTypes);
    const { AutoTokenizer } = hub.transformers;
    const [tokenizer, model] = await loadParts(hub, () =>
      Promise.all([AutoTokenizer.from_pretrained(hub.path, hub.options), loadTextHalf(hub)]),
    );
    const { model_type: type, text_config: textConfig } = hub.config;
    const most = mostTokensOf(tokenizer, textConfig?.max_position_embeddings ?? positionsByType[type]);
    const padTo = type === 'siglip' ? 'most' : 'longest';
    return {
      run: ({ texts }) =>
        runParts(hub, async () => {
          if (texts.length === 0) return { vectors: [] };
          const { inputs } = tokenBatch(hub, tokenizer, texts, { most, padTo });
          const output: unknown = await model.forward(inputs);
          return { vectors: rowsOf(outputFloats(hub, output, commonSpaceOutputs(hub))).map(unitVector) };
        }),
      dispose: async () => {
        await model.dispose();
      },
    };
  },
});
