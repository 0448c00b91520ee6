/**
 * Reads back what ffmpeg writes with `-c:v rawvideo -f matroska`: raw pictures, each with its time, through one pipe.
 * Only as much of Matroska (RFC 9559) and EBML (RFC 8794) as that takes: one track, no lacing.
 */

export interface TimedFrame {
  readonly timeSec: number;
  /** A view into the bytes that were given. */
  readonly pixels: Uint8Array;
}

const ids = {
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  cluster: 0x1f43b675,
  clusterTimestamp: 0xe7,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
} as const;

/** Elements whose content is elements: they are entered rather than stepped over. */
const parents: ReadonlySet<number> = new Set([ids.segment, ids.info, ids.cluster, ids.blockGroup]);

/** Nanoseconds a tick, unless the file says otherwise (RFC 9559, 5.1.2.9). */
const defaultTimestampScale = 1_000_000;

/** Length in bytes of the variable-size integer at `at`; 0 where there is none. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first === 0 ? 0 : Math.clz32(first) - 23;
  return at + length <= bytes.length ? length : 0;
}

function unsigned(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let offset = 0; offset < length; offset += 1) value = value * 256 + (bytes[at + offset] ?? 0);
  return value;
}

interface Element {
  readonly id: number;
  /** Where its content begins, and how long that is. Infinity: as long as there are bytes. */
  readonly start: number;
  readonly size: number;
}

function elementAt(bytes: Uint8Array, at: number): Element | null {
  const idLength = lengthAt(bytes, at);
  const sizeAt = at + idLength;
  const sizeLength = idLength === 0 ? 0 : lengthAt(bytes, sizeAt);
  if (sizeLength === 0) return null;
  // The marker bit is taken off before the number grows past what a double holds exactly.
  const head = (bytes[sizeAt] ?? 0) & (0xff >> sizeLength);
  const size = head * 256 ** (sizeLength - 1) + unsigned(bytes, sizeAt + 1, sizeLength - 1);
  const isUnknown = size >= 2 ** (7 * sizeLength) - 1;
  return { id: unsigned(bytes, at, idLength), start: sizeAt + sizeLength, size: isUnknown ? Infinity : size };
}

/** The frames in the order in which they were written. Bytes that end early give the frames that are whole. */
export function readMatroskaFrames(bytes: Uint8Array): TimedFrame[] {
  const frames: TimedFrame[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let secondsPerTick = defaultTimestampScale / 1e9;
  let clusterTicks = 0;
  for (let at = 0; ;) {
    const element = elementAt(bytes, at);
    if (element === null) return frames;
    const { id, start, size } = element;
    if (parents.has(id)) {
      at = start;
      continue;
    }
    if (start + size > bytes.length) return frames;
    if (id === ids.timestampScale) secondsPerTick = unsigned(bytes, start, size) / 1e9;
    if (id === ids.clusterTimestamp) clusterTicks = unsigned(bytes, start, size);
    if (id === ids.simpleBlock || id === ids.block) {
      const trackLength = lengthAt(bytes, start);
      const ticks = clusterTicks + view.getInt16(start + trackLength);
      const header = trackLength + 3;
      frames.push({ timeSec: ticks * secondsPerTick, pixels: bytes.subarray(start + header, start + size) });
    }
    at = start + size;
  }
}
