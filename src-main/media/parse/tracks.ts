/** The streams beside the picture: sound, subtitles, attachments, data. A codec that is not known stays null. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import type { IndexedStream } from './stream-facts.ts';
import { codecTagOf, languageOf, positive, streamBitRate, streamDuration } from './stream-facts.ts';

type Probe = Artifact<'probe'>;

export function audioTrackOf(stream: IndexedStream): Probe['audioTracks'][number] {
  return {
    index: stream.index,
    codec: stream.codec_name,
    codecLongName: stream.codec_long_name,
    profile: stream.profile,
    language: languageOf(stream),
    title: stream.tags.get('title') ?? null,
    channels: positive(stream.channels),
    layout: stream.channel_layout,
    sampleRate: positive(stream.sample_rate),
    // Lossy codecs have no depth of their own: ffprobe prints 0 for them.
    bitDepth: positive(stream.bits_per_raw_sample) ?? positive(stream.bits_per_sample),
    bitRate: streamBitRate(stream),
    durationSec: streamDuration(stream),
    isDefault: stream.disposition.default,
  };
}

export function subtitleTrackOf(stream: IndexedStream): Probe['subtitleTracks'][number] {
  return {
    index: stream.index,
    codec: stream.codec_name,
    language: languageOf(stream),
    title: stream.tags.get('title') ?? null,
    isDefault: stream.disposition.default,
    isForced: stream.disposition.forced,
  };
}

export function attachmentOf(stream: IndexedStream): Probe['attachments'][number] {
  return {
    index: stream.index,
    codec: stream.codec_name,
    fileName: stream.tags.get('filename') ?? null,
    mediaType: stream.tags.get('mimetype') ?? null,
  };
}

export function dataStreamOf(stream: IndexedStream): Probe['dataStreams'][number] {
  return {
    index: stream.index,
    codec: stream.codec_name,
    codecTag: codecTagOf(stream),
    handler: stream.tags.get('handler_name') ?? null,
  };
}
