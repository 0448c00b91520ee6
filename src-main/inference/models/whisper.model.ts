/**
 * Whisper (Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022) in Hugging Face's layout:
 * `onnx/encoder_model*.onnx`, `onnx/decoder_model_merged*.onnx`, its tokenizer and `generation_config.json`.
 *
 * Words get times from the cross attentions by dynamic time warping, where the export has them ("…_timestamped" ones do) and
 * generation_config.json names the alignment heads; confidence is then the mean probability of a word's tokens. Else segments have times, over
 * which their words are spread by length, and no confidence. Sound longer than 30 s is heard in windows of 30 s that
 * overlap by 5 s on each side and are joined where their tokens agree.
 */
import type { AutomaticSpeechRecognitionPipeline } from '@huggingface/transformers';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { loadParts, openHub, readHubJson, runParts, type Hub } from '../hub/open-hub.ts';
import { spokenWords, wordConfidences, type HeardPiece } from '../hub/spoken-words.ts';
import {
  detectLanguage,
  isEnglishOnly,
  isoOfWhisper,
  whisperCode,
  whisperSettings,
  type WhisperSettings,
} from '../hub/whisper-language.ts';
import { listenForTokens } from '../hub/whisper-listeners.ts';
import { beginTokensWhereOthersEnd } from '../hub/whisper-token-times.ts';
import { defineHubModel } from '../model.ts';

const modelTypes = ['whisper', 'lite-whisper'];

const sampleRate = 16_000;
const windowSec = 30;
const overlapSec = 5;
/** Of full scale: two steps of 16 bits. Sound that never gets louder is dither, in which Whisper would hear words all the same. */
const silentPeak = 2 / 32_768;
/** Less than this is not even one frame of the spectrogram. */
const shortestSound = 0.025 * sampleRate;

interface Listener {
  readonly hub: Hub;
  readonly transcriber: AutomaticSpeechRecognitionPipeline;
  readonly settings: WhisperSettings;
  readonly times: 'words' | 'segments';
}

export default defineHubModel({
  name: 'whisper',
  title: 'Whisper',
  task: 'transcript',
  version: 1,
  rank: 60,
  modelTypes,
  async load(folder) {
    const hub = await openHub(folder, modelTypes);
    const settings = await readHubJson(hub.path, 'generation_config.json', whisperSettings);
    if (settings === null) {
      throw new AppError('model-damaged', { file: hub.path, detail: 'it has no generation_config.json' });
    }
    const { pipeline } = hub.transformers;
    const transcriber = await loadParts(hub, () =>
      pipeline('automatic-speech-recognition', hub.path, hub.options),
    );
    beginTokensWhereOthersEnd(hub.transformers, transcriber.model);
    const listener = { hub, transcriber, settings, times: timesOf(transcriber, settings) };
    return {
      run: ({ samples, language }) => runParts(hub, () => transcribe(listener, samples, language)),
      dispose: async () => {
        await transcriber.dispose();
      },
    };
  },
});

function timesOf(
  transcriber: AutomaticSpeechRecognitionPipeline,
  settings: WhisperSettings,
): Listener['times'] {
  const { sessions } = transcriber.model as unknown as {
    readonly sessions: Readonly<Record<string, { readonly outputNames: readonly string[] }>>;
  };
  const outputs = sessions['decoder_model_merged']?.outputNames ?? [];
  const hasAttentions = outputs.some((name) => name.startsWith('cross_attentions'));
  return hasAttentions && (settings.alignment_heads ?? []).length > 0 ? 'words' : 'segments';
}

async function transcribe(
  listener: Listener,
  samples: Float32Array,
  language: string | null,
): Promise<TaskOutput<'transcript'>> {
  if (samples.length < shortestSound || isSilent(samples)) return { language, words: [] };
  const code = await languageCode(listener, samples, language);
  const spoken = isoOfWhisper(code);
  const pieces = await heardPieces(listener, samples, code);
  return { language: spoken, words: spokenWords(pieces, samples.length / sampleRate, spoken) };
}

function isSilent(samples: Float32Array): boolean {
  for (const sample of samples) if (Math.abs(sample) > silentPeak) return false;
  return true;
}

/** A language that is given but not known to this model is found out as if none were. */
async function languageCode(
  { hub, transcriber, settings }: Listener,
  samples: Float32Array,
  language: string | null,
): Promise<string> {
  if (isEnglishOnly(settings)) return 'en';
  const given = language === null ? null : whisperCode(settings, language);
  if (given !== null) return given;
  const inputs: unknown = await transcriber.processor(samples.subarray(0, windowSec * sampleRate));
  const features = (inputs as { readonly input_features: Parameters<typeof detectLanguage>[3] })
    .input_features;
  return detectLanguage(hub, transcriber.model, settings, features);
}

async function heardPieces(listener: Listener, samples: Float32Array, code: string): Promise<HeardPiece[]> {
  const { hub, transcriber, settings, times } = listener;
  const { eos_token_id: end } = settings;
  const heard = listenForTokens(hub.transformers, Array.isArray(end) ? end[0] : end);
  const isLong = samples.length > windowSec * sampleRate;
  const { chunks } = await transcriber(samples, {
    return_timestamps: times === 'words' ? 'word' : true,
    logits_processor: heard.processors,
    ...(isLong && { chunk_length_s: windowSec, stride_length_s: overlapSec }),
    ...(!isEnglishOnly(settings) && { language: code, task: 'transcribe' }),
  });
  const found = chunks ?? [];
  const confidences =
    times === 'words'
      ? wordConfidences(
          found.map(({ text }) => text),
          heard.chosen,
          (ids) => transcriber.tokenizer.decode([...ids]),
        )
      : [];
  return found.map(({ text, timestamp }, index) => {
    // Typed as numbers, but null where Whisper gave no time.
    const [startSec, endSec] = timestamp as readonly [number | null, number | null];
    return { text, startSec, endSec, confidence: confidences[index] ?? null };
  });
}
