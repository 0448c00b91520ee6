/**
 * What stages may ask of programs that write down speech, where there are any on this machine. The engine hands each stage
 * run an instance that is bound to it: its children die with the run, and their time and memory are counted for it.
 */
import type { TaskOutput } from '../../src-preload/contract/inference-tasks.ts';
import type { UsageRecorder } from '../platform/resource-usage.ts';

export type HeardWord = TaskOutput<'transcript'>['words'][number];

export const speechProgramNames = ['whisper-cpp', 'pocketsphinx'] as const;
export type SpeechProgramName = (typeof speechProgramNames)[number];

export interface SpeechProgram {
  readonly name: SpeechProgramName;
  /** What a person calls it, with what is known of its version and model: "PocketSphinx 0.8", "whisper.cpp (ggml-base.en)". */
  readonly title: string;
  /** What results are keyed by: another version or another model has another key. */
  readonly key: string;
  /** ISO 639-1; null: it finds the language out, or knows many. */
  readonly languages: readonly string[] | null;
  /**
   * Least mean confidence of its words, 0 to 1: below it, what is spoken is none of its languages. null: it cannot be told so.
   */
  readonly leastConfidence: number | null;
}

export interface SpeechRequest {
  /** Mono, 16 kHz. Each is a stretch of speech with some silence at both ends. */
  readonly pieces: readonly Int16Array[];
  /** ISO 639-1; null: to be found out. */
  readonly language: string | null;
}

export interface WrittenSpeech {
  readonly language: string | null;
  /** One list for each piece; times are seconds from the piece's beginning. */
  readonly pieces: readonly (readonly HeardWord[])[];
}

export interface SpeechTools {
  /** Those found, best first. */
  readonly programs: readonly SpeechProgram[];
  /** @throws AppError tool-missing, tool-failed, tool-crashed, timeout, cancelled, disk-full, out-of-memory */
  transcribe(program: SpeechProgramName, request: SpeechRequest): Promise<WrittenSpeech>;
}

/** What the tools of one run are bound to. */
export interface SpeechRunBinding {
  /** The clip's file, for errors. */
  readonly filePath: string;
  /** A folder of this run alone, where sound is put for the programs. */
  readonly tempDir: string;
  readonly signal: AbortSignal;
  readonly usage: UsageRecorder;
}

export interface SpeechToolbox {
  readonly programs: readonly SpeechProgram[];
  forRun(binding: SpeechRunBinding): SpeechTools;
}

/** A program with the way to run it. */
export interface SpeechAdapter {
  readonly program: SpeechProgram;
  transcribe(binding: SpeechRunBinding, request: SpeechRequest): Promise<WrittenSpeech>;
}
