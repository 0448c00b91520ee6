/** Clips that show the same: finding them, and making one of several. */
import { z } from 'zod';
import { count, nullableNumber, nullableText, timeSec } from '../artifacts/scalars.ts';
import { note, rating } from '../cards.ts';
import { defineCommand } from '../command.ts';
import { errorSchema } from '../errors.ts';
import { clipReference } from './shapes.ts';

/** 'exact': the same bytes at several places; 'near': the same pictures, in another form. */
const duplicateKinds = ['exact', 'near'] as const;

/** Of a pair's similarity; found are those that are surely not chance, so that 0 gives all of them. */
export const usualThreshold = 0.75;

const duplicateFile = z.object({
  path: z.string(),
  sizeBytes: count,
  /** 'missing': it was not there when it was looked for last. */
  state: z.enum(['present', 'missing']),
});

const duplicateClip = z.object({
  id: z.string(),
  name: z.string(),
  /** Of the file that it is read from; null where none was ever stored. */
  path: nullableText,
  files: z.array(duplicateFile),
  sizeBytes: count,
  durationSec: nullableNumber,
  width: count.nullable(),
  height: count.nullable(),
  framesPerSecond: nullableNumber,
  codec: nullableText,
  /** Bits a second, of the whole file. */
  bitRate: nullableNumber,
  /** Time of recording as the file says it, wall clock of the place; null: it does not. */
  taken: nullableText,
  rating,
  tags: z.array(z.string()),
  noteState: z.enum(['none', 'written']),
});
export type DuplicateClip = z.infer<typeof duplicateClip>;

const pairRelations = ['same', 'trimmed', 'overlap'] as const;
/** 'same': all of both; 'trimmed': all of one is a part of the other; 'overlap': they have a part in common. */
export type PairRelation = (typeof pairRelations)[number];

const duplicatePair = z.object({
  /** Ids. `b` is what became of `a`, as far as the figures below are concerned. */
  a: z.string(),
  b: z.string(),
  relation: z.enum(pairRelations),
  /** 0 to 1: how alike the pictures are of the part that both have. */
  similarity: z.number().min(0).max(1),
  /** Seconds of `a` that `b` shows as well, and where they begin in each. */
  matchedSec: timeSec,
  aStartSec: timeSec,
  bStartSec: timeSec,
  /** The moment t of `b` is the moment `offsetSec + speed * t` of `a`. */
  offsetSec: timeSec,
  speed: z.number().positive(),
  /** `a` mirrored left to right, then turned clockwise, gives `b`. */
  orientation: z.object({ turnedDeg: z.literal([0, 90, 180, 270]), mirrored: z.boolean() }),
});

/** Why one is suggested to be kept: what it has that no other has more of, weightiest first. */
const keepReasons = [
  'longest',
  'highest-resolution',
  'highest-bit-rate',
  'original-date',
  'first-added',
] as const;
export type KeepReason = (typeof keepReasons)[number];

const duplicateGroup = z.object({
  kind: z.enum(duplicateKinds),
  /** For 'exact' mostly one, with several files; 'near': two at least. The one to keep comes first. */
  clips: z.array(duplicateClip).min(1),
  /** For 'near': those that were found alike; others of the group are so by way of a third. */
  pairs: z.array(duplicatePair),
  keep: z.object({ clipId: z.string(), reasons: z.array(z.enum(keepReasons)) }),
  /** What would be free if only that were kept, one file of it. */
  reclaimableBytes: count,
});
export type DuplicateGroup = z.infer<typeof duplicateGroup>;

