/** Whether the whole of a clip decodes: a clip that was cut off or damaged ends as a failure of this stage. */
import { z } from 'zod';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import {
  GapCounter,
  judgeCompleteness,
  type Completeness,
  type PromisedContent,
} from '../../media/signal/decode-completeness.ts';
import { smallFrameWish } from '../../media/signal/small-frame.ts';
import { samplesPerSec } from '../../media/signal/waveform-peaks.ts';
import { type DecodeSummary, defineFrameAnalyzer } from '../stage.ts';

const mostMessages = 20;

function promisedBy({ durationSec, video, subtitleTracks, dataStreams }: Artifact<'probe'>): PromisedContent {
  return {
    videoSec: video.durationSec,
    containerSec: durationSec,
    frameCount: video.frameCount,
    framesPerSecond: video.framesPerSecond,
    unevenFrames: video.variableFrameRate ?? video.frameRate !== video.baseFrameRate,
    otherTracks: subtitleTracks.length + dataStreams.length > 0,
  };
}

/** @throws AppError media-truncated, media-damaged */
function refuseLosses(found: Completeness, file: string, { decodedFrames, errorCount }: DecodeSummary): void {
  const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
  if (found.state === 'truncated') {
    const decodedSec = rounded(found.decodedSec);
    const durationSec = rounded(found.durationSec);
    throw new AppError('media-truncated', { file, detail: found.detail, decodedSec, durationSec });
  }
  if (found.state === 'damaged') {
    const { detail, lostPercent } = found;
    throw new AppError('media-damaged', { file, detail, lostPercent, decodedFrames, errorCount });
  }
}

export default defineFrameAnalyzer({
  name: 'integrity',
  title: 'Complete and undamaged',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['integrity'],
  params: z.object({}),

  wishes: ({ artifacts }) => ({
    frames: { small: smallFrameWish },
    ...(artifacts.get('probe').audioTracks.length === 0 ? {} : { audio: { samples: true } }),
  }),

  begin({ artifacts, filePath }) {
    const promised = promisedBy(artifacts.get('probe'));
    const gaps = new GapCounter(promised.framesPerSecond);
    let sampleCount = 0;
    return {
      onFrame({ timeSec }) {
        gaps.add(timeSec);
      },
      onSamples(samples) {
        sampleCount += samples.length;
      },
      finish(summary) {
        const { decodedFrames, decodedSec, errorCount, messages, keyframesOnly } = summary;
        // Keyframes alone leave out most of the clip, so they can prove no loss.
        if (!keyframesOnly) {
          const soundEndSec = sampleCount === 0 ? null : sampleCount / samplesPerSec;
          const decoded = {
            frames: decodedFrames,
            lastFrameSec: decodedSec,
            framesInGaps: gaps.frames,
            soundEndSec,
          };
          refuseLosses(judgeCompleteness(promised, { ...decoded, errorCount, messages }), filePath, summary);
        }
        const integrity = {
          decodedFrames,
          decodedSec,
          decodeErrors: errorCount,
          messages: messages.slice(0, mostMessages),
        };
        return { state: 'done', artifacts: { integrity } };
      },
    };
  },
});
