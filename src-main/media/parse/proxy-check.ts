/** Whether an encoder made what it was asked for. */
import { z } from 'zod';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { PictureSize } from './picture-size.ts';

export const proxyProbeArguments: readonly string[] = [
  '-show_entries',
  'format=duration:stream=codec_type,codec_name,pix_fmt,width,height,level,start_time:stream_side_data=rotation',
];

const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  pix_fmt: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  level: z.number().optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
const reportSchema = z.object({
  streams: z.array(streamSchema),
  format: z.object({ duration: z.coerce.number().nonnegative() }),
});

export interface MadeProxy {
  readonly codec: string | null;
  readonly pixelFormat: string | null;
  readonly width: number;
  readonly height: number;
  readonly level: number | null;
  readonly rotationDeg: number;
  readonly durationSec: number;
  readonly audioCodec: string | null;
  readonly hasAudio: boolean;
}

/** Reads ffprobe's report; throws `tool-failed` where there is no picture in it or no length. */
export function madeProxy(report: unknown): MadeProxy {
  const parsed = reportSchema.safeParse(report);
  const video = parsed.data?.streams.find((stream) => stream.codec_type === 'video');
  if (!parsed.success || video === undefined) {
    throw new AppError('tool-failed', { detail: 'the encoder left no file with a picture' }, parsed.error);
  }
  const audio = parsed.data.streams.find((stream) => stream.codec_type === 'audio');
  return {
    codec: video.codec_name ?? null,
    pixelFormat: video.pix_fmt ?? null,
    width: video.width ?? 0,
    height: video.height ?? 0,
    level: video.level ?? null,
    rotationDeg: video.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0,
    durationSec: parsed.data.format.duration,
    audioCodec: audio?.codec_name ?? null,
    hasAudio: audio !== undefined,
  };
}

/** ITU-T H.264, table A-1, times ten. */
const highestLevel = 42;

/** How far lengths may be apart, in seconds: containers round, and sound rarely ends with the picture. */
function toleranceSec(clipDurationSec: number): number {
  return Math.max(1.5, clipDurationSec * 0.05);
}

/** Worth a word, but no defect: clips that are damaged or cut off are shorter than they say. */
export function isShort(made: Pick<MadeProxy, 'durationSec'>, clipDurationSec: number | null): boolean {
  return clipDurationSec !== null && made.durationSec < clipDurationSec - toleranceSec(clipDurationSec);
}

/** What is wrong with a proxy, in words; empty where nothing is. */
export function proxyDefects(made: MadeProxy, size: PictureSize, clipDurationSec: number | null): string[] {
  const defects: string[] = [];
  if (made.codec !== 'h264') defects.push(`codec ${made.codec ?? 'unknown'} instead of h264`);
  if (made.pixelFormat !== 'yuv420p')
    defects.push(`pixel format ${made.pixelFormat ?? 'unknown'} instead of yuv420p`);
  if (made.width !== size.width || made.height !== size.height) {
    defects.push(`size ${made.width}×${made.height} instead of ${size.width}×${size.height}`);
  }
  if (made.rotationDeg !== 0) defects.push('a rotation was left in it');
  if (made.level !== null && made.level > highestLevel) defects.push(`level ${made.level} is too high`);
  if (made.hasAudio && made.audioCodec !== 'aac')
    defects.push(`sound is ${made.audioCodec ?? 'unknown'} instead of aac`);
  if (made.durationSec <= 0) defects.push('it has no length');
  if (clipDurationSec !== null && made.durationSec > clipDurationSec + toleranceSec(clipDurationSec)) {
    defects.push(`${made.durationSec.toFixed(1)} s long instead of ${clipDurationSec.toFixed(1)} s`);
  }
  return defects;
}