/** Largest saving first. Clips whose fingerprint has not been taken have no near-duplicates yet. @throws clip-unknown */
export const find = defineCommand({
  access: 'read',
  pace: 'slow',
  request: z.object({
    kinds: z.array(z.enum(duplicateKinds)).min(1).default(['exact', 'near']),
    /** Least similarity of a pair, for 'near'. */
    threshold: z.number().min(0).max(1).default(usualThreshold),
    /** Only groups that this is in; null: all. */
    clip: clipReference.clip.nullable().default(null),
    relativeTo: clipReference.relativeTo,
  }),
  response: z.object({
    library: z.string(),
    groups: z.array(duplicateGroup),
    /** Clips with a fingerprint, and those without one. */
    compared: count,
    notCompared: count,
    tookMs: z.number(),
  }),
});

const merging = {
  /** Stays, and gets what was said of the others. Ids, beginnings of ids, or paths, as everywhere. */
  keep: clipReference.clip,
  others: z.array(clipReference.clip).max(200).default([]),
  relativeTo: clipReference.relativeTo,
  /** Of the kept clip, whether one file stays or all of them do. */
  copies: z.enum(['keep-all', 'keep-one']).default('keep-all'),
} as const;

/**
 * Why a file would not be moved, or was not. 'changed': it is not as the library knows it; 'kept': it is a file that stays, under another name;
 * 'no-trash': its disk has none, so that it would be deleted; 'kept-is-not-there': a file that stays is not there, or not as it was.
 */
const stayReasons = [
  'missing',
  'offline',
  'changed',
  'kept',
  'not-a-file',
  'no-trash',
  'kept-is-not-there',
  'failed',
] as const;

const fileToTrash = z.object({
  clipId: z.string(),
  path: z.string(),
  sizeBytes: count,
  /** null: it would be moved. */
  stays: z.enum(stayReasons).nullable(),
});

/**
 * What merging would do; nothing is done yet.
 *
 * @throws clip-unknown; bad-arguments where a clip is named twice, or there is nothing to merge
 */
export const preview = defineCommand({
  access: 'read',
  request: z.object(merging),
  response: z.object({
    /** Of the kept clip afterwards: all tags, the highest rating, all notes one below the other. */
    keep: z.object({
      clipId: z.string(),
      path: nullableText,
      tags: z.array(z.string()),
      rating,
      note: z.string(),
    }),
    others: z.array(
      z.object({
        clipId: z.string(),
        path: nullableText,
        tags: z.array(z.string()),
        rating,
        note: z.string(),
      }),
    ),
    /** What goes to the system's trash, if that is asked for. None of it does where no file of the kept clip is there and sound. */
    files: z.array(fileToTrash),
    /** By moving those, once the trash is emptied. */
    freedBytes: count,
    trash: z.enum(['possible', 'kept-is-not-there', 'nothing-to-move']),
    /** Stands for all that is shown here: merging takes it as a proof that this was seen. */
    token: z.string(),
  }),
});

/**
 * What was said of the others is said of the kept clip too; they keep it as well. Files go to the system's trash only on 'trash-files', and are never
 * deleted.
 *
 * @throws clip-unknown, bad-arguments; preview-outdated where the library or a file is not as the preview showed it: nothing is done then
 */
export const merge = defineCommand({
  access: 'write',
  request: z.object({
    ...merging,
    token: z.string(),
    files: z.enum(['leave-files', 'trash-files']).default('leave-files'),
  }),
  response: z.object({
    clipId: z.string(),
    /** What stood before, for `annotations.set`: setting it undoes what was said. Files are brought back from the trash by the system. */
    previous: z.array(
      z.object({
        clipId: z.string(),
        rating: rating.optional(),
        note: note.optional(),
        tags: z.array(z.string()).optional(),
      }),
    ),
    trashed: z.array(z.object({ clipId: z.string(), path: z.string(), sizeBytes: count })),
    /**
     * Files that stay where they are though they were to be moved. One with which a kept file went is told of here too ('kept-is-not-there'):
     * it is in the trash, to be brought back.
     */
    stayed: z.array(
      z.object({
        clipId: z.string(),
        path: z.string(),
        reason: z.enum(stayReasons),
        error: errorSchema.nullable(),
      }),
    ),
    freedBytes: count,
  }),
});
