/**
 * Languages as Whisper knows them, and finding out which one is spoken: transformers.js 4 does not (it takes English), so the decoder is run one
 * step on the first 30 s, and of the languages' tokens the likeliest wins, as in OpenAI's `whisper/decoding.py` (`detect_language`).
 */
import type { PreTrainedModel, Tensor } from '@huggingface/transformers';
import { z } from 'zod';
import type { Hub } from './open-hub.ts';
import { outputFloats } from './output-floats.ts';

/** What is read of generation_config.json here. */
export const whisperSettings = z.looseObject({
  /** Without: an English-only model. */
  is_multilingual: z.boolean().nullable().optional(),
  /** "<|en|>" -> id of the token. */
  lang_to_id: z.record(z.string(), z.number().int()).nullable().optional(),
  decoder_start_token_id: z.number().int(),
  /** Of which layers and heads the cross attentions follow the sound; without, words get no times of their own. */
  alignment_heads: z.array(z.array(z.number().int())).nullable().optional(),
  eos_token_id: z.union([z.number().int(), z.tuple([z.number().int()], z.number().int())]),
});
export type WhisperSettings = z.infer<typeof whisperSettings>;

/** Where Whisper's names are not those of ISO 639-1, or it has one name for two. */
const whisperNames: Readonly<Record<string, string>> = { jv: 'jw', nb: 'no', iw: 'he', in: 'id', ji: 'yi' };

/** Whisper's code of a language of ISO 639-1 -> id of its token. English-only models have none. */
function languageTokens({
  is_multilingual: multilingual,
  lang_to_id: ids,
}: WhisperSettings): Map<string, number> {
  if (multilingual !== true) return new Map();
  return new Map(Object.entries(ids ?? {}).map(([token, id]) => [token.replaceAll(/[<|>]/gu, ''), id]));
}

export function isEnglishOnly(settings: WhisperSettings): boolean {
  return languageTokens(settings).size === 0;
}

/** Whisper's code; null for a language that this one does not know. */
export function whisperCode(settings: WhisperSettings, language: string): string | null {
  const tokens = languageTokens(settings);
  return [language, whisperNames[language] ?? ''].find((code) => tokens.has(code)) ?? null;
}

/** ISO 639-1 of Whisper's code. Hawaiian has none there and keeps its "haw" (ISO 639-2). */
export function isoOfWhisper(code: string): string {
  return code === 'jw' ? 'jv' : code;
}

/**
 * Whisper's code of the language that is likeliest spoken.
 * @param inputFeatures shape [1, mel bands, frames], of the first 30 s
 */
export async function detectLanguage(
  hub: Hub,
  model: PreTrainedModel,
  settings: WhisperSettings,
  inputFeatures: Tensor,
): Promise<string> {
  const { Tensor } = hub.transformers;
  const start = BigInt64Array.of(BigInt(settings.decoder_start_token_id));
  const output: unknown = await model.forward({
    input_features: inputFeatures,
    decoder_input_ids: new Tensor('int64', start, [1, 1]),
  });
  const logits = outputFloats(hub, output, ['logits']).data;
  let best = { code: 'en', logit: -Infinity };
  for (const [code, id] of languageTokens(settings)) {
    const logit = logits[id] ?? -Infinity;
    if (logit > best.logit) best = { code, logit };
  }
  return best.code;
}
