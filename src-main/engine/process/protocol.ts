/**
 * What a host and its engine process say to each other, over whatever carries structured messages: a forked Node
 * process, or Electron's utility process. The host starts one engine process for the library that is open.
 *
 *   host                                   engine process
 *   --- open {library, …} --------------->
 *   <-------------- opened | failed {error}                  failed: the process ends by itself afterwards
 *   --- call / locate / replay {id} ----->
 *   <-------------------- reply {id, …}                      exactly one for each id, unless the process dies
 *   --- abort {id} ---------------------->                   the reply still comes, as 'cancelled' or finished
 *   <------------------------ live {message}                 unasked; events batched
 *   --- close --------------------------->                   running work is stopped and waits for the next start
 *   <------------------------- (process ends with code 0)
 *
 * Questions that only read are answered by worker threads, one for each pace, with connections of their own: they never
 * wait for a write, nor for frames being looked at.
 */
import { z } from 'zod';
import { count } from '../../../src-preload/contract/artifacts/scalars.ts';
import { replySchema } from '../../../src-preload/contract/command.ts';
import { errorSchema } from '../../../src-preload/contract/errors.ts';
import { liveMessage } from '../../../src-preload/contract/live.ts';
import { mediaKind } from '../../../src-preload/contract/media.ts';

/** A file that may be streamed to a window. */
export const mediaLocation = z.object({
  /** As `platform/paths.ts` writes it; never told to a window. */
  path: z.string(),
  sizeBytes: count,
  mediaType: z.string(),
  /** Without quotes; the same for the same bytes. */
  entityTag: z.string(),
});
export type MediaLocation = z.infer<typeof mediaLocation>;

const id = z.number().int().nonnegative();

export const toEngine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    library: z.string().min(1),
    /** What the lock says of this process, for people. */
    command: z.string(),
    ifMissing: z.enum(['create', 'refuse']),
    /** null: as many as the settings of the library say, else as suit the machine. */
    workers: z.number().int().positive().nullable(),
  }),
  z.object({ kind: z.literal('call'), id, name: z.string(), request: z.unknown() }),
  z.object({ kind: z.literal('locate'), id, clipId: z.string(), media: mediaKind }),
  z.object({ kind: z.literal('replay'), id, afterSequence: count }),
  z.object({ kind: z.literal('abort'), id }),
  z.object({ kind: z.literal('close') }),
]);
export type ToEngine = z.infer<typeof toEngine>;

export const fromEngine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    library: z.string(),
    /** Of the newest event that was stored before this engine began to work; 0: none. */
    lastSequence: count,
  }),
  z.object({ kind: z.literal('failed'), error: errorSchema }),
  /** Parsed against the command's own schema already, where it answers a call. */
  z.object({ kind: z.literal('reply'), id, reply: replySchema(z.unknown()) }),
  z.object({ kind: z.literal('live'), message: liveMessage }),
]);
export type FromEngine = z.infer<typeof fromEngine>;

/**
 * Where the engine can't start processes of its own (Electron's utility process, whose program runs no scripts), its host
 * starts the inference process for it and joins the two by a message channel:
 *
 *   engine                                    host
 *   --- inference-start {id} ------------>
 *   <------- inference-started {id, pid}      with the engine's end of the channel as the message's port
 *   --- inference-kill {id} ------------->
 *   <--- inference-exited {id, code, …}       exactly one for each id, also where it could not be started
 */
export const inferenceWish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inference-start'), id }),
  z.object({ kind: z.literal('inference-kill'), id }),
]);
export type InferenceWish = z.infer<typeof inferenceWish>;

export const inferenceNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inference-started'), id, pid: z.number().int().nullable() }),
  z.object({
    kind: z.literal('inference-exited'),
    id,
    /** null: ended by a signal, or never started. */
    code: z.number().int().nullable(),
    /** Of its standard error. */
    lastLines: z.array(z.string()),
  }),
]);
export type InferenceNews = z.infer<typeof inferenceNews>;
