/** The ways there are to write down speech, and which of them is taken. */
import type { Inference, SpeechProgram, SpeechTools } from '../pipeline/stage.ts';
import type { SoundPiece } from './piece-cutter.ts';
import { mean } from './sample-runs.ts';
import type { Word } from './transcript-segments.ts';

export const engineChoices = ['auto', 'whisper', 'whisper-cpp', 'pocketsphinx'] as const;
export type EngineChoice = (typeof engineChoices)[number];

export interface HeardPieces {
  /** ISO 639-1. */
  readonly language: string | null;
  /** One list for each piece; times are seconds from the piece's beginning. */
  readonly pieces: readonly (readonly Word[])[];
}

export interface SpeechEngine {
  /** With its version, where it is a program. */
  readonly title: string;
  /** Sound of so much speech is given to it at a time, in seconds. */
  readonly batchSec: number;
  /**
   * @param language ISO 639-1; null: to be found out
   * @param onHeard told how many more of the pieces were heard, whenever some were
   */
  hear(
    pieces: readonly SoundPiece[],
    language: string | null,
    onHeard: (pieceCount: number) => void,
  ): Promise<HeardPieces>;
  /** Why all that was heard is better not believed, for people; null: nothing speaks against it. */
  doubt(words: readonly Word[]): string | null;
}

/** Sound that is held in memory: 16-bit samples of so much are 10 MB. */
const modelBatchSec = 300;
/**
 * A program gives no sign before it has heard all that it was started for, which takes some times as long as it lasts: with so much, a run is
 * known to be alive every few minutes even on a slow machine.
 */
const programBatchSec = 60;

interface EngineRequest {
  readonly choice: EngineChoice;
  /** ISO 639-1 of what is spoken, as far as anybody says; null: nobody does. */
  readonly language: string | null;
  readonly infer: Inference;
  readonly speech: SpeechTools;
}

/** Models before programs, and among these the best first. `missing`: why there is none, for people. */
export function chooseEngine(request: EngineRequest): SpeechEngine | { readonly missing: string } {
  const { choice, language, infer, speech } = request;
  const model = choice === 'auto' || choice === 'whisper' ? infer.modelFor('transcript') : null;
  if (model !== null) return modelEngine(model.title, infer);
  const wanted = speech.programs.filter(({ name }) => choice === 'auto' || choice === name);
  const program = wanted.find((each) => knows(each, language));
  if (program !== undefined) return programEngine(program, speech, language);
  return { missing: `model missing: transcript${whyNot(request, wanted[0])}` };
}

function knows({ languages }: SpeechProgram, language: string | null): boolean {
  return languages === null || language === null || languages.includes(language);
}

function whyNot({ choice, language }: EngineRequest, unable: SpeechProgram | undefined): string {
  if (unable !== undefined) return ` (${unable.title} does not know the language "${language ?? ''}")`;
  return choice === 'auto' || choice === 'whisper' ? '' : ` (${choice} is not installed here)`;
}

/** Models take one piece at a time; all are taken to be in the language that was heard first, as openai-whisper does it. */
function modelEngine(title: string, infer: Inference): SpeechEngine {
  let heard: string | null = null;
  return {
    title,
    batchSec: modelBatchSec,
    doubt: () => null,
    async hear(pieces, language, onHeard) {
      const words: (readonly Word[])[] = [];
      for (const { samples } of pieces) {
        const sound = Float32Array.from(samples, (value) => value / 32_768);
        const answer = await infer.run('transcript', { samples: sound, language: language ?? heard });
        if (answer.words.length > 0) heard ??= answer.language;
        words.push(answer.words);
        onHeard(1);
      }
      return { language: language ?? heard, pieces: words };
    },
  };
}

function programEngine(program: SpeechProgram, speech: SpeechTools, spoken: string | null): SpeechEngine {
  const { name, title } = program;
  return {
    title,
    batchSec: programBatchSec,
    doubt: (words) => (spoken === null ? notItsLanguage(program, words) : null),
    async hear(pieces, language, onHeard) {
      const answer = await speech.transcribe(name, {
        pieces: pieces.map(({ samples }) => samples),
        language,
      });
      onHeard(pieces.length);
      return answer;
    },
  };
}

/** Where nobody says what is spoken, a program that knows one language hears that in every other. */
function notItsLanguage(
  { title, languages, leastConfidence }: SpeechProgram,
  words: readonly Word[],
): string | null {
  const confidences = words.flatMap(({ confidence }) => confidence ?? []);
  if (languages === null || leastConfidence === null || confidences.length === 0) return null;
  const sureness = mean(confidences);
  if (sureness >= leastConfidence) return null;
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const known = languages.map((each) => names.of(each) ?? each).join(' or ');
  const percent = `${String(Math.round(sureness * 100))} %`;
  return `model missing: transcript (the speech does not seem to be ${known}: ${title} is ${percent} sure of its words; install a Whisper pack, or say what is spoken)`;
}

/** Undetermined, several, no speech, uncoded. */
const noLanguages: ReadonlySet<string> = new Set(['und', 'mul', 'zxx', 'mis']);

/** ISO 639-1 (or 639-3 where there is none) of a track's tag such as "ger", "deu" or "pt-BR"; null where it says nothing. */
export function languageOfTag(tag: string | null): string | null {
  try {
    const [canonical = 'und'] = Intl.getCanonicalLocales(tag ?? 'und');
    const language = canonical.split('-')[0] ?? 'und';
    return noLanguages.has(language) ? null : language;
  } catch {
    return null;
  }
}

/** On the clip's clock, within their piece, and without those that are empty or have no times. */
export function placeWords(words: readonly Word[], piece: { startSec: number; endSec: number }): Word[] {
  return words.flatMap(({ text, startSec, endSec, confidence }) => {
    const trimmed = text.trim();
    if (trimmed === '' || !Number.isFinite(startSec)) return [];
    const within = (timeSec: number): number => Math.min(Math.max(timeSec, piece.startSec), piece.endSec);
    const from = within(piece.startSec + startSec);
    const to = Number.isFinite(endSec) ? within(piece.startSec + endSec) : from;
    return [{ text: trimmed, startSec: from, endSec: Math.max(from, to), confidence }];
  });
}
