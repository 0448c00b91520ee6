/** Builds the `probe` artifact from what ffprobe reads in headers. Pure. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { knownLevel, levelNameOf } from './codec-level.ts';
import { containerNameOf, isStillOrText } from './container-name.ts';
import { displaySize, orientationOf } from './display-matrix.ts';
import type { FfprobeReport, FfprobeStream } from './ffprobe-json.ts';
import { fractionValue, knownFraction } from './fraction.ts';
import { colourOf, hdrOf } from './hdr.ts';
import { toCount } from './lenient.ts';
import { isCover, mainVideoOf } from './main-video.ts';
import { bitDepthOf, chromaSubsamplingOf } from './pixel-format-facts.ts';
import type { IndexedStream } from './stream-facts.ts';
import {
  codecTagOf,
  languageOf,
  notNegative,
  positive,
  streamBitRate,
  streamDuration,
} from './stream-facts.ts';
import { attachmentOf, audioTrackOf, dataStreamOf, subtitleTrackOf } from './tracks.ts';

type Probe = Artifact<'probe'>;
type VideoStream = Probe['video'];

/** The ffprobe options that print what `buildProbe` reads, and little else. */
export const probeArguments: readonly string[] = [
  '-show_entries',
  [
    'format=format_name,format_long_name,start_time,duration,bit_rate',
    'format_tags',
    'stream=index,codec_type,codec_name,codec_long_name,codec_tag_string,profile,level,width,height,pix_fmt,' +
      'sample_aspect_ratio,display_aspect_ratio,avg_frame_rate,r_frame_rate,field_order,refs,bits_per_raw_sample,' +
      'bits_per_sample,bit_rate,duration,nb_frames,color_range,color_space,color_transfer,color_primaries,' +
      'chroma_location,sample_rate,channels,channel_layout',
    'stream_disposition=default,forced,attached_pic,timed_thumbnails,still_image',
    'stream_tags',
    'stream_side_data',
    'chapter=start_time,end_time',
    'chapter_tags',
  ].join(':'),
];

/**
 * `filePath` is only looked at for its ending (Matroska or WebM) and named in errors.
 * Throws `media-unreadable` (no streams, or a picture without size), `no-video` or `codec-unsupported`.
 */
export function buildProbe(report: FfprobeReport, filePath: string): Probe {
  const { format } = report;
  // A stream's own number is what tools are later asked for; its place in the list is the same wherever that is missing.
  const streams = report.streams.map((stream, place) => ({
    ...stream,
    index: toCount(stream.index) ?? place,
  }));
  const main = mainVideoOrThrow(report, streams, filePath);
  const timecode = streamTimecode(main) ?? streams.map(trackTimecode).find((code) => code !== null) ?? null;
  const of = (type: string): IndexedStream[] => streams.filter((stream) => stream.codec_type === type);
  return {
    ...containerOf(report, streams, filePath),
    durationSec: notNegative(format.duration) ?? longest(streams),
    startSec: format.start_time ?? 0,
    bitRate: positive(format.bit_rate),
    title: format.tags.get('title') ?? format.tags.get('com.apple.quicktime.title') ?? null,
    timecode: timecode ?? format.tags.get('timecode') ?? null,
    tags: Object.fromEntries(format.tags),
    video: videoStreamOf(main, timecode),
    otherVideo: of('video')
      .filter((stream) => stream !== main)
      .map(otherVideoOf),
    audioTracks: of('audio').map(audioTrackOf),
    subtitleTracks: of('subtitle').map(subtitleTrackOf),
    chapters: report.chapters.map((chapter) => ({
      startSec: chapter.start_time ?? 0,
      endSec: chapter.end_time ?? chapter.start_time ?? 0,
      title: chapter.tags.get('title') ?? null,
    })),
    attachments: of('attachment').map(attachmentOf),
    dataStreams: of('data').map(dataStreamOf),
  };
}

function containerOf(
  { format }: FfprobeReport,
  streams: readonly IndexedStream[],
  filePath: string,
): Pick<Probe, 'container' | 'containerName' | 'containerBrand'> {
  const formatName = format.format_name ?? 'unknown';
  // Other containers carry the brand of what they were made from among their tags.
  const brand = formatName.split(',').includes('mov') ? (format.tags.get('major_brand') ?? null) : null;
  const containerName = containerNameOf({
    formatName,
    formatLongName: format.format_long_name,
    majorBrand: brand,
    filePath,
    codecs: streams.map((stream) => stream.codec_name),
    hasAttachments: streams.some((stream) => stream.codec_type === 'attachment'),
  });
  return { container: formatName, containerName, containerBrand: brand };
}

