/** What people call a codec's level, from the number that ffprobe prints. */

/** MPEG-2 (ISO/IEC 13818-2, table 8-3): the number is a code, the level has a name. */
const mpeg2Levels: Readonly<Record<number, string>> = {
  4: 'High',
  5: 'HighP',
  6: 'High 1440',
  8: 'Main',
  10: 'Low',
};

const tenths = (level: number): string => (level / 10).toFixed(1);

const namers: Readonly<Record<string, (level: number) => string | null>> = {
  // ITU-T H.264 A.3.1: ten times the level; 9 is how "1b" is written.
  h264: (level) => (level === 9 ? '1b' : tenths(level)),
  // ITU-T H.265 A.4.1: thirty times the level.
  hevc: (level) => (level / 30).toFixed(1),
  // ITU-T H.266 A.4.1: sixteen times the major plus three times the minor number.
  vvc: (level) => `${String(level >> 4)}.${String(Math.floor((level & 15) / 3))}`,
  // AV1 specification A.3: seq_level_idx counts four levels to each major number from 2.0; 31 = no limit.
  av1: (level) => (level > 23 ? null : `${String(2 + (level >> 2))}.${String(level & 3)}`),
  // VP9 levels (webmproject.org/vp9/levels): ten times the level.
  vp9: tenths,
  mpeg2video: (level) => mpeg2Levels[level] ?? null,
};

/** "4.1", "1b", "Main"; null where the level is unknown (ffprobe writes -99) or has no name in this codec. */
export function levelNameOf(codec: string | null, level: number | null): string | null {
  const known = knownLevel(level);
  if (known === null || codec === null) return null;
  if (codec === 'mpeg4' || codec === 'vc1') return String(known);
  const namer = Object.hasOwn(namers, codec) ? namers[codec] : undefined;
  return known === 0 && codec !== 'av1' ? null : (namer?.(known) ?? null);
}

/** FFmpeg's FF_LEVEL_UNKNOWN is -99. */
export function knownLevel(level: number | null): number | null {
  return level === null || level < 0 ? null : level;
}
