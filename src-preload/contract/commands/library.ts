/** Commands about the whole library. */
import { z } from 'zod';
import { count, nullableNumber, nullableText } from '../artifacts/scalars.ts';
import { hdrFormats } from '../artifacts/technical.ts';
import { clipStates } from '../cards.ts';
import { defineCommand } from '../command.ts';
import { errorSchema } from '../errors.ts';
import { isoTime, jobCounts, lockHolder, nullableIsoTime, queueName } from './shapes.ts';

const search = {
  /** Absolute. */
  paths: z.array(z.string().min(1)).min(1),
  recursive: z.boolean().default(true),
  /** A glob that names below the folder have to match; null: every video. */
  pattern: z.string().min(1).nullable().default(null),
} as const;

const ingested = z.object({
  library: z.string(),
  clips: z.array(
    z.object({
      /** null: the file could not be taken in. */
      id: z.string().nullable(),
      path: z.string(),
      state: z.enum(['new', 'unchanged', 'failed']),
      error: errorSchema.optional(),
    }),
  ),
  summary: z.object({
    found: count,
    new: count,
    unchanged: count,
    failed: count,
    /** Stage runs of these clips during this ingest. */
    stagesRun: count,
    /** Results that stood already. */
    stagesReused: count,
    wallSec: z.number().nonnegative(),
  }),
});

/** Finds the videos below `paths` and runs every stage of the profile on them that is due. */
export const ingest = defineCommand({
  access: 'write',
  request: z.object({ ...search, profile: z.enum(['default', 'fast']).default('default') }),
  response: ingested,
});

/**
 * The same, for whoever does not want to wait: answers when the work has been taken on. How it goes is told by live
 * messages and events; one scan runs at a time, others wait their turn.
 */
export const add = defineCommand({
  access: 'write',
  request: z.object({ paths: search.paths, recursive: search.recursive, pattern: search.pattern }),
  response: z.object({ scan: z.string() }),
});

/** Looks once more at every folder that was ever added. */
export const rescan = defineCommand({
  access: 'write',
  request: z.object({}),
  response: z.object({
    /** null: no folder was ever added. */
    scan: nullableText,
  }),
});

/** Ends a scan, or takes it off the queue; what it found so far stays. */
export const stopScan = defineCommand({
  access: 'write',
  request: z.object({ scan: z.string() }),
  response: z.object({ state: z.enum(['stopped', 'unknown']) }),
});

/** Makes a few short clips in the library's folder, for a first look without footage of one's own. */
export const makeSamples = defineCommand({
  access: 'write',
  request: z.object({}),
  response: z.object({ library: z.string(), paths: z.array(z.string()) }),
});

/** Says what an ingest would find, and changes nothing. */
export const preview = defineCommand({
  access: 'read',
  pace: 'slow',
  request: z.object(search),
  response: ingested,
});

export const listedClip = z.object({
  id: z.string(),
  name: z.string(),
  /** Where it was seen last; one that is there now before one that is not. */
  path: nullableText,
  fileCount: count,
  sizeBytes: count,
  durationSec: nullableNumber,
  width: count.nullable(),
  height: count.nullable(),
  framesPerSecond: nullableNumber,
  codec: nullableText,
  containerName: nullableText,
  hdrFormat: z.enum(hdrFormats).nullable(),
  added: isoTime,
  state: z.enum(clipStates),
});
export type ListedClip = z.infer<typeof listedClip>;

export const list = defineCommand({
  access: 'read',
  request: z.object({
    /** null: all. */
    limit: z.number().int().positive().nullable().default(null),
    offset: count.default(0),
  }),
  response: z.object({ library: z.string(), total: count, clips: z.array(listedClip) }),
});

