/** Everything of one clip that is drawn along its time. What has not been measured, or does not apply, is null or empty. */
import { z } from 'zod';
import { exposure, filmstrip, loudness, picture, scenes, waveform } from '../artifacts/measured.ts';
import { nullableNumber, nullableText, span } from '../artifacts/scalars.ts';
import { chapter } from '../artifacts/technical.ts';

export const clipTimeline = z.object({
  id: z.string(),
  durationSec: nullableNumber,
  framesPerSecond: nullableNumber,
  /** Frames over seconds, such as "30000/1001". */
  frameRate: nullableText,
  /** Of the first frame, as the file has it. */
  startTimecode: nullableText,
  filmstrip: filmstrip.nullable(),
  waveform: waveform.nullable(),
  scenes: scenes.shape.scenes,
  cuts: scenes.shape.cuts,
  black: z.array(span),
  frozen: z.array(span),
  silences: z.array(span),
  chapters: z.array(chapter),
  exposure: exposure.pick({ samples: true, histogram: true }).nullable(),
  shortTermLoudness: loudness.shape.shortTerm.nullable(),
  picture: picture.pick({ samples: true, dominantColours: true }).nullable(),
});
export type ClipTimeline = z.infer<typeof clipTimeline>;
