/** What a clip's picture is like: sharp or not, how it moves, black bars, and its colours. */
import { z } from 'zod';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { PictureAnalysis } from '../../media/signal/picture-analysis.ts';
import { sampleFrameWish, smallFrameWish } from '../../media/signal/small-frame.ts';
import { type DecodeWishes, defineFrameAnalyzer, type FrameWish } from '../stage.ts';

/**
 * Grey samples show detail and bars, every frame shows motion; those also give the colours, but for HDR clips, whose
 * colours mean something only when they are mapped to SDR.
 */
function frameWishes(probe: Artifact<'probe'>): Readonly<Record<'small' | 'sample', FrameWish>> & {
  readonly colour?: FrameWish;
} {
  const sample = sampleFrameWish({ ...probe.video, durationSec: probe.durationSec });
  if (probe.video.hdr.format === null) return { small: smallFrameWish, sample };
  return { small: smallFrameWish, sample, colour: { ...smallFrameWish, rate: sample.rate, toneMap: true } };
}

export default defineFrameAnalyzer({
  name: 'picture',
  title: 'Sharpness, motion, bars and colours',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['picture'],
  params: z.object({}),

  wishes: ({ artifacts }): DecodeWishes => ({ frames: frameWishes(artifacts.get('probe')) }),

  begin({ artifacts }) {
    const { displayWidth, displayHeight, hdr } = artifacts.get('probe').video;
    const { sample } = frameWishes(artifacts.get('probe'));
    const analysis = new PictureAnalysis({
      sampleWidth: sample.width,
      sampleHeight: sample.height,
      smallWidth: smallFrameWish.width,
      smallHeight: smallFrameWish.height,
      displayAspect: displayHeight === 0 ? 1 : displayWidth / displayHeight,
    });
    const colourSec = typeof sample.rate === 'object' ? 1 / sample.rate.perSecond : 1;
    const coloursFromSmall = hdr.format === null;
    let nextColourSec = -Infinity;
    return {
      onFrame({ timeSec, pixels }, wish) {
        if (wish === 'sample') analysis.addSample(timeSec, pixels);
        if (wish === 'small') analysis.addSmall(timeSec, pixels);
        if (wish === 'colour') analysis.addColours(pixels);
        if (wish === 'small' && coloursFromSmall && timeSec >= nextColourSec) {
          analysis.addColours(pixels);
          nextColourSec = timeSec + colourSec;
        }
      },
      finish() {
        const picture = analysis.finish();
        if (picture === null) return { state: 'skipped', reason: 'no picture could be decoded' };
        return { state: 'done', artifacts: { picture } };
      },
    };
  },
});
