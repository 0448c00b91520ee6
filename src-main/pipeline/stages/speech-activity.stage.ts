/** When somebody speaks: by a model where one is installed, else by what is louder than its surroundings. */
import { z } from 'zod';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { EnergySpeech, energyEnter, energyLeave } from '../../understanding/energy-speech.ts';
import { SoundChunks } from '../../understanding/sound-chunks.ts';
import { sileroDefaults, speechSpans, type SpeechSpanOptions } from '../../understanding/speech-spans.ts';
import { TaskLine } from '../../understanding/task-line.ts';
import { defineFrameAnalyzer, type Inference } from '../stage.ts';

const probability = z.number().min(0.01).max(0.99);
const params = z.object({
  speechThreshold: probability
    .default(sileroDefaults.enter)
    .describe('Speech begins where the model is at least this sure, 0 to 1'),
  silenceThreshold: probability
    .default(sileroDefaults.leave)
    .describe('Speech ends where the model is less sure than this, 0 to 1'),
  minimumSpeechSec: z
    .number()
    .min(0)
    .max(10)
    .default(sileroDefaults.minimumSpeechSec)
    .describe('Shorter speech is left out, in seconds'),
  minimumSilenceSec: z
    .number()
    .min(0)
    .max(10)
    .default(sileroDefaults.minimumSilenceSec)
    .describe('Shorter pauses do not end a stretch of speech, in seconds'),
  paddingSec: z
    .number()
    .min(0)
    .max(2)
    .default(sileroDefaults.paddingSec)
    .describe('Added before and after each stretch of speech, in seconds'),
});
type Params = z.infer<typeof params>;

/** What models of this task look at in one step, by the task's definition. */
const windowLength = 512;
const windowSec = windowLength / 16_000;
/** Ten seconds, in whole windows. */
const chunkLength = windowLength * 312;
const mostChunksWaiting = 3;

interface Detector {
  readonly name: Artifact<'speech-activity'>['detector'];
  push(samples: Int16Array): Promise<void> | undefined;
  finish(): Promise<ArrayLike<number>>;
  thresholds(settings: Params): Pick<SpeechSpanOptions, 'enter' | 'leave'>;
}

export default defineFrameAnalyzer({
  name: 'speech-activity',
  title: 'Speech',
  version: 1,
  tier: 3,
  queue: 'inference',
  requires: ['probe'],
  provides: ['speech-activity'],
  models: [{ task: 'speech-activity', need: 'useful' }],
  params,

  wishes: ({ artifacts }) =>
    artifacts.get('probe').audioTracks.length === 0 ? { skip: 'no sound' } : { audio: { samples: true } },

  begin({ infer, params: settings }) {
    const detector = infer.modelFor('speech-activity') === null ? byEnergy() : byModel(infer);
    let sampleCount = 0;
    return {
      onSamples(samples) {
        sampleCount += samples.length;
        return detector.push(samples);
      },
      async finish() {
        if (sampleCount === 0) return { state: 'skipped', reason: 'no sound could be decoded' };
        const scores = await detector.finish();
        const options = { ...settings, ...detector.thresholds(settings) };
        const spans = speechSpans(scores, windowSec, sampleCount / 16_000, options);
        const speechSec = spans.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
        const activity = { detector: detector.name, spans, speechSec };
        const timeline = spans.map(({ startSec, endSec, confidence }) => ({
          ...{ lane: 'speech', startSec, endSec, data: { confidence } },
        }));
        return { state: 'done', artifacts: { 'speech-activity': activity }, timeline };
      },
    };
  },
});

function byEnergy(): Detector {
  const energy = new EnergySpeech();
  return {
    name: 'energy',
    push(samples) {
      energy.push(samples);
      return undefined;
    },
    finish: () => Promise.resolve(energy.finish()),
    thresholds: () => ({ enter: energyEnter, leave: energyLeave }),
  };
}

/** One chunk after the other, because each begins with the state that the one before left. */
function byModel(infer: Inference): Detector {
  const chunks = new SoundChunks(chunkLength);
  const line = new TaskLine(mostChunksWaiting);
  const probabilities: number[] = [];
  let state: Float32Array | null = null;
  const ask = (samples: Float32Array) => async (): Promise<void> => {
    const answer = await infer.run('speech-activity', { samples, state });
    state = answer.state;
    for (const value of answer.probabilities) probabilities.push(value);
  };
  return {
    name: 'model',
    push(samples) {
      const waits = chunks.push(samples).flatMap((chunk) => line.add(ask(chunk.samples)) ?? []);
      return waits.at(-1);
    },
    async finish() {
      const last = chunks.end(windowLength);
      if (last !== null) void line.add(ask(last.samples));
      await line.end();
      return probabilities;
    },
    thresholds: ({ speechThreshold: enter, silenceThreshold: leave }) => ({
      enter,
      leave: Math.min(enter, leave),
    }),
  };
}
