/**
 * A clip as grids and lists show it, and how clips are chosen and ordered. Everything that a card shows comes with it:
 * a page of cards is one question.
 */
import { z } from 'zod';
import { count, nullableNumber, nullableText, timeSec } from './artifacts/scalars.ts';
import { hdrFormats } from './artifacts/technical.ts';
import { isoTime, nullableIsoTime } from './commands/shapes.ts';

export const clipStates = ['ready', 'working', 'failed', 'blocked', 'missing', 'quarantined'] as const;

export const resolutionClasses = ['8k', '4k', '1440p', '1080p', '720p', 'sd', 'unknown'] as const;

/** Upper bounds, in seconds: a clip belongs to the first that it is shorter than. */
export const durationClasses = [
  'under-10s',
  'under-1m',
  'under-10m',
  'under-1h',
  'longer',
  'unknown',
] as const;

/** 1 to 5 stars; null: not rated. */
export const rating = z.number().int().min(1).max(5).nullable();
export const tagName = z.string().trim().min(1).max(60);
export const note = z.string().max(20_000);

/** A picture that a stage made. `version` changes whenever the picture does: addresses that carry it may be kept for ever. */
const cardPicture = z.object({ version: z.string(), width: count, height: count });

export const card = z.object({
  id: z.string(),
  name: z.string(),
  /** Where it was seen last; one that is there now before one that is not. */
  path: nullableText,
  state: z.enum(clipStates),
  durationSec: nullableNumber,
  /** As it is shown, turned and with square pixels. */
  width: count.nullable(),
  height: count.nullable(),
  resolution: z.enum(resolutionClasses),
  framesPerSecond: nullableNumber,
  codec: nullableText,
  hdrFormat: z.enum(hdrFormats).nullable(),
  /** Maker and model. */
  camera: nullableText,
  sizeBytes: count,
  added: isoTime,
  /** When it was recorded, in the time of the place where it was, as far as the file says. */
  taken: nullableIsoTime,
  /** When somebody first opened it; null: new. */
  opened: nullableIsoTime,
  rating,
  tags: z.array(z.string()),
  hasNote: z.boolean(),
  poster: cardPicture.nullable(),
  /** Tile i is at column i % columns, row floor(i / columns). */
  filmstrip: cardPicture
    .extend({ tileWidth: count, tileHeight: count, columns: count, tileTimesSec: z.array(timeSec) })
    .nullable(),
  stages: z.object({ settled: count, total: count, failed: count }),
});
export type Card = z.infer<typeof card>;

/** A folder of a volume and all below it; `folder` '' is the whole volume. */
const place = z.object({ volume: z.string(), folder: z.string() });

const names = z.array(z.string().max(200)).max(200).default([]);

/** Several values of one kind: any of them; several kinds: all of them; an empty list: no matter. */
export const clipFilter = z.object({
  /** Words that name, tags or note have, in any order. */
  text: z.string().max(200).default(''),
  place: place.nullable().default(null),
  resolutions: z.array(z.enum(resolutionClasses)).default([]),
  codecs: names,
  /** 'SDR': none of the HDR formats. */
  hdr: z.array(z.enum(['SDR', ...hdrFormats])).default([]),
  cameras: names,
  durations: z.array(z.enum(durationClasses)).default([]),
  states: z.array(z.enum(clipStates)).default([]),
  tags: names,
  /** 0: no matter. */
  ratingAtLeast: z.number().int().min(0).max(5).default(0),
  /** 'new': nobody has opened it yet. */
  opened: z.enum(['any', 'new']).default('any'),
});
export type ClipFilter = z.output<typeof clipFilter>;
export type ClipFilterInput = z.input<typeof clipFilter>;

export const sortKeys = ['name', 'taken', 'added', 'duration', 'size', 'resolution', 'rating'] as const;
export type SortKey = (typeof sortKeys)[number];

/** What is not known comes last, whichever the direction. Equal ones are in the order in which they were added. */
export const clipSort = z.object({
  by: z.enum(sortKeys).default('added'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
});
export type ClipSort = z.output<typeof clipSort>;
