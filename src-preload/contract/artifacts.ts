/**
 * What stages produce: artifact name -> schema. A new shape is one new entry here.
 * Every artifact is parsed against its schema before it is stored.
 */
import { z } from 'zod';
import {
  exposure,
  filmstrip,
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
  integrity,
  proxy,
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
