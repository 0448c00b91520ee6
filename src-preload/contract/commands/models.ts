/** Commands about model packs. All of them need the engine, which holds the folder of the packs. */
import { z } from 'zod';
import { count } from '../artifacts/scalars.ts';
import { defineCommand, type RequestOf, type ResponseOf } from '../command.ts';
import { taskName } from '../inference-tasks.ts';
import { packId, packState, providerVerdict } from '../model-packs.ts';

const onePack = z.object({ packId });
const answer = z.object({ pack: packState });
const absolutePath = z.string().min(1).max(4096);

/** All of the catalogue, and what was brought along. */
export const list = defineCommand({
  access: 'write',
  request: z.object({}),
  response: z.object({
    packs: z.array(packState),
    /** Where they are kept. */
    folder: z.string(),
    diskBytes: count,
    /** null: the system does not tell. */
    freeBytes: count.nullable(),
    /** Where downloads come from that name no mirror of their own; null: the usual hosts. */
    mirror: z.string().nullable(),
  }),
});

/** @throws model-unknown */
export const info = defineCommand({ access: 'write', request: onePack, response: answer });

/**
 * Downloads a pack; a second request joins the first. How it goes is told by live messages of the kind 'models'.
 *
 * @throws model-unknown, licence-unaccepted; and, waiting for it to be 'finished', download-failed, disk-full, cancelled
 */
export const download = defineCommand({
  access: 'write',
  request: onePack.extend({
    /** That the person has seen the licence of the weights and said yes. */
    acceptLicence: z.boolean().default(false),
    /** Where to fetch from in place of the usual hosts: an address whose paths are theirs. */
    mirror: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
    /** When to answer. */
    until: z.enum(['started', 'finished']).default('started'),
  }),
  response: answer,
});

/** Keeps what has been received. */
export const pause = defineCommand({ access: 'write', request: onePack, response: answer });

/** Goes on with a download that was paused or interrupted. @throws model-unknown */
export const resume = defineCommand({ access: 'write', request: onePack, response: answer });

/** Ends a download and throws away what it received. */
export const cancel = defineCommand({ access: 'write', request: onePack, response: answer });

const importReport = z.object({
  imported: z.array(
    z.object({
      packId,
      title: z.string(),
      state: z.enum(['installed', 'side-loaded']),
      tasks: z.array(taskName),
      /** 'present': the very same files were installed already. */
      was: z.enum(['new', 'replaced', 'present']),
    }),
  ),
  leftOut: z.array(z.object({ path: z.string(), reason: z.string() })),
});

/** Takes in weights from a folder, a file or an archive. @throws file-missing, permission-denied, disk-full, input-refused */
export const importPacks = defineCommand({
  access: 'write',
  pace: 'slow',
  request: z.object({ path: absolutePath }),
  response: importReport,
});
export type ImportReport = z.infer<typeof importReport>;

/** Writes installed packs to a folder, or to an archive where the name ends in ".tar". @throws model-unknown, disk-full */
export const exportPacks = defineCommand({
  access: 'write',
  pace: 'slow',
  request: z.object({
    /** null: all that are installed. */
    packIds: z.array(packId).min(1).nullable().default(null),
    target: absolutePath,
  }),
  response: z.object({ path: z.string(), packIds: z.array(packId), sizeBytes: count }),
});

/** Reads all files of installed packs again. `repair`: fetches anew what is wrong. */
export const verify = defineCommand({
  access: 'write',
  pace: 'slow',
  request: z.object({
    /** null: all that are installed. */
    packId: packId.nullable().default(null),
    repair: z.boolean().default(false),
  }),
  response: z.object({
    packs: z.array(
      z.object({
        packId,
        state: z.enum(['sound', 'damaged', 'repaired']),
        problems: z.array(z.object({ path: z.string(), detail: z.string() })),
      }),
    ),
    sound: z.boolean(),
  }),
});

/** @throws model-unknown */
export const remove = defineCommand({
  access: 'write',
  request: onePack,
  response: z.object({ freedBytes: count }),
});

/** Chooses the pack for a task; null: the best that is installed. @throws model-unknown, model-unsuitable, model-missing */
export const use = defineCommand({
  access: 'write',
  request: z.object({ task: taskName, packId: packId.nullable() }),
  response: z.object({ packs: z.array(packState) }),
});

/** Measures installed models on each execution provider, and uses the fastest that gives the right answers. */
export const bench = defineCommand({
  access: 'write',
  pace: 'slow',
  request: z.object({
    /** null: all that are installed. */
    packId: packId.nullable().default(null),
  }),
  response: z.object({ results: z.array(providerVerdict) }),
});

/** What does the work of these commands: one for each folder of packs. */
export interface ModelPacks {
  list(): Promise<ResponseOf<typeof list>>;
  info(request: RequestOf<typeof info>): Promise<ResponseOf<typeof info>>;
  download(request: RequestOf<typeof download>, signal: AbortSignal): Promise<ResponseOf<typeof download>>;
  pause(request: RequestOf<typeof pause>): Promise<ResponseOf<typeof pause>>;
  resume(request: RequestOf<typeof resume>): Promise<ResponseOf<typeof resume>>;
  cancel(request: RequestOf<typeof cancel>): Promise<ResponseOf<typeof cancel>>;
  importFrom(request: RequestOf<typeof importPacks>, signal: AbortSignal): Promise<ImportReport>;
  exportTo(
    request: RequestOf<typeof exportPacks>,
    signal: AbortSignal,
  ): Promise<ResponseOf<typeof exportPacks>>;
  verify(request: RequestOf<typeof verify>, signal: AbortSignal): Promise<ResponseOf<typeof verify>>;
  remove(request: RequestOf<typeof remove>): Promise<ResponseOf<typeof remove>>;
  use(request: RequestOf<typeof use>): Promise<ResponseOf<typeof use>>;
  bench(request: RequestOf<typeof bench>, signal: AbortSignal): Promise<ResponseOf<typeof bench>>;
}
