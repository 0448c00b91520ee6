/** Judges whether a decode got as much out of a file as its headers promised. */

export interface PromisedContent {
  /** Length of the video stream where it is known, else null. */
  readonly videoSec: number | null;
  /** Length of the whole container, which its longest track decides. */
  readonly containerSec: number | null;
  readonly frameCount: number | null;
  readonly framesPerSecond: number | null;
  /** Whether frames may be unevenly spaced, so that the last one may be shown for long. */
  readonly unevenFrames: boolean;
  /** Whether the container has tracks that were not decoded here and may be longer (subtitles, say). */
  readonly otherTracks: boolean;
}

export interface DecodedContent {
  readonly frames: number;
  /** Time of the last frame. */
  readonly lastFrameSec: number;
  /** Frames for which there was a gap in time between those that were given. */
  readonly framesInGaps: number;
  /** Where the decoded sound ended; null where none was decoded. */
  readonly soundEndSec: number | null;
  readonly errorCount: number;
  /** As the decoder wrote them; repeated ones end in "(× n)". */
  readonly messages: readonly string[];
}

/** `detail`: the first message that tells of it, if any does. */
export type Completeness =
  | { readonly state: 'whole' }
  | {
      readonly state: 'truncated';
      readonly decodedSec: number;
      readonly durationSec: number;
      readonly detail: string | null;
    }
  | { readonly state: 'damaged'; readonly lostPercent: number; readonly detail: string | null };

/** A loss is one from this share of the clip on, and from so much on: encoders round, players do not notice. */
const substantialShare = 0.05;
const fewestMissingFrames = 2;
const shortestMissingSec = 0.25;

/** What decoders and demuxers write when data is missing or wrong; the rest of their messages is talk. */
const damage =
  /invalid data|invalid nal|invalid frame|invalid sync|invalid mark|error while decoding|error submitting|decode_slice|concealing|corrupt|partial file|ended prematurely|truncated|missing picture|no frame!|error splitting|overread|bitstream/i;
/** Messages of which a decoder writes one for each frame that it patched up. */
const patchedFrame = /concealing|corrupt decoded frame/i;
/** Sound decoders, whose trouble is not the picture's. */
const soundSpeaker = /^(aac|mp[123]|mp3float|ac3|eac3|opus|vorbis|flac|alac|amr|pcm|wma|dca|truehd|aist)/i;

/**
 * Truncated: decoding stopped well before the promised end. Damaged: errors were reported and a substantial share of the
 * frames is missing or was patched up by the decoder. A noisy decoder alone is neither.
 */
export function judgeCompleteness(promised: PromisedContent, decoded: DecodedContent): Completeness {
  const troubles = decoded.messages.filter((message) => damage.test(message) && !soundSpeaker.test(message));
  const detail = troubles[0] ?? null;
  if (decoded.frames === 0) return { state: 'damaged', lostPercent: 100, detail };
  const inTrouble = decoded.errorCount > 0 && troubles.length > 0;
  const missing = missingTime(promised, decoded);
  if (missing !== null && (inTrouble || framesAreMissing(promised, decoded))) {
    return { state: 'truncated', ...missing, detail };
  }
  const lost = inTrouble ? lostFrames(promised, decoded, troubles) : 0;
  const total = Math.max(decoded.frames, expectedFrames(promised) ?? 0);
  if (lost <= Math.max(fewestMissingFrames, total * substantialShare)) return { state: 'whole' };
  return { state: 'damaged', lostPercent: Math.min(100, Math.round((lost / total) * 1000) / 10), detail };
}

/** What was promised and what came, if substantially less came. */
function missingTime(
  promised: PromisedContent,
  decoded: DecodedContent,
): { readonly decodedSec: number; readonly durationSec: number } | null {
  const durationSec = promised.videoSec ?? promised.containerSec;
  if (durationSec === null) return null;
  const frameSec = frameDuration(promised, decoded);
  const pictureEndSec = decoded.lastFrameSec + frameSec;
  // Only the longest track need reach the container's end.
  const decodedSec =
    promised.videoSec === null ? Math.max(pictureEndSec, decoded.soundEndSec ?? 0) : pictureEndSec;
  const tolerated = Math.max(
    durationSec * substantialShare,
    fewestMissingFrames * frameSec,
    shortestMissingSec,
  );
  return durationSec - decodedSec > tolerated ? { decodedSec, durationSec } : null;
}

/** Whether, without any error, time that is missing means frames that are missing. */
function framesAreMissing(promised: PromisedContent, decoded: DecodedContent): boolean {
  const expected = expectedFrames(promised);
  if (expected !== null) {
    return expected - decoded.frames > Math.max(fewestMissingFrames, expected * substantialShare);
  }
  // A still that is shown until the end, or subtitles that go on, are no loss.
  return !promised.unevenFrames && !(promised.videoSec === null && promised.otherTracks);
}

/** Frames that are shown: a file may hold more than its edit list uses. */
function expectedFrames({ frameCount, videoSec, framesPerSecond }: PromisedContent): number | null {
  if (frameCount === null || videoSec === null || framesPerSecond === null) return frameCount;
  return Math.min(frameCount, Math.round(videoSec * framesPerSecond));
}

function frameDuration(promised: PromisedContent, decoded: DecodedContent): number {
  if (promised.framesPerSecond !== null && promised.framesPerSecond > 0) return 1 / promised.framesPerSecond;
  return decoded.frames > 1 ? decoded.lastFrameSec / (decoded.frames - 1) : 0;
}

/** Frames that were never given, and those that the decoder patched up. */
function lostFrames(promised: PromisedContent, decoded: DecodedContent, troubles: readonly string[]): number {
  const uncounted = Math.max(0, (expectedFrames(promised) ?? 0) - decoded.frames);
  const missing = Math.max(uncounted, promised.unevenFrames ? 0 : decoded.framesInGaps);
  const patched = troubles.filter((message) => patchedFrame.test(message)).map(timesOf);
  return missing + Math.min(decoded.frames, Math.max(0, ...patched));
}

/** How often a message came. */
function timesOf(message: string): number {
  return Number(/\(× (\d+)\)$/.exec(message)?.[1] ?? 1);
}

/** Counts the frames that are missing between frames. */
export class GapCounter {
  readonly #frameSec: number | null;
  #lastSec: number | null = null;
  #frames = 0;

  constructor(framesPerSecond: number | null) {
    this.#frameSec = framesPerSecond !== null && framesPerSecond > 0 ? 1 / framesPerSecond : null;
  }

  add(timeSec: number): void {
    if (this.#frameSec !== null && this.#lastSec !== null) {
      this.#frames += Math.max(0, Math.round((timeSec - this.#lastSec) / this.#frameSec) - 1);
    }
    this.#lastSec = timeSec;
  }

  get frames(): number {
    return this.#frames;
  }
}
