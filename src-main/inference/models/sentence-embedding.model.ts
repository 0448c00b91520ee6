/**
 * Sentence embeddings by BERT-like encoders: all-MiniLM, multilingual-e5 and their kin. The vector of a text is the mean over its
 * tokens, with length 1 (Reimers & Gurevych, "Sentence-BERT", 2019); where the folder's `1_Pooling/config.json` says so, that of the first token.
 *
 * e5 was trained with "query: " or "passage: " before each text and does badly without (Wang et al., "Text Embeddings by Weakly-Supervised
 * Contrastive Pre-training", 2022). It is told by `config_sentence_transformers.json` where that names prompts, else by the name of
 * the repository in config.json's `_name_or_path`, else by the folder's own name.
 */
import { basename } from 'node:path';
import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';
import { z } from 'zod';
import type { TaskInput, TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { loadParts, openHub, readHubJson, runParts, type Hub } from '../hub/open-hub.ts';
import { outputFloats, rowsOf, unitVector } from '../hub/output-floats.ts';
import { mostTokensOf, tokenBatch, type TokenBatch } from '../hub/token-batch.ts';
import { defineHubModel } from '../model.ts';

const modelTypes = [
  'bert',
  'distilbert',
  'roberta',
  'xlm-roberta',
  'camembert',
  'mpnet',
  'albert',
  'electra',
  'deberta-v2',
  'modernbert',
  'nomic_bert',
];

const pooling = z.looseObject({ pooling_mode_cls_token: z.boolean().optional() });
const sentenceLimit = z.looseObject({ max_seq_length: z.number().int().positive().nullable().optional() });
const sentenceSettings = z.looseObject({ prompts: z.record(z.string(), z.string().nullable()).optional() });

type Purpose = TaskInput<'text-embedding'>['purpose'];

interface Encoder {
  readonly hub: Hub;
  readonly tokenizer: PreTrainedTokenizer;
  readonly model: PreTrainedModel;
  readonly pooled: 'mean' | 'first token';
  readonly mostTokens: number;
  readonly prefixes: Readonly<Record<Purpose, string>>;
}

/** Texts at a time: more of them need more memory and run no faster on a CPU. */
const batchSize = 16;

export default defineHubModel({
  name: 'sentence-embedding',
  title: 'Sentence embedding',
  task: 'text-embedding',
  version: 1,
  rank: 50,
  modelTypes,
  async load(folder) {
    const encoder = await openEncoder(await openHub(folder, modelTypes));
    return {
      run: ({ texts, purpose }) => runParts(encoder.hub, () => embed(encoder, texts, purpose)),
      dispose: async () => {
        await encoder.model.dispose();
      },
    };
  },
});

async function openEncoder(hub: Hub): Promise<Encoder> {
  const { AutoModel, AutoTokenizer } = hub.transformers;
  const [tokenizer, model] = await loadParts(hub, () =>
    Promise.all([
      AutoTokenizer.from_pretrained(hub.path, hub.options),
      AutoModel.from_pretrained(hub.path, hub.options),
    ]),
  );
  const pool = await readHubJson(hub.path, '1_Pooling/config.json', pooling);
  const limit = await readHubJson(hub.path, 'sentence_bert_config.json', sentenceLimit);
  return {
    hub,
    tokenizer,
    model,
    pooled: pool?.pooling_mode_cls_token === true ? 'first token' : 'mean',
    mostTokens: mostTokensOf(tokenizer, positionsFor(hub), limit?.max_seq_length ?? undefined),
    prefixes: await prefixesFor(hub),
  };
}

/** RoBERTa counts positions from that of its padding token + 1, so two of them are never used. */
function positionsFor({ config }: Hub): number | undefined {
  const positions = config.max_position_embeddings;
  const countsFromPadding = ['roberta', 'xlm-roberta', 'camembert', 'mpnet'].includes(config.model_type);
  return positions !== undefined && countsFromPadding ? positions - 2 : positions;
}

async function prefixesFor(hub: Hub): Promise<Record<Purpose, string>> {
  const settings = await readHubJson(hub.path, 'config_sentence_transformers.json', sentenceSettings);
  const named = settings?.prompts ?? {};
  const query = named['query'];
  const passage = named['passage'] ?? named['document'];
  if (typeof query === 'string' || typeof passage === 'string') {
    return { query: query ?? '', passage: passage ?? '' };
  }
  return isOfE5(hub) ? { query: 'query: ', passage: 'passage: ' } : { query: '', passage: '' };
}

/** e5-small-v2, multilingual-e5-base …; e5-mistral, which wants instructions instead, is of another type. */
function isOfE5({ config, path }: Hub): boolean {
  return [config._name_or_path ?? '', basename(path)].some((name) => /(?:^|[/_-])e5(?:[_-]|$)/iu.test(name));
}

async function embed(
  encoder: Encoder,
  texts: readonly string[],
  purpose: Purpose,
): Promise<TaskOutput<'text-embedding'>> {
  const { hub, tokenizer, mostTokens } = encoder;
  const vectors: Float32Array<ArrayBuffer>[] = [];
  const tokenCounts: number[] = [];
  for (let start = 0; start < texts.length; start += batchSize) {
    const given = texts.slice(start, start + batchSize).map((text) => encoder.prefixes[purpose] + text);
    const batch = tokenBatch(hub, tokenizer, given, { most: mostTokens, padTo: 'longest' });
    vectors.push(...(await vectorsOf(encoder, batch)));
    tokenCounts.push(...batch.tokenCounts);
  }
  return { vectors, tokenCounts, mostTokens };
}

async function vectorsOf(
  { hub, model, pooled }: Encoder,
  { inputs }: TokenBatch,
): Promise<Float32Array<ArrayBuffer>[]> {
  const output: unknown = await model.forward(inputs);
  const { data, dims } = outputFloats(hub, output, ['last_hidden_state', 'token_embeddings']);
  const { Tensor, mean_pooling: meanPooling } = hub.transformers;
  const hidden = new Tensor('float32', data, [...dims]);
  const perText = pooled === 'mean' ? meanPooling(hidden, inputs.attention_mask) : hidden.slice(null, 0);
  return rowsOf(outputFloats(hub, { perText }, ['perText'])).map(unitVector);
}