function mainVideoOrThrow(
  report: FfprobeReport,
  streams: readonly IndexedStream[],
  file: string,
): IndexedStream {
  const { format_name: formatName, tags } = report.format;
  if (streams.length === 0) throw new AppError('media-unreadable', { file, detail: 'it holds no streams' });
  if (isStillOrText(formatName ?? '', tags.get('major_brand') ?? null)) {
    throw new AppError('no-video', {
      file,
      detail: `it is a still picture or text (${formatName ?? 'unknown'})`,
    });
  }
  const main = mainVideoOf(streams);
  if (main === null) throw new AppError('no-video', { file, detail: contentOf(streams) });
  if (main.codec_name === null) throw new AppError('codec-unsupported', { file, detail: codecTagOf(main) });
  if ((toCount(main.width) ?? 0) === 0 || (toCount(main.height) ?? 0) === 0) {
    const detail = `the size of its ${main.codec_name} picture is not known`;
    throw new AppError('media-unreadable', { file, detail });
  }
  return main;
}

/** "it holds audio (mp3), video (png)": what is there instead of a film. */
function contentOf(streams: readonly FfprobeStream[]): string {
  const kinds = streams.map(({ codec_type: type, codec_name: codec }) => {
    const kind = type === 'video' ? 'a picture' : (type ?? 'something unknown');
    return codec === null ? kind : `${kind} (${codec})`;
  });
  return `it holds ${[...new Set(kinds)].join(', ')}`;
}

function longest(streams: readonly FfprobeStream[]): number | null {
  const durations = streams.map(streamDuration).filter((duration) => duration !== null);
  return durations.length === 0 ? null : durations.reduce((most, duration) => Math.max(most, duration));
}

function streamTimecode(stream: FfprobeStream): string | null {
  return stream.tags.get('timecode') ?? null;
}

/** QuickTime keeps time codes in a track of their own. */
function trackTimecode(stream: FfprobeStream): string | null {
  return stream.codec_type === 'data' ? streamTimecode(stream) : null;
}

function videoStreamOf(stream: IndexedStream, timecode: string | null): VideoStream {
  const coded = { width: toCount(stream.width) ?? 0, height: toCount(stream.height) ?? 0 };
  const orientation = orientationOf(stream.side_data_list);
  const sampleAspect = knownFraction(stream.sample_aspect_ratio);
  const colour = colourOf(stream);
  const codecTag = codecTagOf(stream);
  return {
    index: stream.index,
    codec: stream.codec_name,
    codecLongName: stream.codec_long_name,
    codecTag,
    profile: stream.profile,
    level: knownLevel(stream.level),
    levelName: levelNameOf(stream.codec_name, stream.level),
    bitDepth: bitDepthOf(stream.pix_fmt, stream.bits_per_raw_sample),
    pixelFormat: stream.pix_fmt,
    chromaSubsampling: chromaSubsamplingOf(stream.pix_fmt),
    ...coded,
    ...displaySize(coded, fractionValue(sampleAspect), orientation.rotationDeg),
    ...orientation,
    sampleAspect,
    displayAspect: knownFraction(stream.display_aspect_ratio),
    ...frameRateOf(stream),
    scanType: scanTypeOf(stream.field_order),
    fieldOrder: stream.field_order,
    referenceFrames: toCount(stream.refs),
    bitRate: streamBitRate(stream),
    durationSec: streamDuration(stream),
    frameCount: toCount(stream.nb_frames) ?? toCount(stream.tags.get('number_of_frames')),
    colour,
    hdr: hdrOf({ transfer: colour.transfer, sideData: stream.side_data_list, codecTag }),
    timecode,
    language: languageOf(stream),
    title: stream.tags.get('title') ?? null,
    isDefault: stream.disposition.default,
  };
}

type FrameRate = Pick<VideoStream, 'frameRate' | 'framesPerSecond' | 'baseFrameRate' | 'variableFrameRate'>;

function frameRateOf(stream: FfprobeStream): FrameRate {
  return {
    frameRate: knownFraction(stream.avg_frame_rate),
    framesPerSecond: fractionValue(stream.avg_frame_rate),
    baseFrameRate: knownFraction(stream.r_frame_rate),
    variableFrameRate: null,
  };
}

/** ffprobe's field orders: progressive; tt, bb, tb and bt are the interlaced ones. */
export function scanTypeOf(fieldOrder: string | null): 'progressive' | 'interlaced' | null {
  if (fieldOrder === null) return null;
  if (fieldOrder === 'progressive') return 'progressive';
  return /^[tb]{2}$/.test(fieldOrder) ? 'interlaced' : null;
}

function otherVideoOf(stream: IndexedStream): Probe['otherVideo'][number] {
  return {
    index: stream.index,
    codec: stream.codec_name,
    width: toCount(stream.width) ?? 0,
    height: toCount(stream.height) ?? 0,
    isCover: isCover(stream),
  };
}
