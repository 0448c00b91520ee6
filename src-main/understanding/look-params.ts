/** Params of stages that look at sampled frames: the same names, ranges and defaults, so that their wishes are equal. */
import { z } from 'zod';

export const lookParams = z.object({
  longSidePixels: z
    .number()
    .int()
    .min(160)
    .max(1920)
    .default(640)
    .describe('Size of the frames that are looked at: pixels along the longer side'),
  perSecond: z.number().min(0.05).max(10).default(1).describe('Frames a second that are looked at'),
  fewestFrames: z
    .number()
    .int()
    .min(1)
    .max(200)
    .default(12)
    .describe('Short clips are looked at more often, for at least so many frames'),
  mostPerSecond: z
    .number()
    .min(0.05)
    .max(30)
    .default(8)
    .describe('But never more often than this, frames a second'),
});
