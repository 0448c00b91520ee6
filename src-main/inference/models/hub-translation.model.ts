/**
 * Translation by encoder–decoder models in Hugging Face's layout, sentence by sentence, greedily.
 *
 * Marian (Helsinki-NLP's opus-mt-…): one pair of languages a model, so `from` and `to` choose nothing. NLLB-200 (NLLB Team, "No Language
 * Left Behind", 2022) and M2M-100: the languages are given by code; FLORES codes for the one, ISO 639-1 for the other.
 */
import { AppError } from '../../../src-preload/contract/errors.ts';
import { floresCodes } from '../hub/flores-codes.ts';
import { loadParts, openHub, runParts } from '../hub/open-hub.ts';
import { joinSentences, sentencesOf } from '../hub/sentences.ts';
import { defineHubModel } from '../model.ts';

const modelTypes = ['marian', 'm2m_100'];

export default defineHubModel({
  name: 'hub-translation',
  title: 'Translation',
  task: 'translation',
  version: 1,
  rank: 50,
  modelTypes,
  async load(folder) {
    const hub = await openHub(folder, modelTypes);
    const { pipeline } = hub.transformers;
    const translator = await loadParts(hub, () => pipeline('translation', hub.path, hub.options));
    const translate = async (sentence: string, languages: object): Promise<string> => {
      const output: unknown = await translator(sentence, languages as Parameters<typeof translator>[1]);
      return translationIn(output);
    };
    return {
      run: ({ texts, from, to }) =>
        runParts(hub, async () => {
          const languages = languageOptions(translator.tokenizer, from, to);
          const translated = [];
          for (const text of texts) {
            const sentences = [];
            // One at a time: in a batch, transformers.js writes on after the end of the shorter ones.
            for (const sentence of sentencesOf(text, from)) {
              sentences.push(await translate(sentence, { ...languages }));
            }
            translated.push(joinSentences(sentences, to));
          }
          return { texts: translated };
        }),
      dispose: async () => {
        await translator.dispose();
      },
    };
  },
});

/** `src_lang` and `tgt_lang`, where the tokenizer knows languages. @throws AppError bad-arguments for one that it does not know */
function languageOptions(tokenizer: object, from: string, to: string): object {
  if (!('language_codes' in tokenizer) || !Array.isArray(tokenizer.language_codes)) return {};
  const known = new Set<unknown>(tokenizer.language_codes);
  const codeOf = (language: string): string => {
    const code = [language, floresCodes.get(language)].find((each) => known.has(each));
    if (code !== undefined) return code;
    throw new AppError('bad-arguments', { detail: `the translation model does not know "${language}"` });
  };
  return { src_lang: codeOf(from), tgt_lang: codeOf(to) };
}

function translationIn(output: unknown): string {
  const first: unknown = Array.isArray(output) ? output[0] : output;
  const text =
    typeof first === 'object' && first !== null && 'translation_text' in first
      ? first.translation_text
      : null;
  if (typeof text !== 'string') throw new TypeError('transformers.js gave no translation');
  return text.trim();
}
