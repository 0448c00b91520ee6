/**
 * PocketSphinx (github.com/cmusphinx/pocketsphinx, 5prealpha as Debian packages it): rough English, offline, small.
 * All pieces of a request go through one run, because the program gets used to a voice and its surroundings as it goes on.
 */
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ChildFailure, runChild } from '../platform/child-process.ts';
import { classifyToolFailure } from './ffmpeg-errors.ts';
import { parsePocketsphinx } from './parse/pocketsphinx-words.ts';
import type { HeardWord, SpeechAdapter, SpeechRequest, SpeechRunBinding } from './speech-tools.ts';
import { writeWav } from './wav-file.ts';

export interface PocketsphinxFiles {
  readonly programPath: string;
  /** Folder with `en-us/`, `en-us.lm.bin` and `cmudict-en-us.dict`. */
  readonly modelPath: string;
  readonly version: string | null;
}

/** Where the English model is installed beside a program of the same prefix. */
export function englishModelPath(programPath: string): string {
  return resolve(dirname(programPath), '..', 'share', 'pocketsphinx', 'model', 'en-us');
}

const samplesPerSec = 16_000;
/** It may take some times as long as the sound; only one that hangs takes this long. */
const baseTimeoutSec = 60;
const timeoutPerSecond = 60;

/**
 * What the language model counts beside the sound, in the three passes: 1.5 to 2 less than the defaults. Measured on a
 * speech of 1961, shifted by a few samples ten times over: a sentence of it was heard eight times rather than six.
 */
const weights = ['-lw', '5', '-fwdflatlw', '6.5', '-bestpathlw', '7.5'] as const;

/**
 * It finds English in whatever is said, but is less sure of its words where there was none. Mean posterior of the words in real recordings,
 * given the pieces that Silero found: English 0.39 (jfk.wav), 0.41 (the same as AAC), 0.42 (silero_en.wav), 0.70 (new-commentary.mp3) and 0.88
 * (example.mp4); German 0.24 (silero_de.wav, 0.21 to 0.28 in pieces of it). Any ten words in a row of the German one were below in
 * 84 % of cases, any forty always: of a few words it does not tell much.
 */
const leastConfidence = 0.32;

export function pocketsphinxAdapter(files: PocketsphinxFiles): SpeechAdapter {
  const { version } = files;
  const title = version === null ? 'PocketSphinx' : `PocketSphinx ${version}`;
  return {
    program: { name: 'pocketsphinx', title, key: title, languages: ['en'], leastConfidence },
    async transcribe(binding, { pieces }) {
      const output = await run(files, binding, pieces);
      return { language: 'en', pieces: wordsByPiece(parsePocketsphinx(output), pieces) };
    },
  };
}

async function run(
  { programPath, modelPath }: PocketsphinxFiles,
  { filePath, tempDir, signal, usage }: SpeechRunBinding,
  pieces: SpeechRequest['pieces'],
): Promise<string> {
  const path = join(tempDir, 'pocketsphinx.wav');
  const model = ['-hmm', join(modelPath, 'en-us'), '-lm', join(modelPath, 'en-us.lm.bin')];
  const dictionary = ['-dict', join(modelPath, 'cmudict-en-us.dict')];
  const soundSec = pieces.reduce((sum, { length }) => sum + length, 0) / samplesPerSec;
  try {
    await writeWav(path, pieces);
    const result = await runChild({
      file: programPath,
      args: ['-infile', path, '-time', 'yes', ...model, ...dictionary, ...weights],
      timeoutSec: baseTimeoutSec + timeoutPerSecond * soundSec,
      signal,
    });
    usage.add(result.usage);
    return new TextDecoder().decode(result.stdout);
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    usage.add(error.usage);
    throw classifyToolFailure(error, { file: filePath, tool: 'pocketsphinx_continuous' });
  } finally {
    await rm(path, { force: true });
  }
}

/** The pieces were heard one after the other; a word belongs to the one in which its middle is. */
function wordsByPiece(words: readonly HeardWord[], pieces: SpeechRequest['pieces']): HeardWord[][] {
  let fromSec = 0;
  return pieces.map(({ length }) => {
    const pieceSec = length / samplesPerSec;
    const within = words.filter(({ startSec, endSec }) => {
      const middleSec = (startSec + endSec) / 2 - fromSec;
      return middleSec >= 0 && middleSec < pieceSec;
    });
    const own = within.map((word) => ({
      ...word,
      startSec: Math.max(0, word.startSec - fromSec),
      endSec: Math.min(pieceSec, word.endSec - fromSec),
    }));
    fromSec += pieceSec;
    return own;
  });
}
