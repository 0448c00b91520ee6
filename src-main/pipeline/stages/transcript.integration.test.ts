import { describe, expect, it } from 'vitest';
import type { Artifact, ArtifactMap } from '../../../src-preload/contract/artifacts.ts';
import type { TaskInput, TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { samplesOf } from '../../../tests/support/clip-frames.ts';
import { modelsWith } from '../../../tests/support/real-inference.ts';
import { clipWithSound, listeningModels } from '../../../tests/support/sound-clips.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runStage,
  type StageRunResult,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import { whisperCliStandIn } from '../../../tests/support/whisper-cli-stand-in.ts';
import { discoverSpeechTools } from '../../media/speech-discovery.ts';
import type { ModelService } from '../stage-inference.ts';
import speechStage from './speech-activity.stage.ts';
import transcriptStage from './transcript.stage.ts';

/** It takes some times as long as the sound, and gives way to all else on a busy machine. */
const pocketsphinxTimeoutMs = 300_000;
const speech = await discoverSpeechTools({ PATH: process.env['PATH'] });
const hasPocketsphinx = speech.programs.some(({ name }) => name === 'pocketsphinx');

function transcriptOf({ outcome }: Pick<StageRunResult, 'outcome'>): Artifact<'transcript'> {
  if (outcome.state !== 'done') throw new Error(outcome.reason);
  const { transcript } = outcome.artifacts;
  if (transcript === undefined) throw new Error('no transcript');
  expect(outcome.timeline?.map(({ lane, data }) => [lane, data['text']])).toEqual(
    transcript.segments.map(({ text }) => ['transcript', text]),
  );
  return transcript;
}

/** Speech found by the real detector, then written down by PocketSphinx. */
async function heard(path: string): Promise<Artifact<'transcript'>> {
  const { outcome } = await runStage(speechStage, path, { models: modelsWith(listeningModels) });
  const artifacts = outcome.state === 'done' ? outcome.artifacts : {};
  return transcriptOf(await runStage(transcriptStage, path, { artifacts, speech }));
}

/** The words of a phrase where they follow each other; none where they do not. */
function findPhrase({ segments }: Artifact<'transcript'>, phrase: string) {
  const words = segments.flatMap((segment) => segment.words);
  const wanted = phrase.split(' ');
  const at = words.findIndex((_, from) => wanted.every((word, next) => words[from + next]?.text === word));
  return at < 0 ? [] : words.slice(at, at + wanted.length);
}

const spanned = (...spans: (readonly [number, number])[]): Partial<ArtifactMap> => ({
  'speech-activity': {
    detector: 'model',
    spans: spans.map(([startSec, endSec]) => ({ startSec, endSec, confidence: 0.9 })),
    speechSec: 1,
  },
});

if (!hasPocketsphinx)
  it.skip('PocketSphinx: skipped, pocketsphinx and pocketsphinx-en-us are not installed', () => undefined);
else
  describeWithFixtures('transcript of real speech by PocketSphinx', () => {
    it.each([
      ['media/derived/person-with-speech.mp4', 0],
      ['media/speech/jfk.wav', 2],
    ])(
      'hears what Kennedy said, when he said it, in %s',
      async (file, delaySec) => {
        const path = delaySec === 0 ? fixture(file) : await clipWithSound(fixture(file), { delaySec });
        const transcript = await heard(path);
        expect(transcript).toMatchObject({
          engine: expect.stringMatching(/^PocketSphinx/) as string,
          language: 'en',
        });
        const words = findPhrase(transcript, 'what your country can do for you');
        expect(words).toHaveLength(7);
        expect(words[0]?.startSec).toBeGreaterThan(delaySec + 5.2);
        expect(words[0]?.startSec).toBeLessThan(delaySec + 5.6);
        expect(words.at(-1)?.endSec).toBeGreaterThan(delaySec + 7.4);
        expect(words.at(-1)?.endSec).toBeLessThan(delaySec + 7.8);
        expect(words.every(({ confidence }) => confidence !== null)).toBe(true);
      },
      pocketsphinxTimeoutMs,
    );

    it(
      'hears a word that is said alone, 23 seconds after the others',
      async () => {
        const transcript = await heard(fixture('media/auto-editor/example.mp4'));
        const banana = transcript.segments.at(-1);
        expect(banana?.text).toBe('banana');
        expect(banana?.startSec).toBeCloseTo(40, 0);
        const text = transcript.segments.map((segment) => segment.text).join(' ');
        expect(text).toContain('this is an example');
        for (const { text: written } of transcript.segments) expect(written).not.toMatch(/[<>[\]()]/);
      },
      pocketsphinxTimeoutMs,
    );

    it(
      'does not take German for English, unless somebody says that it is',
      async () => {
        const sound = await makeClip(await tempDir(), 'german.wav', [
          ...['-i', fixture('media/speech/silero_de.wav'), '-t', '22', '-c:a', 'copy'],
        ]);
        const path = await clipWithSound(sound);
        const artifacts = spanned([0, 21.5]);
        const { outcome } = await runStage(transcriptStage, path, { artifacts, speech });
        expect(outcome).toMatchObject({
          state: 'skipped',
          reason: expect.stringMatching(/^model missing: transcript \(.* not seem to be English/) as string,
        });
        const english = await runStage(transcriptStage, path, {
          ...{ artifacts, speech, params: { language: 'en' } },
        });
        expect(transcriptOf(english).segments).not.toEqual([]);
      },
      pocketsphinxTimeoutMs,
    );

    it('gives it nothing that is said to be in another language', async () => {
      const picture = ['-f', 'lavfi', '-i', 'color=gray:size=64x36:rate=5:duration=2', '-c:v', 'mpeg4'];
      const sound = [
        '-f',
        'lavfi',
        '-i',
        'sine=duration=2',
        '-metadata:s:a:0',
        'language=ger',
        '-c:a',
        'flac',
      ];
      const path = await makeClip(await tempDir(), 'german.mkv', [
        ...picture.slice(0, 4),
        ...sound.slice(0, 4),
        ...picture.slice(4),
        ...sound.slice(4),
      ]);
      const artifacts = spanned([0, 2]);
      expect((await runStage(transcriptStage, path, { artifacts, speech })).outcome).toMatchObject({
        reason: expect.stringMatching(/^model missing: transcript \(PocketSphinx.* "de"\)$/) as string,
      });
    });
  });

describeWithFixtures('transcript without an engine, or without speech', () => {
  const path = () => fixture('media/derived/person-with-speech.mp4');

  it('is skipped, and says which model is missing', async () => {
    const { outcome } = await runStage(transcriptStage, path(), { artifacts: spanned([0, 5]) });
    expect(outcome).toEqual({ state: 'skipped', reason: 'model missing: transcript' });
  });

  it('is skipped where nobody speaks', async () => {
    const { outcome } = await runStage(transcriptStage, path(), { artifacts: spanned() });
    expect(outcome).toEqual({ state: 'skipped', reason: 'no speech' });
  });
});

/** A stand-in for Whisper, which is not to be had for tests: it hears what a test says, and keeps what it was given. */
function standIn(hear: (input: TaskInput<'transcript'>) => TaskOutput<'transcript'>) {
  const given: TaskInput<'transcript'>[] = [];
  const models: ModelService = {
    modelFor: (task) => (task === 'transcript' ? { key: 'stand-in', title: 'Stand-in' } : null),
    run: (_task, input) => {
      given.push(input as TaskInput<'transcript'>);
      return Promise.resolve(hear(input as TaskInput<'transcript'>) as never);
    },
  };
  return { models, given };
}

const word = (text: string, startSec: number, endSec: number) => ({
  text,
  startSec,
  endSec,
  confidence: null,
});

describeWithFixtures('transcript by a model (a stand-in)', () => {
  it('gives the model exactly the sound of the speech, and puts its words back on the clock', async () => {
    const { models, given } = standIn(() => ({ language: 'en', words: [word(' Hello', 0.5, 0.9)] }));
    const path = await clipWithSound(fixture('media/speech/jfk.wav'), { delaySec: 2 });
    const artifacts = spanned([3, 4], [10, 11.5]);
    const transcript = transcriptOf(await runStage(transcriptStage, path, { artifacts, models }));
    expect(transcript).toMatchObject({ engine: 'Stand-in', language: 'en', removed: [] });
    expect(transcript.segments.map(({ startSec, text }) => [startSec, text])).toEqual([
      [3.1, 'Hello'],
      [10.1, 'Hello'],
    ]);
    const sound = await samplesOf('media/speech/jfk.wav');
    expect(given.map(({ language }) => language)).toEqual([null, 'en']);
    // Padded by 0.4 s, from a sound that begins 2 s late.
    for (const [at, fromSec] of [0.6, 7.6].entries()) {
      const piece = given[at]?.samples ?? new Float32Array(0);
      expect(piece.length).toBe(Math.round((at === 0 ? 1.8 : 2.3) * 16_000));
      const expected = sound.subarray(fromSec * 16_000, fromSec * 16_000 + piece.length);
      let most = 0;
      for (let index = 0; index < piece.length; index += 1) {
        most = Math.max(most, Math.abs((piece[index] ?? 0) - (expected[index] ?? 0)));
      }
      expect(most).toBeLessThan(0.001);
    }
  });

  it('gives a sign of life after each piece', async () => {
    const { models } = standIn(() => ({ language: 'en', words: [] }));
    const path = await clipWithSound(fixture('media/speech/silero_de.wav'));
    const { progress } = await runStage(transcriptStage, path, { artifacts: spanned([0, 59]), models });
    expect(progress.map((fraction) => Math.round(fraction * 3))).toEqual([1, 2, 3]);
  });

  it('keeps pieces to half a minute, and passes on a language that is stated', async () => {
    const { models, given } = standIn(() => ({ language: null, words: [] }));
    const path = await clipWithSound(fixture('media/speech/silero_de.wav'));
    const params = { language: 'de' };
    const transcript = transcriptOf(
      await runStage(transcriptStage, path, { artifacts: spanned([0, 59]), models, params }),
    );
    expect(transcript).toMatchObject({ language: 'de', segments: [] });
    expect(given.map(({ samples }) => Math.round(samples.length / 16_000))).toEqual([20, 20, 20]);
    expect(given.every(({ language, samples }) => language === 'de' && samples.length <= 30 * 16_000)).toBe(
      true,
    );
  });

  it('takes out what was made up, and keeps why', async () => {
    const credit = 'Subtitles by the Amara.org community'.split(' ');
    const words = credit.map((text, at) => word(text, at * 0.3, at * 0.3 + 0.2));
    const { models } = standIn(() => ({ language: 'en', words }));
    const options = { artifacts: spanned([1, 4]), models };
    const path = fixture('media/derived/person-with-speech.mp4');
    const transcript = transcriptOf(await runStage(transcriptStage, path, options));
    expect(transcript.segments).toEqual([]);
    expect(transcript.removed).toMatchObject([{ reason: 'filler-phrase', text: credit.join(' ') }]);
    const kept = transcriptOf(
      await runStage(transcriptStage, path, { ...options, params: { madeUpText: 'keep' } }),
    );
    expect(kept.segments).toHaveLength(1);
  });

  it.each(['moviepy/video_with_failing_audio.mp4', 'androidx-media/bbb_2500ms.ts'])(
    'reads the sound of %s',
    async (file) => {
      const { models, given } = standIn(() => ({ language: null, words: [] }));
      await runStage(transcriptStage, fixture(`media/${file}`), { artifacts: spanned([0.5, 1.5]), models });
      expect(given.map(({ samples }) => samples.length / 16_000)).toEqual([1.8]);
      expect(Math.max(...(given[0]?.samples ?? []))).toBeGreaterThan(0.01);
    },
  );
});

describe('transcript by whisper-cli (a stand-in)', () => {
  it('is started for no more than a minute of speech at a time, and gives a sign of life after each', async () => {
    const { environment } = await whisperCliStandIn(await tempDir(), 'works');
    const toolbox = await discoverSpeechTools(environment);
    const given: number[][] = [];
    const counted: typeof toolbox = {
      ...toolbox,
      forRun(binding) {
        const tools = toolbox.forRun(binding);
        return {
          ...tools,
          transcribe(program, request) {
            given.push(request.pieces.map(({ length }) => Math.round(length / 1600) / 10));
            return tools.transcribe(program, request);
          },
        };
      },
    };
    const inputs = ['color=gray:size=64x36:rate=1:duration=150', 'sine=duration=150'];
    const path = await makeClip(await tempDir(), 'long.mkv', [
      ...inputs.flatMap((input) => ['-f', 'lavfi', '-i', input]),
      ...['-c:v', 'mpeg4', '-c:a', 'pcm_s16le', '-ar', '16000'],
    ]);
    const artifacts = spanned([2, 27], [32, 57], [62, 87], [92, 117], [122, 147]);
    const run = await runStage(transcriptStage, path, { artifacts, speech: counted });
    expect(transcriptOf(run).segments).toHaveLength(5);
    expect(given).toEqual([[25.8, 25.8], [25.8, 25.8], [25.8]]);
    expect(run.progress).toEqual([0.4, 0.8, 1]);
  });
});

describe('transcript of an imported file', () => {
  it('is what the file says', () => {
    const segments = [{ startSec: 1, endSec: 2, text: 'Ask not', words: [] }];
    const data = { subject: 'transcript' as const, fileName: 'talk.srt', language: 'en', segments };
    const facts = { durationSec: 10, framesPerSecond: 25, width: 1, height: 1 };
    const outcome = transcriptStage.imports?.outcome(data, facts);
    expect(outcome).toMatchObject({
      state: 'done',
      artifacts: {
        transcript: {
          engine: 'talk.srt',
          removed: [],
          segments: [{ words: [{ text: 'Ask' }, { text: 'not' }] }],
        },
      },
      timeline: [{ lane: 'transcript', startSec: 1, endSec: 2, data: { text: 'Ask not' } }],
    });
  });
});
