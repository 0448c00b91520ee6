/**
 * Whether a browser's own player shows a clip: Chromium with H.264 and AAC, but with nothing of the operating system's
 * or the hardware's that may or may not be there. Sources: chromium.org/audio-video, media/base/supported_types.cc.
 */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';

type Probe = Artifact<'probe'>;
type AudioTrack = Probe['audioTracks'][number];

export type BrowserPlayable =
  | { readonly playable: true }
  /** `reason` names what the player lacks, for people: "HEVC video", "AVI container". */
  | { readonly playable: false; readonly reason: string };

interface ContainerSupport {
  readonly video: ReadonlySet<string>;
  readonly audio: ReadonlySet<string>;
}

const isoBaseMedia: ContainerSupport = {
  video: new Set(['h264', 'vp9', 'av1']),
  audio: new Set(['aac', 'mp3', 'opus', 'flac']),
};
const webm: ContainerSupport = { video: new Set(['vp8', 'vp9', 'av1']), audio: new Set(['opus', 'vorbis']) };

/** What people call codecs whose ffmpeg name would not tell them much. */
const codecTitles: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'HEVC',
  vvc: 'VVC',
  mpeg1video: 'MPEG-1',
  mpeg2video: 'MPEG-2',
  mpeg4: 'MPEG-4 ASP',
  msmpeg4v2: 'MS MPEG-4',
  msmpeg4v3: 'DivX 3',
  h263: 'H.263',
  prores: 'ProRes',
  dnxhd: 'DNxHD',
  vc1: 'VC-1',
  wmv3: 'WMV 9',
  mjpeg: 'Motion JPEG',
  dvvideo: 'DV',
  theora: 'Theora',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  aac: 'AAC',
  ac3: 'AC-3',
  eac3: 'E-AC-3',
  dts: 'DTS',
  truehd: 'TrueHD',
  amr_nb: 'AMR',
  amr_wb: 'AMR-WB',
  alac: 'ALAC',
  mp2: 'MP2',
  wmav2: 'WMA',
};

function titleOf(codec: string): string {
  if (codec.startsWith('pcm_')) return 'PCM';
  return (Object.hasOwn(codecTitles, codec) ? codecTitles[codec] : undefined) ?? codec;
}

/** The track that players choose: the first one marked as default, else the first. */
export function defaultAudioTrack(tracks: readonly AudioTrack[]): AudioTrack | null {
  return tracks.find((track) => track.isDefault) ?? tracks[0] ?? null;
}

/** ffprobe has one name for Matroska and WebM; of the two, only WebM is promised to play. */
function supportOf({ container, containerName }: Probe): ContainerSupport | null {
  const demuxers = container.split(',');
  if (demuxers.includes('mov')) return isoBaseMedia;
  return demuxers.includes('webm') && containerName === 'WebM' ? webm : null;
}

/** What of an H.264 stream is beyond the 8-bit 4:2:0 that every decoder has; null where nothing is. */
function beyondCommonH264({
  bitDepth,
  chromaSubsampling,
  pixelFormat,
  profile,
}: Probe['video']): string | null {
  if (bitDepth !== null && bitDepth > 8) return `${String(bitDepth)}-bit H.264 video`;
  if (chromaSubsampling !== null && chromaSubsampling !== '4:2:0')
    return `H.264 video with ${chromaSubsampling} chroma`;
  if (pixelFormat !== null && chromaSubsampling === null) return `H.264 video in ${pixelFormat}`;
  // Without a pixel format, the profile still tells: High 10, High 4:2:2, High 4:4:4 Predictive, CAVLC 4:4:4, Extended.
  const rare = profile !== null && /^(high (10|4:)|cavlc|extended)/i.test(profile);
  return rare ? `H.264 video of profile ${profile}` : null;
}

/**
 * Sound that cannot be told (`codec` null) does not count: no version of the clip could have it. Tracks other than the
 * one that plays do not count either.
 */
export function browserPlayable(probe: Probe): BrowserPlayable {
  const support = supportOf(probe);
  if (support === null) return { playable: false, reason: `${probe.containerName} container` };
  const { codec } = probe.video;
  if (codec === null) return { playable: false, reason: 'video of unknown codec' };
  if (!support.video.has(codec)) return { playable: false, reason: `${titleOf(codec)} video` };
  const rare = codec === 'h264' ? beyondCommonH264(probe.video) : null;
  if (rare !== null) return { playable: false, reason: rare };
  const sound = defaultAudioTrack(probe.audioTracks)?.codec ?? null;
  if (sound !== null && !support.audio.has(sound))
    return { playable: false, reason: `${titleOf(sound)} sound` };
  return { playable: true };
}

/** H.264 up to level 4.2 decodes everywhere (ITU-T H.264, table A-1: 1080p at 60 frames a second). */
const commonLevel = 42;

/**
 * Whether the pictures of a clip that is not playable as it is could go into an MP4 unchanged: plain progressive H.264
 * in square pixels, the right way up.
 */
export function picturesCanBeCopied({ video }: Probe): boolean {
  const { codec, level, scanType, sampleAspect, rotationDeg, mirrored } = video;
  if (codec !== 'h264' || video.pixelFormat === null || beyondCommonH264(video) !== null) return false;
  const isUpright = rotationDeg === 0 && !mirrored;
  const isSquare = sampleAspect === null || /^(\d+):\1$/.test(sampleAspect) || sampleAspect.startsWith('0:');
  return isUpright && isSquare && scanType === 'progressive' && level !== null && level <= commonLevel;
}
