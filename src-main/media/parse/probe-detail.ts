/** Builds the `probe-detail` artifact from packets and the first decoded frames. Pure. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import type { FfprobeFrame, FfprobeReport, SideData } from './ffprobe-json.ts';
import { fractionValue } from './fraction.ts';
import { isUnevenlySpaced } from './frame-spacing.ts';
import { colourOf, colourOr, hdrOf, hdrOr } from './hdr.ts';
import { isObject, toCount, toText } from './lenient.ts';
import type { Packets } from './packets.ts';
import { bitRateModeOf, countPackets, medianDistance, pictureTimes, shownDuration } from './packets.ts';
import { scanTypeOf } from './probe.ts';

type Probe = Artifact<'probe'>;
type ProbeDetail = Artifact<'probe-detail'>;

/** The ffprobe options that print what `buildProbeDetail` reads about frames. Add an interval and a stream. */
export const frameArguments: readonly string[] = [
  '-show_entries',
  [
    'frame=interlaced_frame,top_field_first,color_range,color_space,color_transfer,color_primaries,chroma_location',
    'frame_side_data',
    // Printed after decoding, these three know more than in the basic probe.
    'stream=index,codec_type,time_base,refs,closed_captions,field_order',
    'stream_side_data',
  ].join(':'),
];

export interface DetailSource {
  readonly probe: Probe;
  readonly packets: Packets;
  /** Whether `packets` reach to the end of the stream. */
  readonly complete: boolean;
  /** ffprobe's report on the main video stream and its first frames; frames may be missing where none decodes. */
  readonly firstFrames: FfprobeReport;
}

export function buildProbeDetail({ probe, packets, complete, firstFrames }: DetailSource): ProbeDetail {
  const { video } = probe;
  const { frames } = firstFrames;
  const stream = firstFrames.streams.find(({ index }) => index === video.index);
  const scan = scanOf(frames, stream?.field_order ?? video.fieldOrder);
  const tickSec = fractionValue(stream?.time_base ?? null);
  const sideData = frames.flatMap((frame) => frame.side_data_list);
  const colour = colourOr(firstColour(frames), video.colour);
  const fromFrames = hdrOf({
    transfer: colour.transfer,
    sideData: [...sideData, ...(stream?.side_data_list ?? [])],
    codecTag: video.codecTag,
  });
  return {
    ...measure(
      packets,
      complete,
      video.durationSec,
      packetsPerFrame(packets, scan.scanType, video.framesPerSecond),
    ),
    variableFrameRate: isUnevenlySpaced(pictureTimes(packets, 'stored'), tickSec),
    ...scan,
    referenceFrames: toCount(stream?.refs),
    colour,
    hdr: hdrOr(fromFrames, video.hdr),
    timecode: frameTimecode(sideData) ?? probe.timecode,
    closedCaptions: hasCaptions(sideData, probe) || stream?.closed_captions === true,
    complete,
  };
}

type Measured = Pick<
  ProbeDetail,
  'durationSec' | 'frameCount' | 'keyframeCount' | 'longestGop' | 'bitRate' | 'bitRateMode'
>;

/** What only holds for the whole stream is null where just its beginning was read. */
function measure(
  packets: Packets,
  complete: boolean,
  announcedSec: number | null,
  perFrame: 1 | 2,
): Measured {
  const counts = countPackets(packets);
  const durationSec = shownDuration(packets, announcedSec);
  const isEmpty = packets.count === 0;
  const whole = complete && !isEmpty;
  const bitsPerSec = durationSec === null || durationSec <= 0 ? null : (counts.sizeBytes * 8) / durationSec;
  return {
    durationSec: whole ? durationSec : null,
    frameCount: whole ? Math.ceil(counts.shown / perFrame) : null,
    keyframeCount: whole ? counts.keys : null,
    longestGop: counts.longestGop === null ? null : Math.ceil(counts.longestGop / perFrame),
    bitRate: bitsPerSec === null ? null : Math.round(bitsPerSec),
    bitRateMode: bitRateModeOf(packets),
  };
}

/** Interlaced H.264 may put each field into a packet of its own: then packets come twice as fast as frames. */
function packetsPerFrame(
  packets: Packets,
  scanType: ProbeDetail['scanType'],
  framesPerSecond: number | null,
): 1 | 2 {
  const distance = medianDistance(pictureTimes(packets, 'shown'));
  if (scanType !== 'interlaced' || framesPerSecond === null || distance === null) return 1;
  return Math.abs(distance * framesPerSecond - 0.5) < 0.05 ? 2 : 1;
}

/**
 * Interlaced if either the header or one of the frames says so: headers are often silent, and decoders of uncompressed
 * video never look at fields.
 */
function scanOf(
  frames: readonly FfprobeFrame[],
  fieldOrder: string | null,
): Pick<ProbeDetail, 'scanType' | 'fieldOrder'> {
  const headerScan = scanTypeOf(fieldOrder);
  if (headerScan === 'interlaced') return { scanType: headerScan, fieldOrder };
  const interlaced = frames.find((frame) => frame.interlaced_frame);
  if (interlaced !== undefined) {
    return { scanType: 'interlaced', fieldOrder: interlaced.top_field_first ? 'tt' : 'bb' };
  }
  if (headerScan === null && frames.length === 0) return { scanType: null, fieldOrder };
  return { scanType: 'progressive', fieldOrder: 'progressive' };
}

/** What the first frame that has any colour fields says. */
function firstColour(frames: readonly FfprobeFrame[]): ProbeDetail['colour'] {
  const none = { primaries: null, transfer: null, matrix: null, range: null, chromaLocation: null };
  return frames.map(colourOf).reduce(colourOr, none);
}

/** Encoders that nobody told a time code count from zero: that says nothing. */
function setTimecode(value: unknown): string | null {
  const text = toText(value);
  return text === null || /^[0:;.]+$/.test(text) ? null : text;
}

/** SMPTE ST 12-1 time code of a frame's supplemental information, else the one of an MPEG-2 group of pictures. */
function frameTimecode(sideData: readonly SideData[]): string | null {
  for (const entry of sideData) {
    const codes: unknown = entry['timecodes'];
    if (entry.side_data_type?.startsWith('SMPTE 12-1 timecode') !== true || !Array.isArray(codes)) continue;
    const first: unknown = codes[0];
    const value = isObject(first) ? setTimecode(first['value']) : null;
    if (value !== null) return value;
  }
  const group = sideData.find((entry) => entry.side_data_type === 'GOP timecode');
  return setTimecode(group?.['timecode']);
}

/** In the picture's own stream (ATSC A/53, part 4) or as a track (EIA-608 and 708). */
function hasCaptions(sideData: readonly SideData[], probe: Probe): boolean {
  return (
    sideData.some((entry) => /Closed Captions/i.test(entry.side_data_type ?? '')) ||
    probe.subtitleTracks.some((track) => /^eia_[67]08$/.test(track.codec ?? ''))
  );
}
