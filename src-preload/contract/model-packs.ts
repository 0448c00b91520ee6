/**
 * Model packs: the weights that a person can install. The catalogue (`models/catalog.json`) says what there is to be had and
 * from where; a manifest (`pack.json`) says of an installed pack what it is and pins the hash of each of its files.
 */
import { z } from 'zod';
import { count } from './artifacts/scalars.ts';
import { errorSchema } from './errors.ts';
import { taskName } from './inference-tasks.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in 64 hex digits');

/** Name of its folder too, so it can hold nothing that means something in a path. */
export const packId = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, 'is no name of a pack');

/** A path below the pack's folder: forward slashes, no way out of it, no hidden files. */
export const packPath = z
  .string()
  .max(400)
  .regex(
    /^(?![./])[A-Za-z0-9@+._ -]+(\/(?!\.)[A-Za-z0-9@+._ -]+)*$/,
    'is no path that stays within the folder of a pack',
  );

export const licence = z.object({
  /** SPDX's name where there is one. */
  name: z.string().min(1),
  address: z.url().optional(),
});

/** A task that a pack can do, and the `models/<model>.model.ts` that does it. */
export const packTask = z.object({ task: taskName, model: z.string().min(1) });
export type PackTask = z.infer<typeof packTask>;

const packEngine = z.enum(['onnx', 'transformers']);

const described = {
  id: packId,
  title: z.string().min(1),
  tasks: z.array(packTask).min(1),
  /** What it gives a person, in one sentence. */
  unlocks: z.string().min(1),
  licence,
  /** ISO 639-1 codes; "*" = many; empty: language does not matter. */
  languages: z.array(z.string().min(1)),
  /** About how much memory it takes while it runs. */
  memoryBytes: count,
  speedClass: z.enum(['fast', 'medium', 'slow']),
  engine: packEngine,
} as const;

/** A file whose content is known beforehand. */
export const pinnedFile = z.object({
  /** Its key under the model's `files`. */
  name: z.string().min(1),
  path: packPath,
  url: z.url({ protocol: /^https$/ }),
  bytes: count.positive(),
  sha256,
});
export type PinnedFile = z.infer<typeof pinnedFile>;

const pinnedFiles = z.object({
  kind: z.literal('pinned-files'),
  files: z.array(pinnedFile).min(1),
});

/** A repository in Hugging Face's layout: what its files are is read from the hub when it is downloaded, and pinned then. */
export const hubSource = z.object({
  kind: z.literal('hub'),
  repository: z.string().regex(/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/),
  revision: z.string().min(1).default('main'),
  /** Which weights, as transformers.js calls them. */
  dtype: z.enum(['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'q4f16', 'bnb4']),
  /** Globs below the repository. */
  files: z
    .array(
      z.object({
        pattern: z.string().min(1),
        need: z.enum(['required', 'optional']).default('required'),
      }),
    )
    .min(1),
  /** About how much there is to download. */
  bytes: count.positive(),
});
export type HubSource = z.infer<typeof hubSource>;

/** One entry of the catalogue. */
export const cataloguePack = z.object({
  ...described,
  /** Address of the project that the weights come from. */
  project: z.url(),
  source: z.discriminatedUnion('kind', [pinnedFiles, hubSource]),
});
export type CataloguePack = z.infer<typeof cataloguePack>;

export const catalogue = z.object({ version: z.literal(1), packs: z.array(cataloguePack) });
export type Catalogue = z.infer<typeof catalogue>;

/** `pack.json` in the folder of an installed pack. */
export const packManifest = z.object({
  version: z.literal(1),
  ...described,
  /** Where it came from: the project's address, or what was imported. */
  project: z.string(),
  /** 'catalogue': its files are those of the catalogue's entry. 'side-loaded': a person brought them; nobody vouches for them. */
  standing: z.enum(['catalogue', 'side-loaded']),
  origin: z.enum(['download', 'import']),
  /** Commit of a hub repository. */
  revision: z.string().nullable(),
  /** Which of a hub model's weights; null for ONNX files of our own. */
  dtype: z.string().nullable(),
  files: z
    .array(
      z.object({
        /** Its key under the model's `files`; null in hub packs. */
        name: z.string().nullable(),
        path: packPath,
        bytes: count,
        sha256,
      }),
    )
    .min(1),
  /** ISO 8601 in UTC. */
  installedAt: z.string(),
  /** What a person said yes to before the download; null: it was brought along. */
  acceptedLicence: licence.extend({ at: z.string() }).nullable(),
});
export type PackManifest = z.infer<typeof packManifest>;

/** How an execution provider did against the CPU, with one model on this machine. */
export const providerVerdict = z.object({
  packId,
  model: z.string(),
  task: taskName,
  /** By onnxruntime's name. */
  provider: z.string(),
  /** 'used': the fastest that gave the right answers. */
  state: z.enum(['used', 'right', 'slower', 'wrong', 'unavailable', 'failed']),
  /** How many times as fast as the CPU; null where it did not run. */
  ratio: z.number().nullable(),
  msPerRun: z.number().nullable(),
  /** Seconds of sound for each second of work; null for models of pictures and texts. */
  xRealtime: z.number().nullable(),
  /** What went wrong; null: nothing. */
  detail: z.string().nullable(),
});
export type ProviderVerdict = z.infer<typeof providerVerdict>;

const packStanding = z.enum(['available', 'downloading', 'paused', 'installed', 'damaged', 'side-loaded']);

/** What changes while a pack is downloaded. */
export const packProgress = z.object({
  packId,
  state: packStanding,
  /** Of a download that is under way or paused; 0 otherwise. */
  receivedBytes: count,
  /** null: not known yet. */
  totalBytes: count.nullable(),
  /** Why the last download ended, or what is damaged; null: nothing is wrong. */
  error: errorSchema.nullable(),
});
export type PackProgress = z.infer<typeof packProgress>;

/** Everything there is to know of one pack. */
export const packState = packProgress.omit({ packId: true }).extend({
  ...described,
  project: z.string(),
  source: z.enum(['pinned-files', 'hub', 'brought-along']),
  /** What a download takes, or took; about so much for hub packs that are not installed. */
  downloadBytes: count,
  diskBytes: count,
  revision: z.string().nullable(),
  installedAt: z.string().nullable(),
  files: z.array(z.object({ path: z.string(), bytes: count.nullable(), sha256: sha256.nullable() })),
  /** Tasks for which it is the one that is used. */
  inUseFor: z.array(taskName),
  /** Tasks for which a person chose it. */
  chosenFor: z.array(taskName),
  /** As measured on this machine, of its first model on the provider in use; null: not measured. */
  speed: z.object({ msPerRun: z.number(), xRealtime: z.number().nullable() }).nullable(),
  verdicts: z.array(providerVerdict),
});
export type PackState = z.infer<typeof packState>;
