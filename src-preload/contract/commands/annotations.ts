/** Commands about what people say of clips. Each change can be taken back with what it answers. */
import { z } from 'zod';
import { count } from '../artifacts/scalars.ts';
import { note, rating, tagName } from '../cards.ts';
import { defineCommand } from '../command.ts';

const change = z.object({
  clipId: z.string(),
  /** What is left out stays as it is. */
  rating: rating.optional(),
  note: note.optional(),
  /** All of its tags; names that differ only in case are one tag. */
  tags: z.array(tagName).max(200).optional(),
  addTags: z.array(tagName).max(200).optional(),
  removeTags: z.array(tagName).max(200).optional(),
});
export type AnnotationChange = z.input<typeof change>;

/** All or nothing. @throws clip-unknown */
export const set = defineCommand({
  access: 'write',
  request: z.object({ changes: z.array(change).min(1).max(10_000) }),
  response: z.object({
    changed: count,
    /** What stood before, as changes: setting them undoes this one. Only what was changed is in them. */
    previous: z.array(
      z.object({
        clipId: z.string(),
        rating: rating.optional(),
        note: note.optional(),
        tags: z.array(z.string()).optional(),
      }),
    ),
  }),
});

/** Every tag in use, most used first. */
export const tags = defineCommand({
  access: 'read',
  request: z.object({}),
  response: z.object({ tags: z.array(z.object({ name: z.string(), clips: count })) }),
});

/** Somebody has looked at these clips: they are not new any more. Clips that are not known are passed over. */
export const markOpened = defineCommand({
  access: 'write',
  request: z.object({ clipIds: z.array(z.string()).min(1).max(10_000) }),
  response: z.object({ marked: count }),
});
