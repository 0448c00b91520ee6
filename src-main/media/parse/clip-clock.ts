/**
 * How the times of a container become those of the clip, which begin at 0, whichever of its streams are decoded.
 *
 * ffmpeg would do that by itself, but rounds to the stream's own ticks, which may be as long as a frame. So its times are left as
 * they are stored and the container's start is taken off afterwards, in microseconds. Transport and program streams are another
 * matter: their times may jump, which ffmpeg mends only when it may also move the start, and there it moves it to the earliest of
 * the streams that it decodes (ffmpeg's `process_input`, "Correcting start time"). That is added again.
 */
import { z } from 'zod';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';

export interface ClipClock {
  /**
   * `as-stored`: ffmpeg passes on the container's times. `by-ffmpeg`: it takes off where the container begins, and mends times
   * that jump, as they do in transport streams.
   */
  readonly times: 'as-stored' | 'by-ffmpeg';
  /** Seconds to add to what ffmpeg then says. */
  readonly shiftSec: number;
}

export const unshifted: ClipClock = { times: 'by-ffmpeg', shiftSec: 0 };

const containersThatJump: ReadonlySet<string> = new Set(['mpegts', 'mpeg']);

const startTime = z.coerce.number().optional().catch(undefined);
const startTimes = z.object({
  format: z.object({ start_time: startTime }),
  streams: z.array(z.object({ index: z.number(), start_time: startTime })),
});

/** @param streams those that are decoded together */
export async function findClipClock(
  media: { ffprobe(args: readonly string[]): Promise<unknown> },
  probe: Pick<Artifact<'probe'>, 'container' | 'startSec'>,
  streams: readonly number[],
): Promise<ClipClock> {
  if (!containersThatJump.has(probe.container)) return { times: 'as-stored', shiftSec: -probe.startSec };
  const entries = ['-show_entries', 'format=start_time:stream=index,start_time'];
  const found = startTimes.safeParse(await media.ffprobe(entries).catch(() => null));
  if (!found.success) return unshifted;
  const { format, streams: all } = found.data;
  const decoded = all.flatMap(({ index, start_time }) => (streams.includes(index) ? (start_time ?? []) : []));
  const lateSec =
    format.start_time === undefined || decoded.length === 0 ? 0 : Math.min(...decoded) - format.start_time;
  return { times: 'by-ffmpeg', shiftSec: Math.max(0, lateSec) };
}
