/** How well a clip is exposed: clipping, deviation in stops, a rating, and where it is worth a warning. */
import { z } from 'zod';
import {
  type ExposureSample,
  exposureHistogram,
  measureExposure,
  summarizeExposure,
  warningSpans,
} from '../../media/signal/exposure.ts';
import { countLuma, lumaLevels } from '../../media/signal/luma-histogram.ts';
import { sampleFrameWish } from '../../media/signal/small-frame.ts';
import { defineFrameAnalyzer } from '../stage.ts';

export default defineFrameAnalyzer({
  name: 'exposure',
  title: 'Exposure',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['exposure'],
  params: z.object({}),

  wishes: ({ artifacts }) => {
    const probe = artifacts.get('probe');
    return { frames: { sample: sampleFrameWish({ ...probe.video, durationSec: probe.durationSec }) } };
  },

  begin({ artifacts }) {
    const probe = artifacts.get('probe');
    const sampleSec = 1 / sampleFrameWish({ ...probe.video, durationSec: probe.durationSec }).rate.perSecond;
    const samples: ExposureSample[] = [];
    const frameCounts = new Uint32Array(lumaLevels);
    const clipCounts = new Float64Array(lumaLevels);
    return {
      onFrame({ timeSec, pixels }) {
        frameCounts.fill(0);
        countLuma(pixels, frameCounts);
        for (let level = 0; level < lumaLevels; level += 1) {
          clipCounts[level] = (clipCounts[level] ?? 0) + (frameCounts[level] ?? 0);
        }
        samples.push(measureExposure(frameCounts, timeSec));
      },
      finish() {
        if (samples.length === 0) return { state: 'skipped', reason: 'no picture could be decoded' };
        const endSec = probe.video.durationSec ?? probe.durationSec;
        const timeline = warningSpans(samples, sampleSec, endSec).map(
          ({ startSec, endSec: until, ...data }) => ({
            lane: 'exposure-warning',
            startSec,
            endSec: until,
            data,
          }),
        );
        const histogram = exposureHistogram(clipCounts);
        return {
          state: 'done',
          artifacts: { exposure: { ...summarizeExposure(samples), samples, histogram } },
          timeline,
        };
      },
    };
  },
});
