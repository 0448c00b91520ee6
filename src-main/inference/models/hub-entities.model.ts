/**
 * Named entities by a token classifier in Hugging Face's layout: BERT and its kin, fine-tuned on CoNLL-2003 (Tjong Kim Sang & De Meulder,
 * 2003) or another corpus with BIO labels. A word's label comes from the mean over its tokens; texts of any length are read in windows.
 */
import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';
import { entitySpans, labelOfWord, type Entity, type LabelledWord } from '../hub/entity-spans.ts';
import { loadParts, openHub, runParts, type Hub } from '../hub/open-hub.ts';
import { classLabels, outputFloats, rowsOf, softmax } from '../hub/output-floats.ts';
import { mostTokensOf } from '../hub/token-batch.ts';
import {
  tokenizeWords,
  wordsWithOffsets,
  wordWindows,
  type WordSplit,
  type WordTokens,
} from '../hub/words-with-offsets.ts';
import { defineHubModel } from '../model.ts';

const modelTypes = [
  'bert',
  'distilbert',
  'roberta',
  'xlm-roberta',
  'camembert',
  'electra',
  'deberta-v2',
  'modernbert',
];

interface Tagger {
  readonly hub: Hub;
  readonly tokenizer: PreTrainedTokenizer;
  readonly model: PreTrainedModel;
  readonly labels: readonly string[];
}

/** BERT's 512 and RoBERTa's 514 positions, with room for special tokens. */
const mostTokens = 500;

export default defineHubModel({
  name: 'hub-entities',
  title: 'Names of people, places and organisations',
  task: 'entities',
  version: 1,
  rank: 50,
  modelTypes,
  async load(folder) {
    const hub = await openHub(folder, modelTypes);
    const { AutoModelForTokenClassification, AutoTokenizer } = hub.transformers;
    const [tokenizer, model] = await loadParts(hub, () =>
      Promise.all([
        AutoTokenizer.from_pretrained(hub.path, hub.options),
        AutoModelForTokenClassification.from_pretrained(hub.path, hub.options),
      ]),
    );
    const tagger = { hub, tokenizer, model, labels: classLabels(hub) };
    return {
      run: ({ text }) => runParts(hub, async () => ({ entities: await entitiesIn(tagger, text) })),
      dispose: async () => {
        await model.dispose();
      },
    };
  },
});

async function entitiesIn(tagger: Tagger, text: string): Promise<Entity[]> {
  const { tokenizer, hub } = tagger;
  const words = tokenizeWords(tokenizer, wordsWithOffsets(text, splitOf(tokenizer)));
  const special = tokenizer.encode('').length;
  const most = Math.min(mostTokens, mostTokensOf(tokenizer, hub.config.max_position_embeddings)) - special;
  const counts = words.map(({ ids }) => ids.length);
  const labelled: LabelledWord[] = [];
  for (const { from, to, keepFrom, keepTo } of wordWindows(counts, most)) {
    const ofWindow = await labelWords(tagger, words.slice(from, to), most);
    labelled.push(...ofWindow.slice(keepFrom - from, keepTo - from));
  }
  return entitySpans(text, labelled);
}

function splitOf(tokenizer: PreTrainedTokenizer): WordSplit {
  const settings = tokenizer._tokenizerJSON as {
    readonly pre_tokenizer?: { readonly type?: unknown } | null;
  };
  return settings.pre_tokenizer?.type === 'BertPreTokenizer' ? 'words and marks' : 'words';
}

async function labelWords(
  tagger: Tagger,
  words: readonly WordTokens[],
  most: number,
): Promise<LabelledWord[]> {
  const { hub, tokenizer, model, labels } = tagger;
  const ids = words.flatMap((word) => word.ids).slice(0, most);
  // Special tokens stand at both ends: [CLS] … [SEP], <s> … </s>.
  const [opening, ...closing] = tokenizer.encode('');
  const before = opening === undefined ? [] : [opening];
  const given = BigInt64Array.from([...before, ...ids, ...closing].map(BigInt));
  const dims = [1, given.length];
  const { Tensor } = hub.transformers;
  const output: unknown = await model.forward({
    input_ids: new Tensor('int64', given, dims),
    attention_mask: new Tensor('int64', new BigInt64Array(given.length).fill(1n), dims),
  });
  const rows = rowsOf(outputFloats(hub, output, ['logits'])).map(softmax);
  let at = before.length;
  return words.map((word) => {
    const own = rows.slice(at, Math.min(at + word.ids.length, before.length + ids.length));
    at += word.ids.length;
    return { ...word, ...labelOfWord(own, labels) };
  });
}
