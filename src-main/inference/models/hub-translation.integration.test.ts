/** With STAND-INS of a few operators in place of weights: see tests/support/tiny-hub-sequences.ts. */
import { describe, expect, it } from 'vitest';
import { hubFolder, type HubFiles } from '../../../tests/support/tiny-hub-models.ts';
import {
  translationDecoderGraph,
  translationEncoderGraph,
} from '../../../tests/support/tiny-hub-sequences.ts';
import hubTranslation from './hub-translation.model.ts';

const vocabulary = [
  '</s>',
  '<unk>',
  '<pad>',
  'eng_Latn',
  'deu_Latn',
  'fra_Latn',
  '▁dog',
  '▁runs.',
  '▁the',
  '▁Hund',
  '▁läuft.',
  '▁der',
  '▁chien',
  '▁court.',
  '▁le',
];
const special = vocabulary.slice(0, 6);
const idOf = (token: string): number => vocabulary.indexOf(token);

/** Every token as itself, but for these. */
function dictionary(pairs: readonly (readonly [string, string])[]): number[] {
  const found = new Map(pairs.map(([from, to]) => [idOf(from), idOf(to)]));
  return vocabulary.map((_, id) => found.get(id) ?? id);
}

const toGerman = dictionary([
  ['▁dog', '▁Hund'],
  ['▁runs.', '▁läuft.'],
  ['▁the', '▁der'],
]);
const toFrench = dictionary([
  ['▁dog', '▁chien'],
  ['▁runs.', '▁court.'],
  ['▁the', '▁le'],
]);

/** A real tokenizer with SentencePiece's marks: `before` stands before the text, </s> after it. */
function tokenizer(tokenizerClass: string, before: readonly string[]): HubFiles {
  const token = (id: string): object => ({ SpecialToken: { id, type_id: 0 } });
  const named = special.map((id) => [id, { id, ids: [idOf(id)], tokens: [id] }]);
  const metaspace = { type: 'Metaspace', replacement: '▁', add_prefix_space: true, prepend_scheme: 'always' };
  return {
    'tokenizer.json': {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: special.map((content, id) => ({ id, content, special: true, normalized: false })),
      normalizer: null,
      pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, metaspace] },
      post_processor: {
        type: 'TemplateProcessing',
        single: [...before.map(token), { Sequence: { id: 'A', type_id: 0 } }, token('</s>')],
        pair: [],
        special_tokens: Object.fromEntries(named) as object,
      },
      decoder: metaspace,
      model: {
        type: 'WordLevel',
        vocab: Object.fromEntries(vocabulary.map((each, id) => [each, id])),
        unk_token: '<unk>',
      },
    },
    'tokenizer_config.json': {
      tokenizer_class: tokenizerClass,
      model_max_length: 512,
      eos_token: '</s>',
      pad_token: '<pad>',
      unk_token: '<unk>',
      additional_special_tokens: special.slice(3),
    },
  };
}

function translator(config: object, tokens: HubFiles): HubFiles {
  const settings = { eos_token_id: idOf('</s>'), pad_token_id: idOf('<pad>'), max_length: 64 };
  return {
    'config.json': {
      is_encoder_decoder: true,
      vocab_size: vocabulary.length,
      d_model: 1,
      encoder_layers: 1,
      decoder_layers: 1,
      encoder_attention_heads: 1,
      decoder_attention_heads: 1,
      ...settings,
      ...config,
    },
    'generation_config.json': { ...settings, ...config },
    ...tokens,
    'onnx/encoder_model.onnx': { graph: translationEncoderGraph() },
    'onnx/decoder_model_merged.onnx': {
      graph: translationDecoderGraph([toGerman, toFrench], idOf('fra_Latn')),
    },
  };
}

describe('Marian', () => {
  const files = translator(
    { model_type: 'marian', decoder_start_token_id: idOf('<pad>') },
    tokenizer('MarianTokenizer', []),
  );

  it('translates sentence by sentence, whatever languages are named', async () => {
    const model = await hubTranslation.load(await hubFolder('opus-mt-en-de', files));
    const texts = ['the dog runs. the dog runs.', '', 'the dog'];
    const german = ['der Hund läuft. der Hund läuft.', '', 'der Hund'];
    expect(await model.run({ texts, from: 'en', to: 'de' })).toEqual({ texts: german });
    expect(await model.run({ texts: ['the dog'], from: 'ja', to: 'sw' })).toEqual({ texts: ['der Hund'] });
    await model.dispose?.();
  });
});

describe('NLLB', () => {
  const files = translator(
    { model_type: 'm2m_100', decoder_start_token_id: idOf('</s>') },
    tokenizer('NllbTokenizer', ['eng_Latn']),
  );

  it('translates into the language asked for, by its FLORES code', async () => {
    const model = await hubTranslation.load(await hubFolder('nllb', files));
    const given = { texts: ['the dog runs.'], from: 'en' };
    expect(await model.run({ ...given, to: 'de' })).toEqual({ texts: ['der Hund läuft.'] });
    expect(await model.run({ ...given, to: 'fr' })).toEqual({ texts: ['le chien court.'] });
    expect(await model.run({ ...given, to: 'de' })).toEqual({ texts: ['der Hund läuft.'] });
    await model.dispose?.();
  });

  it('says so where it does not know a language', async () => {
    const model = await hubTranslation.load(await hubFolder('nllb', files));
    const asked = model.run({ texts: ['the dog'], from: 'en', to: 'tlh' });
    await expect(asked).rejects.toMatchObject({ code: 'bad-arguments' });
    await model.dispose?.();
  });
});