export const status = defineCommand({
  access: 'read',
  request: z.object({}),
  response: z.object({
    library: z.string(),
    /** null: nobody is writing the library now. */
    holder: lockHolder.nullable(),
    /** Whether waiting jobs are taken up: 'paused': not until somebody resumes; 'off': nobody holds the library. */
    work: z.enum(['running', 'paused', 'off']),
    clips: count,
    /** Clips that have work to be done yet. */
    openClips: count,
    files: z.object({ present: count, missing: count, failed: count }),
    jobs: jobCounts,
    queues: z.array(
      z.object({ queue: queueName, waiting: count, running: count, done: count, failed: count }),
    ),
    running: z.array(
      z.object({
        clipId: z.string(),
        name: z.string(),
        stage: z.string(),
        queue: queueName,
        runningSec: nullableNumber,
        progress: nullableNumber,
        /** 'interrupted': its process is gone, it starts anew with the next one; 'slow': far beyond what it took elsewhere. */
        stalled: z.enum(['interrupted', 'slow']).nullable(),
      }),
    ),
    /** Seconds of footage finished in a second, over the last minutes; null where nothing ran. */
    speed: nullableNumber,
    timeLeftSec: nullableNumber,
    lastActivity: nullableIsoTime,
  }),
});

const share = z.object({ name: z.string(), clips: count, durationSec: z.number() });
const meanAndMost = z.object({ mean: z.number(), most: z.number() });

export const statistics = defineCommand({
  access: 'read',
  pace: 'slow',
  request: z.object({}),
  response: z.object({
    library: z.string(),
    clips: count,
    files: z.object({ present: count, missing: count, failed: count }),
    durationSec: z.number(),
    /** Of the clips, each counted once. */
    sizeBytes: count,
    /** Of what the stages made. */
    derivedBytes: count,
    databaseBytes: count,
    codecs: z.array(share),
    containers: z.array(share),
    resolutions: z.array(share),
    hdr: z.array(share),
    cameras: z.array(share),
    /** Over all ingests. `hitRate` is 0 to 1, null before the first. */
    cache: z.object({ stagesRun: count, stagesReused: count, hitRate: nullableNumber }),
    stages: z.array(
      z.object({
        stage: z.string(),
        runs: count,
        done: count,
        skipped: count,
        failed: count,
        wallSec: meanAndMost.nullable(),
        cpuSec: meanAndMost.nullable(),
        peakMemoryBytes: meanAndMost.nullable(),
        /** Footage seconds in a second of its wall time, over all runs. */
        speed: nullableNumber,
      }),
    ),
  }),
});

export const duplicates = defineCommand({
  access: 'read',
  pace: 'slow',
  request: z.object({}),
  response: z.object({
    library: z.string(),
    groups: z.array(
      z.object({
        id: z.string(),
        /** null: the full hash is not there yet, and copies are likely, not certain. */
        contentHash: nullableText,
        sizeBytes: count,
        paths: z.array(z.string()),
      }),
    ),
    /** What would be free if each clip were kept once. */
    reclaimableBytes: count,
  }),
});

export const backup = defineCommand({
  access: 'read',
  pace: 'slow',
  request: z.object({
    /** Absolute; null: a dated file in the library's backups folder. */
    target: z.string().min(1).nullable().default(null),
  }),
  response: z.object({ library: z.string(), path: z.string(), sizeBytes: count }),
});

const checkNames = [
  'database',
  'foreign-keys',
  'artifacts',
  'manifests',
  'output-files',
  'orphan-files',
  'search-index',
  'search-pending',
  'permissions',
] as const;

export const verify = defineCommand({
  access: 'read',
  pace: 'slow',
  request: z.object({
    /** Whether output files are read and their hashes compared, or only their sizes. */
    hashes: z.boolean().default(true),
  }),
  response: z.object({
    library: z.string(),
    sound: z.boolean(),
    checks: z.array(
      z.object({
        check: z.enum(checkNames),
        /** How many things were looked at. */
        examined: count,
        /** The first hundred of what is wrong. */
        problems: z.array(z.string()),
        problemCount: count,
        /** 'notice': nothing is broken, but something lies about. */
        severity: z.enum(['fault', 'notice']),
      }),
    ),
  }),
});
