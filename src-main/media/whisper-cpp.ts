/**
 * `whisper-cli` of whisper.cpp (github.com/ggml-org/whisper.cpp, examples/cli) with a model file that a person has: RUSHES_WHISPER_MODEL.
 * Each piece is a file of its own, all of them for one run, so that the model is read once.
 */
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, extname, join } from 'node:path';
import { AppError } from '../../src-preload/contract/errors.ts';
import { ChildFailure, runChild } from '../platform/child-process.ts';
import { classifyToolFailure } from './ffmpeg-errors.ts';
import { whisperCppFile, whisperCppWords } from './parse/whisper-cpp-words.ts';
import type {
  HeardWord,
  SpeechAdapter,
  SpeechRequest,
  SpeechRunBinding,
  WrittenSpeech,
} from './speech-tools.ts';
import { writeWav } from './wav-file.ts';

export interface WhisperCppFiles {
  readonly programPath: string;
  readonly modelPath: string;
  /** Whether it is still the same model: hundreds of megabytes are not hashed for it. */
  readonly modelSizeBytes: number;
  readonly modelModifiedMs: number;
}

const samplesPerSec = 16_000;
/** Less sound than a second it leaves unheard. */
const leastSamples = 1.1 * samplesPerSec;
const baseTimeoutSec = 120;
const timeoutPerSecond = 120;
const mostThreads = 4;

export function whisperCppAdapter(files: WhisperCppFiles): SpeechAdapter {
  const { modelPath, modelSizeBytes, modelModifiedMs } = files;
  const title = `whisper.cpp (${basename(modelPath, extname(modelPath))})`;
  const key = `${title} ${String(modelSizeBytes)} ${String(Math.floor(modelModifiedMs))}`;
  return {
    program: { name: 'whisper-cpp', title, key, languages: null, leastConfidence: null },
    transcribe: async (binding, request) => transcribe(files, binding, request),
  };
}

async function transcribe(
  files: WhisperCppFiles,
  binding: SpeechRunBinding,
  request: SpeechRequest,
): Promise<WrittenSpeech> {
  const { filePath, tempDir, usage } = binding;
  const paths = request.pieces.map((_, at) => join(tempDir, `whisper-${at}.wav`));
  try {
    for (const [at, piece] of request.pieces.entries()) {
      const missing = new Int16Array(Math.max(0, leastSamples - piece.length));
      await writeWav(paths[at] ?? '', [piece, missing]);
    }
    await run(files, binding, request, paths);
    const written = await Promise.all(paths.map(async (path) => readAnswer(`${path}.json`, filePath)));
    return {
      language: written.find(({ words }) => words.length > 0)?.language ?? null,
      pieces: written.map(({ words }, at) => within(words, request.pieces[at]?.length ?? 0)),
    };
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    usage.add(error.usage);
    throw classifyToolFailure(error, { file: filePath, tool: 'whisper-cli' });
  } finally {
    const made = paths.flatMap((path) => [path, `${path}.json`]);
    await Promise.all(made.map(async (path) => rm(path, { force: true })));
  }
}

async function run(
  { programPath, modelPath }: WhisperCppFiles,
  { signal, usage }: SpeechRunBinding,
  { pieces, language }: SpeechRequest,
  paths: readonly string[],
): Promise<void> {
  const threads = String(Math.min(mostThreads, availableParallelism()));
  const how = ['--model', modelPath, '--language', language ?? 'auto', '--threads', threads];
  const soundSec = pieces.reduce((sum, { length }) => sum + length, 0) / samplesPerSec;
  const result = await runChild({
    file: programPath,
    args: [...how, '--no-prints', '--output-json-full', ...paths.flatMap((path) => ['--file', path])],
    timeoutSec: baseTimeoutSec + timeoutPerSecond * soundSec,
    signal,
  });
  usage.add(result.usage);
}

async function readAnswer(
  path: string,
  file: string,
): Promise<{ readonly language: string | null; readonly words: readonly HeardWord[] }> {
  try {
    // A letter that was cut in two is no UTF-8; it becomes a replacement character here.
    const { result, transcription } = whisperCppFile.parse(JSON.parse(await readFile(path, 'utf8')));
    const words = transcription.flatMap(({ text, offsets: { from, to }, tokens }) =>
      whisperCppWords(text, from / 1000, to / 1000, tokens ?? []),
    );
    return { language: result?.language ?? null, words };
  } catch (error) {
    throw new AppError('tool-failed', { file, detail: 'whisper-cli gave no readable answer' }, error);
  }
}

/** What it heard in the silence that was added is nothing. */
function within(words: readonly HeardWord[], sampleCount: number): HeardWord[] {
  const pieceSec = sampleCount / samplesPerSec;
  return words
    .filter(({ startSec }) => startSec < pieceSec)
    .map((word) => ({ ...word, endSec: Math.min(word.endSec, pieceSec) }));
}
