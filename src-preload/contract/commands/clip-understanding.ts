/** What models saw, read and heard in one clip, and what is still missing of it. Parts that are not there are null. */
import { z } from 'zod';
import {
  contentWarning,
  description,
  emotions,
  faces,
  focalLength,
  hands,
  objects,
  onScreenText,
  people,
  pictureFeatures,
  pose,
  soundEvents,
  speechActivity,
  transcript,
  transcriptWord,
} from '../artifacts/understood.ts';
import { nullableNumber, nullableText } from '../artifacts/scalars.ts';
import { errorSchema } from '../errors.ts';
import { jobStates } from '../events.ts';

/** `original`: what the engine heard, of a word that a person has corrected; null: nobody has. */
const heardWord = transcriptWord.extend({ original: nullableText });

/** A transcript as people read it. */
export const readTranscript = transcript.extend({
  segments: z.array(transcript.shape.segments.element.extend({ words: z.array(heardWord) })),
});

/** A clip counts as wholly analysed when these five are done. */
export const analysisParts = ['speech', 'text', 'objects', 'people', 'scenes'] as const;

const analysisState = z.object({
  state: z.enum(['complete', 'working', 'incomplete']),
  parts: z.array(
    z.object({
      part: z.enum(analysisParts),
      stage: z.string(),
      /** null: the profile leaves it out. */
      state: z.enum(jobStates).nullable(),
      reason: nullableText,
      error: errorSchema.nullable(),
      /** Id of the model pack that would fill it; null where it is not for want of one. */
      missingPack: nullableText,
    }),
  ),
});

export const clipUnderstanding = z.object({
  id: z.string(),
  durationSec: nullableNumber,
  analysis: analysisState,
  speech: speechActivity.nullable(),
  transcript: readTranscript.nullable(),
  texts: onScreenText.nullable(),
  objects: objects.nullable(),
  faces: faces.nullable(),
  people: people.nullable(),
  emotions: emotions.nullable(),
  hands: hands.nullable(),
  pose: pose.nullable(),
  sounds: soundEvents.nullable(),
  labels: pictureFeatures.nullable(),
  contentWarning: contentWarning.nullable(),
  focalLength: focalLength.nullable(),
  description: description.nullable(),
});
export type ClipUnderstanding = z.infer<typeof clipUnderstanding>;
