/** The ways there are to write down speech, and which of them is taken. */
import type { Inference, SpeechProgram, SpeechTools } from '../pipeline/stage.ts';
import type { SoundPiece } from './piece-cutter.ts';
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
  /** @param language ISO 639-1; null: to be found out */
  hear(pieces: readonly SoundPiece[], language: string | null): Promise<HeardPieces>;
}

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
  if (program !== undefined) return programEngine(program, speech);
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
    async hear(pieces, language) {
      const words: (readonly Word[])[] = [];
      for (const { samples } of pieces) {
        const sound = Float32Array.from(samples, (value) => value / 32_768);
        const answer = await infer.run('transcript', { samples: sound, language: language ?? heard });
        if (answer.words.length > 0) heard ??= answer.language;
        words.push(answer.words);
      }
      return { language: language ?? heard, pieces: words };
    },
  };
}

function programEngine({ name, title }: SpeechProgram, speech: SpeechTools): SpeechEngine {
  return {
    title,
    hear: (pieces, language) =>
      speech.transcribe(name, { pieces: pieces.map(({ samples }) => samples), language }),
  };
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
