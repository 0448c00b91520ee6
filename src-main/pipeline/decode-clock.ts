/**
 * Makes times begin where the clip does, whichever of its streams are decoded.
 *
 * ffmpeg would do that by itself, but rounds to the stream's own ticks, which may be as long as a frame. So its times are left as
 * they are stored and the container's start is taken off afterwards, in microseconds. Transport and program streams are another
 * matter: their times may jump, which ffmpeg mends only when it may also move the start, and there it moves it to the earliest of
 * the streams that it decodes (ffmpeg's `process_input`, "Correcting start time"). That is added again.
 */
import { z } from 'zod';
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { MediaTools } from '../media/tools.ts';
import type { DecodeClock, DecodePlan } from './decode-plan.ts';

export const unshifted: DecodeClock = { times: 'by-ffmpeg', shiftSec: 0 };

const containersThatJump: ReadonlySet<string> = new Set(['mpegts', 'mpeg']);

const startTime = z.coerce.number().optional().catch(undefined);
const startTimes = z.object({
  format: z.object({ start_time: startTime }),
  streams: z.array(z.object({ index: z.number(), start_time: startTime })),
});

export async function findClock(
  media: Pick<MediaTools, 'ffprobe'>,
  probe: Pick<Artifact<'probe'>, 'container' | 'startSec'>,
  plan: Pick<DecodePlan, 'streams'>,
): Promise<DecodeClock> {
  if (!containersThatJump.has(probe.container)) return { times: 'as-stored', shiftSec: -probe.startSec };
  const entries = ['-show_entries', 'format=start_time:stream=index,start_time'];
  const found = startTimes.safeParse(await media.ffprobe(entries).catch(() => null));
  if (!found.success) return unshifted;
  const { format, streams } = found.data;
  const decoded = streams.flatMap(({ index, start_time }) =>
    plan.streams.includes(index) ? (start_time ?? []) : [],
  );
  const lateSec =
    format.start_time === undefined || decoded.length === 0 ? 0 : Math.min(...decoded) - format.start_time;
  return { times: 'by-ffmpeg', shiftSec: Math.max(0, lateSec) };
}
