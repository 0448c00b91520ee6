/** The waveform of a clip's default audio track, as peaks for drawing. */
import { z } from 'zod';
import { WaveformPeaksBuilder } from '../../media/signal/waveform-peaks.ts';
import { defineFrameAnalyzer } from '../stage.ts';

export default defineFrameAnalyzer({
  name: 'waveform',
  title: 'Waveform',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['waveform'],
  params: z.object({}),

  wishes: ({ artifacts }) =>
    artifacts.get('probe').audioTracks.length === 0 ? { skip: 'no sound' } : { audio: { samples: true } },

  begin({ artifacts, output }) {
    const builder = new WaveformPeaksBuilder(artifacts.get('probe').durationSec);
    return {
      onSamples(samples) {
        builder.add(samples);
      },
      async finish() {
        const { peaks, bucketSec, bucketCount, peak, rmsDb } = builder.finish();
        if (bucketCount === 0) return { state: 'skipped', reason: 'no sound could be decoded' };
        const bytes = new Uint8Array(peaks.buffer, peaks.byteOffset, peaks.byteLength);
        const file = await output.write('waveform.bin', bytes, 'application/octet-stream');
        return { state: 'done', artifacts: { waveform: { ...file, bucketSec, bucketCount, peak, rmsDb } } };
      },
    };
  },
});
