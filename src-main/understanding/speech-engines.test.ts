import { describe, expect, it } from 'vitest';
import type { Inference, SpeechProgram, SpeechTools } from '../pipeline/stage.ts';
import { chooseEngine, languageOfTag, placeWords } from './speech-engines.ts';

const whisperCpp: SpeechProgram = {
  ...{ name: 'whisper-cpp', title: 'whisper.cpp (ggml-base)', key: 'base' },
  ...{ languages: null, leastConfidence: null },
};
const sphinx: SpeechProgram = {
  ...{ name: 'pocketsphinx', title: 'PocketSphinx', key: 'sphinx' },
  ...{ languages: ['en'], leastConfidence: 0.32 },
};

interface Installed {
  readonly model?: string;
  readonly programs?: readonly SpeechProgram[];
}

/** Programs and models that are never run here. */
function engineOf(
  choice: Parameters<typeof chooseEngine>[0]['choice'],
  language: string | null,
  there: Installed,
) {
  const unused = () => Promise.reject(new Error('not run'));
  const speech: SpeechTools = { programs: there.programs ?? [], transcribe: unused };
  const infer: Inference = {
    modelFor: (task) =>
      task === 'transcript' && there.model !== undefined ? { key: 'k', title: there.model } : null,
    run: unused,
    keep: () => {
      throw new Error('no pictures');
    },
  };
  return chooseEngine({ choice, language, infer, speech });
}

function titleOf(...request: Parameters<typeof engineOf>): string {
  const engine = engineOf(...request);
  return 'missing' in engine ? engine.missing : engine.title;
}

describe('doubt', () => {
  const heard = (...confidences: (number | null)[]) =>
    confidences.map((confidence) => ({ text: 'word', startSec: 0, endSec: 1, confidence }));
  function doubtOf(language: string | null, there: Installed, ...confidences: (number | null)[]) {
    const engine = engineOf('auto', language, there);
    return 'missing' in engine ? engine.missing : engine.doubt(heard(...confidences));
  }

  it('does not believe English that PocketSphinx is not sure of, where nobody says that it is English', () => {
    const programs = [sphinx];
    expect(doubtOf(null, { programs }, 0.1, 0.4)).toMatch(
      /^model missing: transcript \(the speech does not seem to be English: PocketSphinx is 25 % .*Whisper pack/,
    );
    expect(doubtOf(null, { programs }, 0.3, 0.4)).toBeNull();
    expect(doubtOf('en', { programs }, 0.1, 0.4)).toBeNull();
  });

  it('has no doubt where nothing tells', () => {
    expect(doubtOf(null, { programs: [sphinx] }, null)).toBeNull();
    expect(doubtOf(null, { programs: [whisperCpp] }, 0.1)).toBeNull();
    expect(doubtOf(null, { model: 'Whisper tiny', programs: [sphinx] }, 0.1)).toBeNull();
  });
});

describe('chooseEngine', () => {
  const all = { model: 'Whisper tiny', programs: [whisperCpp, sphinx] };

  it('takes a model before programs, unless one is asked for', () => {
    expect(titleOf('auto', null, all)).toBe('Whisper tiny');
    expect(titleOf('auto', null, { programs: [whisperCpp, sphinx] })).toBe('whisper.cpp (ggml-base)');
    expect(titleOf('pocketsphinx', null, all)).toBe('PocketSphinx');
    expect(titleOf('whisper-cpp', 'de', all)).toBe('whisper.cpp (ggml-base)');
  });

  it('gives PocketSphinx nothing but English', () => {
    expect(titleOf('auto', 'en', { programs: [sphinx] })).toBe('PocketSphinx');
    expect(titleOf('auto', 'de', { programs: [sphinx] })).toBe(
      'model missing: transcript (PocketSphinx does not know the language "de")',
    );
  });

  it('says that a model is missing where there is nothing', () => {
    expect(titleOf('auto', null, {})).toBe('model missing: transcript');
    expect(titleOf('whisper', null, { programs: [whisperCpp] })).toBe('model missing: transcript');
    expect(titleOf('whisper-cpp', null, { programs: [sphinx] })).toBe(
      'model missing: transcript (whisper-cpp is not installed here)',
    );
  });
});

it.each([
  ['eng', 'en'],
  ['ger', 'de'],
  ['pt-BR', 'pt'],
  ['und', null],
  ['', null],
  ['no such tag', null],
  [null, null],
])('languageOfTag: %s is %s', (tag, language) => {
  expect(languageOfTag(tag)).toBe(language);
});

it('placeWords puts words on the clock, within their piece', () => {
  const word = (text: string, startSec: number, endSec: number) => ({
    text,
    startSec,
    endSec,
    confidence: null,
  });
  const words = [word(' And', 0, 0.5), word('  ', 1, 2), word('late', 9, 12), word('?', Number.NaN, 1)];
  expect(placeWords(words, { startSec: 20, endSec: 30 })).toEqual([
    word('And', 20, 20.5),
    word('late', 29, 30),
  ]);
});
