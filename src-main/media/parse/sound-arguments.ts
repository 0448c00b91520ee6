/** What to tell ffmpeg to get the sound of one track as 16-bit samples, mono, 16 kHz, of which sample n is at n / 16000 s of the clip. */
import type { ClipClock } from './clip-clock.ts';

export interface SoundRequest {
  readonly trackIndex: number;
  readonly clock: ClipClock;
  /** So that a wild time stamp cannot ask for days of silence. */
  readonly mostSec: number;
  readonly hasErrorRateOption: boolean;
  /** `MediaTools.inputArguments` of the clip. */
  readonly input: (before: readonly string[]) => readonly string[];
}

/** `aresample` fills gaps and a late beginning with silence and cuts what overlaps or lies before 0. */
export function soundArguments(request: SoundRequest, pipe: number): string[] {
  const { trackIndex, clock, mostSec, hasErrorRateOption, input } = request;
  const shift = Math.round(clock.shiftSec * 1_000_000);
  const filters = [
    'asettb=AVTB',
    `asetpts=PTS${shift < 0 ? '-' : '+'}${Math.abs(shift)}`,
    'aresample=16000:async=1:first_pts=0',
    'aformat=sample_fmts=s16:channel_layouts=mono',
  ];
  return [
    ...(clock.times === 'as-stored' ? ['-copyts'] : []),
    ...(hasErrorRateOption ? ['-max_error_rate', '1'] : []),
    ...input(['-vn', '-sn', '-dn']),
    ...['-filter_complex', `[0:${trackIndex}]${filters.join(',')}[sound]`, '-map', '[sound]'],
    ...['-t', mostSec.toFixed(3), '-c:a', 'pcm_s16le', '-f', 's16le', `pipe:${pipe}`],
  ];
}
