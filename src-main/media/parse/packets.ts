/** What the packets of one video stream tell: real duration, frames, keyframes, and how bits are spread. Pure. */

/** Packets in the order of the file, one entry each in every array. */
export interface Packets {
  readonly count: number;
  /** Seconds; NaN where the container gives none. */
  readonly presentedSec: Float64Array;
  readonly decodedSec: Float64Array;
  readonly durationSec: Float64Array;
  readonly sizeBytes: Float64Array;
  readonly isKey: Uint8Array;
  /** Packets that an edit list hides: they are decoded and not shown. */
  readonly isHidden: Uint8Array;
}

/** The ffprobe options that print what `parsePackets` reads, a line a packet. */
export const packetArguments: readonly string[] = [
  '-show_entries',
  'packet=pts_time,dts_time,duration_time,size,flags',
  '-of',
  'csv=print_section=0',
];

/** Flags are letters in fixed places: K = keyframe, D = to be discarded. */
const packetLine = /^([-\d.]+|N\/A),([-\d.]+|N\/A),([-\d.]+|N\/A),(\d+|N\/A),([A-Z_]+)/;

/** Lines of other shapes (side data of a packet, empty ones) are left out. */
export function parsePackets(csv: string): Packets {
  const lines = csv.split('\n');
  const presentedSec = new Float64Array(lines.length);
  const decodedSec = new Float64Array(lines.length);
  const durationSec = new Float64Array(lines.length);
  const sizeBytes = new Float64Array(lines.length);
  const isKey = new Uint8Array(lines.length);
  const isHidden = new Uint8Array(lines.length);
  let count = 0;
  for (const line of lines) {
    const match = packetLine.exec(line);
    if (match === null) continue;
    presentedSec[count] = Number(match[1]);
    decodedSec[count] = Number(match[2]);
    durationSec[count] = Number(match[3]);
    sizeBytes[count] = Number(match[4]);
    const flags = match[5] ?? '';
    isKey[count] = flags.includes('K') ? 1 : 0;
    isHidden[count] = flags.includes('D') ? 1 : 0;
    count += 1;
  }
  return {
    count,
    presentedSec: presentedSec.subarray(0, count),
    decodedSec: decodedSec.subarray(0, count),
    durationSec: durationSec.subarray(0, count),
    sizeBytes: sizeBytes.subarray(0, count),
    isKey: isKey.subarray(0, count),
    isHidden: isHidden.subarray(0, count),
  };
}

/** Times at which pictures are shown, ascending, in seconds. Containers without presentation times (AVI) give the others. */
export function pictureTimes(packets: Packets, which: 'shown' | 'stored'): Float64Array {
  const times = new Float64Array(packets.count);
  let count = 0;
  for (let at = 0; at < packets.count; at += 1) {
    if (which === 'shown' && packets.isHidden[at] === 1) continue;
    const presented = packets.presentedSec[at] ?? NaN;
    const time = Number.isFinite(presented) ? presented : (packets.decodedSec[at] ?? NaN);
    if (!Number.isFinite(time)) continue;
    times[count] = time;
    count += 1;
  }
  return times.subarray(0, count).sort();
}

/** The middle one of the distances between neighbours (of an ascending list); null for fewer than two times. */
export function medianDistance(times: Float64Array): number | null {
  if (times.length < 2) return null;
  const distances = new Float64Array(times.length - 1);
  for (let at = 0; at < distances.length; at += 1) distances[at] = (times[at + 1] ?? 0) - (times[at] ?? 0);
  return distances.sort()[distances.length >> 1] ?? null;
}

/**
 * Seconds from the first shown picture to the end of the last. Where the last packet has no duration, it is held to
 * last as long as the middle one of all distances. An edit list may end the film within its last picture: then the
 * `announcedSec` of the header are right. Null without a single time.
 */
export function shownDuration(packets: Packets, announcedSec: number | null = null): number | null {
  const times = pictureTimes(packets, 'shown');
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return null;
  let lastDuration = NaN;
  for (let at = 0; at < packets.count; at += 1) {
    if (packets.presentedSec[at] === last) lastDuration = packets.durationSec[at] ?? NaN;
  }
  const untilLast = last - first;
  const total = untilLast + (lastDuration > 0 ? lastDuration : (medianDistance(times) ?? 0));
  const cutShort = announcedSec !== null && announcedSec > untilLast + microsecond && announcedSec < total;
  return roundToMicroseconds(cutShort ? announcedSec : total);
}

/** Times are printed with six decimals; arithmetic on them should not seem to know more. */
const microsecond = 1e-6;
function roundToMicroseconds(seconds: number): number {
  return Math.round(seconds / microsecond) / 1e6;
}

/**
 * How many packets of the start must be read for some frames to come out: those that are hidden or lie before the
 * first keyframe give none. At most `limit`.
 */
export function packetsForFirstFrames(packets: Packets, wanted: number, limit: number): number {
  let useless = 0;
  while (useless < packets.count && packets.isKey[useless] !== 1) useless += 1;
  while (useless < packets.count && packets.isHidden[useless] === 1) useless += 1;
  return Math.min(limit, (useless < packets.count ? useless : 0) + wanted);
}

export interface PacketCounts {
  /** Packets that are shown, and keyframes among all. */
  readonly shown: number;
  readonly keys: number;
  /** The most packets from one keyframe up to the next (or the end); null without keyframes. */
  readonly longestGop: number | null;
  readonly sizeBytes: number;
}

export function countPackets(packets: Packets): PacketCounts {
  let shown = 0;
  let keys = 0;
  let longestGop = 0;
  let gop = 0;
  let sizeBytes = 0;
  for (let at = 0; at < packets.count; at += 1) {
    if (packets.isHidden[at] !== 1) shown += 1;
    if (packets.isKey[at] === 1) {
      keys += 1;
      gop = 0;
    }
    // Packets in front of the first keyframe belong to no group that is here.
    if (keys > 0) gop += 1;
    longestGop = Math.max(longestGop, gop);
    const size = packets.sizeBytes[at] ?? 0;
    sizeBytes += Number.isFinite(size) ? size : 0;
  }
  return { shown, keys, longestGop: keys > 0 ? longestGop : null, sizeBytes };
}

/** Share by which the bits of a second may differ from the mean of all for the rate to be called constant. */
const constantWithin = 0.1;

/**
 * Whether the whole seconds of the stream hold about the same number of bits, each within 10 % of their mean.
 * The unfinished last second does not count; null for fewer than two whole seconds.
 */
export function bitRateModeOf(packets: Packets): 'constant' | 'variable' | null {
  const times = new Float64Array(packets.count);
  let first = Infinity;
  let last = -Infinity;
  for (let at = 0; at < packets.count; at += 1) {
    const decoded = packets.decodedSec[at] ?? NaN;
    const time = Number.isFinite(decoded) ? decoded : (packets.presentedSec[at] ?? NaN);
    times[at] = time;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  // A decoder's time line with a jump of days in it would make millions of empty seconds: nothing to be told from that.
  const seconds = Math.floor(last - first);
  if (!(seconds >= 2) || seconds > packets.count) return null;
  const bytes = new Float64Array(seconds);
  for (let at = 0; at < packets.count; at += 1) {
    const second = Math.floor((times[at] ?? NaN) - first);
    if (second >= 0 && second < seconds) bytes[second] = (bytes[second] ?? 0) + (packets.sizeBytes[at] ?? 0);
  }
  const mean = bytes.reduce((sum, size) => sum + size, 0) / seconds;
  return bytes.every((size) => Math.abs(size - mean) <= mean * constantWithin) ? 'constant' : 'variable';
}
