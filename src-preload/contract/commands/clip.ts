/** Commands about one clip. */
import { z } from 'zod';
import { count, nullableNumber, nullableText } from '../artifacts/scalars.ts';
import { exif as exifArtifact } from '../artifacts/technical.ts';
import { note, rating } from '../cards.ts';
import { defineCommand } from '../command.ts';
import { errorSchema } from '../errors.ts';
import { clipInfo, stageState } from './clip-info.ts';
import { sidecarKinds } from '../sidecars.ts';
import { clipTimeline } from './clip-timeline.ts';
import { clipUnderstanding } from './clip-understanding.ts';
import { clipReference } from './shapes.ts';

/** @throws clip-unknown; for a file that could not be read: the error it was refused with */
export const info = defineCommand({
  access: 'read',
  request: z.object({
    ...clipReference,
    manifest: z.boolean().default(false),
    /** 'left-out': transcript, texts, objects, faces, sounds and labels stay empty, which spares whoever asks often and has `clip.understanding`. */
    understood: z.enum(['told', 'left-out']).default('told'),
  }),
  response: clipInfo,
});

/** Runs one stage on one clip, again if it has a result; what it needs runs first where it is missing. */
export const runStage = defineCommand({
  access: 'write',
  request: z.object({ ...clipReference, stage: z.string().min(1) }),
  response: z.object({
    id: z.string(),
    stage: stageState,
    /** What the stage made, by artifact. */
    artifacts: z.record(z.string(), z.unknown()),
  }),
});

/** What is drawn along the clip's time. @throws clip-unknown */
export const timeline = defineCommand({
  access: 'read',
  request: z.object(clipReference),
  response: clipTimeline,
});

/** What models made of the clip, with the corrections people made. @throws clip-unknown */
export const understanding = defineCommand({
  access: 'read',
  request: z.object(clipReference),
  response: clipUnderstanding,
});

/**
 * Corrects one word of the transcript. The machine's own text stays as it is; the correction goes with the time and the word it was
 * made for. `text` null: the word as it was heard. @throws clip-unknown, bad-arguments where there is no such word
 */
export const editWord = defineCommand({
  access: 'write',
  request: z.object({
    ...clipReference,
    startSec: z.number(),
    /** What the engine heard there. */
    original: z.string().min(1),
    text: z.string().min(1).max(200).nullable(),
  }),
  response: z.object({ clipId: z.string() }),
});

/**
 * Takes what another program found in the clip in place of a model's result. Bad entries are left out and counted; `strict`: the
 * first refuses the file. @throws clip-unknown, bad-arguments that names field, value and what was expected
 */
export const importSidecar = defineCommand({
  access: 'write',
  request: z.object({
    ...clipReference,
    fileName: z.string().min(1).max(255),
    text: z.string().max(64 * 1024 * 1024),
    strict: z.boolean().default(false),
  }),
  response: z.object({
    clipId: z.string(),
    stage: z.string(),
    kind: z.enum(sidecarKinds),
    entries: count,
    leftOut: count,
  }),
});

/** Goes back to the model's own result. @throws clip-unknown */
export const removeSidecar = defineCommand({
  access: 'write',
  request: z.object({ ...clipReference, stage: z.string() }),
  response: z.object({ clipId: z.string(), removed: z.enum(['yes', 'there-was-none']) }),
});

/** Every tag that exiftool found, as it is stored. @throws clip-unknown */
export const exif = defineCommand({
  access: 'read',
  request: z.object(clipReference),
  response: z.object({
    clipId: z.string(),
    /** By family 1 group; null: exiftool has not looked at this clip yet, or could not. */
    tags: exifArtifact.shape.all.nullable(),
  }),
});

/** @throws clip-unknown */
export const annotations = defineCommand({
  access: 'read',
  request: z.object(clipReference),
  response: z.object({ clipId: z.string(), rating, note, tags: z.array(z.string()) }),
});

const proxyStates = ['not-needed', 'ready', 'making', 'waiting', 'missing', 'failed'] as const;

/** What a player can be given. @throws clip-unknown */
export const playback = defineCommand({
  access: 'read',
  request: z.object(clipReference),
  response: z.object({
    clipId: z.string(),
    original: z.object({
      /** 'offline': no disk that holds the clip is there. */
      state: z.enum(['present', 'offline']),
      mediaType: nullableText,
      /** RFC 6381, for `canPlayType`: "avc1.640028, mp4a.40.2"; null where it can't be told. */
      codecs: nullableText,
      /** Why a browser is expected not to show it; null: it is expected to. Not known before the clip was probed. */
      unplayable: nullableText,
    }),
    proxy: z.object({
      state: z.enum(proxyStates),
      /** Changes whenever the file does; null where there is none. */
      version: nullableText,
      /** 0 to 1 while it is made. */
      fraction: nullableNumber,
      error: errorSchema.nullable(),
    }),
  }),
});

/** Makes a proxy now, before everything else, be the original playable or not; answers without waiting for it. */
export const prepareProxy = defineCommand({
  access: 'write',
  request: z.object(clipReference),
  response: z.object({ clipId: z.string(), state: z.enum(proxyStates) }),
});
