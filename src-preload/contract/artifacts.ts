/**
 * What stages produce: artifact name -> schema. A new shape is one new entry here.
 * Every artifact is parsed against its schema before it is stored.
 */
import { z } from 'zod';
import {
  exposure,
  filmstrip,
  fingerprint,
  integrity,
  loudness,
  picture,
  poster,
  proxy,
  scenes,
  waveform,
} from './artifacts/measured.ts';
import { count, hex } from './artifacts/scalars.ts';
import { exif, probe, probeDetail } from './artifacts/technical.ts';
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
  textEmbeddings,
  transcript,
} from './artifacts/understood.ts';

/** SHA-256 of the whole content. */
const identity = z.object({ sha256: hex.length(64), sizeBytes: count });

export const artifactSchemas = {
  identity,
  probe,
  'probe-detail': probeDetail,
  exif,
  poster,
  filmstrip,
  waveform,
  loudness,
  scenes,
  exposure,
  picture,
  fingerprint,
  integrity,
  proxy,
  'speech-activity': speechActivity,
  transcript,
  'on-screen-text': onScreenText,
  objects,
  faces,
  people,
  emotions,
  hands,
  pose,
  'sound-events': soundEvents,
  'picture-features': pictureFeatures,
  'content-warning': contentWarning,
  description,
  'text-embeddings': textEmbeddings,
  'focal-length': focalLength,
} as const;

export type ArtifactName = keyof typeof artifactSchemas;
export type Artifact<N extends ArtifactName> = z.infer<(typeof artifactSchemas)[N]>;
export type ArtifactMap = { readonly [N in ArtifactName]: Artifact<N> };

export function isArtifactName(name: string): name is ArtifactName {
  return Object.hasOwn(artifactSchemas, name);
}

/** Entries of the unified timeline that a stage may add: one lane, a start, an end or none (an instant). */
export const timelineEntrySchema = z.object({
  lane: z.string().regex(/^[a-z][a-z0-9-]*$/),
  startSec: z.number(),
  endSec: z.number().nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** What a vector stands for: one sampled frame, a whole shot, or a text about the clip. */
export const vectorKinds = ['frame', 'shot', 'summary', 'keywords'] as const;

/** A unit vector that a stage may add. Vectors of different models are never compared. */
export interface VectorEntry {
  readonly kind: (typeof vectorKinds)[number];
  readonly startSec: number;
  /** null: an instant. */
  readonly endSec: number | null;
  readonly vector: Float32Array;
  /** Key of the model. */
  readonly model: string;
}
