/** The small shapes that artifacts are built of. */
import { z } from 'zod';

/** A time on the clip's own clock, in seconds from its first presented instant. */
export const timeSec = z.number();
/** A ratio as it is written in the stream: "30000/1001", "16:9". */
export const fraction = z.string().regex(/^\d+[/:]\d+$/);
export const nullableText = z.string().nullable();
export const nullableNumber = z.number().nullable();
export const count = z.number().int().nonnegative();
/** 0 to 100. */
export const percent = z.number().min(0).max(100);
export const hex = z.string().regex(/^[0-9a-f]+$/);
/** A file that a stage made: its name below the clip's own folder in the library. */
export const outputFile = z.object({
  path: z.string(),
  sizeBytes: count,
  sha256: hex,
  mediaType: z.string(),
});
export const pictureFile = outputFile.extend({ width: count, height: count });
export const span = z.object({ startSec: timeSec, endSec: timeSec });
