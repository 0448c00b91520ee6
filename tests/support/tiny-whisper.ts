/**
 * A STAND-IN for Whisper: the real tokenizer and settings of Whisper tiny, which are among the test files, with an encoder and a decoder
 * that are tables (see `tiny-hub-sequences.ts`).
 */
import { readFileSync } from 'node:fs';
import type { HubFolder } from '../../src-main/inference/model.ts';
import { fixture } from './fixtures.ts';
import { hubFolder } from './tiny-hub-models.ts';
import { whisperDecoderGraph, whisperEncoderGraph, type SequencePlace } from './tiny-hub-sequences.ts';

const vocabularySize = 51_865;
const firstTimestamp = 50_364;
const endOfText = 50_257;

function realFile(name: string): object {
  const file = fixture(`models/speech-tokenizer-whisper-tiny/${name}`);
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

/** A word with its leading space, which is one token, and the moment in the window of 30 s at which it is said. */
type SaidWord = readonly [word: string, sec: number, logit?: number];

export interface TinyWhisper {
  /** The language that is detected from the sound, and what is said, by whether the sound is low or high. */
  readonly low: { readonly language: string; readonly words: readonly SaidWord[]; readonly endSec: number };
  readonly high: { readonly language: string; readonly words: readonly SaidWord[]; readonly endSec: number };
  /** Instead of both, once the decoder was told that the language is German. */
  readonly german?: { readonly words: readonly SaidWord[]; readonly endSec: number };
  readonly attentions?: 'exported' | 'left out';
  readonly multilingual?: boolean;
}

export function tinyWhisper(parts: TinyWhisper): Promise<HubFolder> {
  const vocabulary = realFile('vocab.json') as Readonly<Record<string, number>>;
  const generation = realFile('generation_config.json') as {
    readonly lang_to_id: Readonly<Record<string, number>>;
  };
  const languageId = (language: string): number => generation.lang_to_id[`<|${language}|>`] ?? Number.NaN;
  const { low, high, german, multilingual = true } = parts;
  const initial = multilingual ? 3 : 1;
  const said = [low, high, ...(german === undefined ? [low, high] : [german, german])];
  const longest = Math.max(...said.map(({ words }) => words.length)) + initial + 3;
  const sequences = said.map(({ words, endSec }, index): SequencePlace[] => {
    const language = languageId((index % 2 === 0 ? low : high).language);
    // <|startoftranscript|> <|language|> <|transcribe|> are given; what follows the first of them is asked for alone when the language is detected.
    const places: SequencePlace[] = Array.from({ length: initial - 1 }, () => ({
      token: language,
      logit: 20,
      sec: 0,
    }));
    places.push({ token: firstTimestamp, logit: 20, sec: words[0]?.[1] ?? 0 });
    for (const [word, sec, logit] of words) {
      const token = vocabulary[word.replace(' ', 'Ġ')];
      if (token === undefined) throw new Error(`"${word}" is no token of Whisper`);
      places.push({ token, logit: logit ?? 20, sec });
    }
    places.push({ token: firstTimestamp + Math.round(endSec * 50), logit: 20, sec: endSec });
    while (places.length < longest) places.push({ token: endOfText, logit: 20, sec: endSec });
    return places;
  });
  return hubFolder('tiny-whisper', {
    'config.json': { ...realFile('config.json'), ...oneHead, vocab_size: vocabularySize },
    'generation_config.json': { ...generation, alignment_heads: [[0, 0]], is_multilingual: multilingual },
    'preprocessor_config.json': realFile('preprocessor_config.json'),
    'tokenizer.json': realFile('tokenizer.json'),
    'tokenizer_config.json': realFile('tokenizer_config.json'),
    'onnx/encoder_model.onnx': { graph: whisperEncoderGraph() },
    'onnx/decoder_model_merged.onnx': {
      graph: whisperDecoderGraph(sequences, {
        vocabulary: vocabularySize,
        otherLanguage: languageId('de'),
        attentions: parts.attentions ?? 'exported',
      }),
    },
  });
}

const oneHead = {
  d_model: 1,
  encoder_layers: 1,
  decoder_layers: 1,
  encoder_attention_heads: 1,
  decoder_attention_heads: 1,
};
