/** The media type under which a clip's file is given to a player. PURE. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';

type Probe = Artifact<'probe'>;

/**
 * Codecs that MP4 has a registered name for. QuickTime and 3GP files with such pictures are built like MP4 and read by the
 * same demuxers, but players refuse them by their own types: they are called MP4.
 */
const codecsOfMp4: ReadonlySet<string> = new Set(['h264', 'hevc', 'av1', 'vp9', 'mpeg4']);

/** By ffprobe's demuxer (RFC 9559 for Matroska, the IANA registry for the others where they are in it). */
const types: Readonly<Record<string, string>> = {
  avi: 'video/x-msvideo',
  asf: 'video/x-ms-wmv',
  flv: 'video/x-flv',
  live_flv: 'video/x-flv',
  mpegts: 'video/mp2t',
  mpeg: 'video/mpeg',
  mpegvideo: 'video/mpeg',
  mxf: 'application/mxf',
  ogg: 'video/ogg',
  dv: 'video/dv',
  gif: 'image/gif',
};

/** null: none is known for this container. */
export function mediaTypeOf({ container, containerName, video }: Probe): string | null {
  const demuxers = container.split(',');
  if (demuxers.includes('mov')) return isoBaseMediaType(containerName, video.codec);
  if (demuxers.includes('matroska')) return containerName === 'WebM' ? 'video/webm' : 'video/x-matroska';
  const [first = ''] = demuxers;
  return (Object.hasOwn(types, first) ? types[first] : undefined) ?? null;
}

function isoBaseMediaType(containerName: string, codec: string | null): string {
  if (codec !== null && codecsOfMp4.has(codec)) return 'video/mp4';
  if (containerName === 'QuickTime') return 'video/quicktime';
  if (containerName === '3GP') return 'video/3gpp';
  return containerName === '3GPP2' ? 'video/3gpp2' : 'video/mp4';
}
