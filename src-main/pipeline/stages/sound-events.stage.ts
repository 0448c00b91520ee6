/** What is to be heard: speech, music, applause, animals… as far as the installed model tells them apart. */
import { z } from 'zod';
import type { TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import { type SoundChunk, SoundChunks } from '../../understanding/sound-chunks.ts';
import { soundSpans } from '../../understanding/sound-spans.ts';
import { TaskLine } from '../../understanding/task-line.ts';
import { defineFrameAnalyzer } from '../stage.ts';

const params = z.object({
  enterConfidence: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.4)
    .describe('A sound begins where the model is at least this sure, 0.1 to 1'),
  leaveConfidence: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.2)
    .describe('It ends where the model is less sure than this, 0.1 to 1'),
  longestGapSec: z
    .number()
    .min(0)
    .max(30)
    .default(1)
    .describe('A sound that is back within this time was never gone, in seconds'),
  mostLabels: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(16)
    .describe('Different sounds that are kept: those that are heard longest and surest'),
});

/**
 * About ten seconds. Steps are whole windows of YAMNet, 0.48 s apart, and a chunk reaches as far as its last window does, so that
 * windows go on over the seam as if there were none.
 */
const stepLength = 20 * 7680;
const chunkLength = stepLength + 15_600 - 7680;
const mostChunksWaiting = 3;

export default defineFrameAnalyzer({
  name: 'sound-events',
  title: 'Sounds',
  version: 1,
  tier: 3,
  queue: 'inference',
  requires: ['probe'],
  provides: ['sound-events'],
  models: [{ task: 'sound-events', need: 'required' }],
  params,

  wishes: ({ artifacts }) =>
    artifacts.get('probe').audioTracks.length === 0 ? { skip: 'no sound' } : { audio: { samples: true } },

  begin({ infer, params: { enterConfidence, leaveConfidence, ...settings } }) {
    const chunks = new SoundChunks(chunkLength, chunkLength - stepLength);
    const line = new TaskLine(mostChunksWaiting);
    const windows: TaskOutput<'sound-events'>['windows'] = [];
    const ask =
      ({ startSec: offsetSec, samples }: SoundChunk) =>
      async (): Promise<void> => {
        const answer = await infer.run('sound-events', { samples });
        for (const { startSec, endSec, scores } of answer.windows) {
          windows.push({ startSec: startSec + offsetSec, endSec: endSec + offsetSec, scores });
        }
      };
    return {
      onSamples: (samples) =>
        chunks
          .push(samples)
          .flatMap((chunk) => line.add(ask(chunk)) ?? [])
          .at(-1),
      async finish() {
        if (chunks.soundSec === 0) return { state: 'skipped', reason: 'no sound could be decoded' };
        const last = chunks.end();
        if (last !== null) void line.add(ask(last));
        await line.end();
        const leave = Math.min(enterConfidence, leaveConfidence);
        const { spans, labels } = soundSpans(windows, { ...settings, enter: enterConfidence, leave });
        const timeline = spans.map(({ startSec, endSec, ...data }) => ({
          ...{ lane: 'sound', startSec, endSec, data },
        }));
        return {
          state: 'done',
          artifacts: { 'sound-events': { spans: [...spans], labels: [...labels] } },
          timeline,
        };
      },
    };
  },
});
