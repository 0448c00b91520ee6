/** What is kept of each run of a stage: enough to say where a result comes from and to make it again. */
import { z } from 'zod';
import { outputFile } from './artifacts/scalars.ts';
import { errorSchema } from './errors.ts';

const artifactReference = z.object({
  name: z.string(),
  /** SHA-256 of the artifact's canonical JSON. */
  sha256: z.string(),
});

export const manifestSchema = z.object({
  runId: z.string(),
  clipId: z.string(),
  stage: z.string(),
  version: z.number().int(),
  /** What the result is keyed by, beside the content: stage, version, params, models and what it was made from. */
  runKey: z.string(),
  params: z.unknown(),
  models: z.array(z.string()),
  profile: z.string(),
  attempt: z.number().int(),
  state: z.enum(['done', 'skipped', 'failed']),
  reason: z.string().nullable(),
  error: errorSchema.nullable(),
  startedAt: z.string(),
  finishedAt: z.string(),
  wallSec: z.number(),
  /** Of the child processes and, for frame analyzers, of the analysis itself. null where the system does not tell. */
  cpuSec: z.number().nullable(),
  /** Highest resident memory of a child process, bytes. */
  peakMemoryBytes: z.number().nullable(),
  inputs: z.object({
    file: z.object({ path: z.string(), sizeBytes: z.number(), modifiedNs: z.string() }),
    artifacts: z.array(artifactReference),
  }),
  outputs: z.object({
    artifacts: z.array(artifactReference),
    files: z.array(outputFile),
    timelineEntries: z.number().int(),
  }),
  /** Where one decode served several stages: all of them, and what it cost together. */
  sharedDecode: z
    .object({
      stages: z.array(z.string()),
      wallSec: z.number(),
      cpuSec: z.number().nullable(),
      peakMemoryBytes: z.number().nullable(),
    })
    .nullable(),
  tools: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;
