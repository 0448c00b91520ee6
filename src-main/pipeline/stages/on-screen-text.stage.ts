/** Text in the picture: titles, captions, burnt-in timecode, signs. */
import { z } from 'zod';
import { fineGate } from '../../understanding/frame-gate.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { textSpans } from '../../understanding/text-spans.ts';
import { linkTexts, textFrames } from '../../understanding/text-tracks.ts';
import { inTurns } from '../../understanding/turns.ts';
import { defineFrameAnalyzer } from '../stage.ts';

export default defineFrameAnalyzer({
  name: 'on-screen-text',
  title: 'Text in the picture',
  version: 1,
  tier: 3,
  requires: ['probe'],
  provides: ['on-screen-text'],
  queue: 'inference',
  models: [{ task: 'on-screen-text', need: 'required' }],
  params: z.object({
    longSidePixels: z
      .number()
      .int()
      .min(320)
      .max(1920)
      .default(960)
      .describe('Size of the frames that are read: pixels along the longer side'),
    perSecond: z.number().min(0.05).max(10).default(0.5).describe('Frames a second that are read'),
    fewestFrames: z
      .number()
      .int()
      .min(1)
      .max(200)
      .default(12)
      .describe('Short clips are read more often, for at least so many frames'),
    mostPerSecond: z
      .number()
      .min(0.05)
      .max(30)
      .default(4)
      .describe('But never more often than this, frames a second'),
    leastConfidence: z
      .number()
      .min(0)
      .max(1)
      .default(0.6)
      .describe('Lines read less surely than this are left out, 0 to 1'),
  }),

  wishes: ({ artifacts, params }) => ({ frames: { text: lookWish(artifacts.get('probe'), params) } }),

  begin({ artifacts, params, infer }) {
    return beginLook({
      probe: artifacts.get('probe'),
      infer,
      settings: params,
      gate: fineGate,
      analyse: async (picture) => (await infer.run('on-screen-text', { picture })).lines,
      async conclude({ samples, frames, aspect }) {
        const read = textFrames(samples, { ...params, aspect });
        const spans = textSpans(await inTurns(linkTexts(read, aspect)));
        return {
          state: 'done',
          artifacts: { 'on-screen-text': { spans, frames } },
          timeline: spans.map(({ startSec, endSec, text, kind, confidence, box }) => ({
            lane: 'text',
            startSec,
            endSec,
            data: { text, kind, confidence, box },
          })),
        };
      },
    });
  },
});
