/** What a clip looks like over time, for finding copies of it that were turned, scaled, encoded anew, trimmed or re-timed. */
import { z } from 'zod';
import { FingerprintBuilder } from '../../media/signal/fingerprint.ts';
import { defineFrameAnalyzer } from '../stage.ts';

/** Side of the square that pictures are stretched to: bars are found to the nearest 128th of it, and what is hashed is a quarter of that. */
const frameSide = 128;

export default defineFrameAnalyzer({
  name: 'fingerprint',
  title: 'Fingerprint for near-duplicates',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['fingerprint'],
  params: z.object({
    samplesPerSecond: z
      .number()
      .min(1)
      .max(8)
      .default(4)
      .describe('Pictures looked at in a second of the clip; each takes 12 bytes.'),
  }),

  wishes: ({ params }) => ({
    frames: {
      sample: {
        rate: { perSecond: params.samplesPerSecond },
        ...{ width: frameSide, height: frameSide, pixelFormat: 'gray', toneMap: true },
      },
    },
  }),

  begin({ params }) {
    const builder = new FingerprintBuilder(frameSide, frameSide, params.samplesPerSecond);
    return {
      onFrame({ timeSec, pixels }) {
        builder.add(timeSec, pixels);
      },
      finish() {
        const found = builder.finish();
        if (found === null) return { state: 'skipped', reason: 'no picture could be decoded' };
        const { samples, ...facts } = found;
        return { state: 'done', artifacts: { fingerprint: { ...facts, samples: base64Of(samples) } } };
      },
    };
  },
});

/** In parts: a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(text);
}
