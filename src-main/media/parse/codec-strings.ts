/**
 * A clip's codecs in the words of RFC 6381, for a player's `canPlayType`, and its media type. PURE.
 *
 * Sources: RFC 6381 3.3 and ISO/IEC 14496-15 annex E (avc1, hvc1), "AV1 Codec ISO Media File Format Binding" 5 (av01), "VP
 * Codec ISO Media File Format Binding" (vp09), the MP4 registration authority (mp4ra.org) for what has a name alone.
 * What ffprobe does not tell of a stream (its tier, which of its constraint flags are set) is taken to be the usual.
 */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { defaultAudioTrack } from './browser-playable.ts';
import { knownLevel } from './codec-level.ts';
import { vp9LevelFor } from './vp9-level.ts';

type Probe = Artifact<'probe'>;
type Video = Probe['video'];

const hexByte = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');
const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** profile_idc and the constraint flags that tell apart profiles of one number (ITU-T H.264 A.2). */
const h264Profiles: Readonly<Record<string, string>> = {
  'constrained baseline': '42C0',
  baseline: '4200',
  main: '4D00',
  extended: '5800',
  high: '6400',
  'progressive high': '6408',
  'constrained high': '640C',
  'high 10': '6E00',
  'high 10 intra': '6E10',
  'high 4:2:2': '7A00',
  'high 4:2:2 intra': '7A10',
  'high 4:4:4 predictive': 'F400',
  'high 4:4:4 intra': 'F410',
  'cavlc 4:4:4 intra': '2C10',
};

function h264({ codecTag, profile, level }: Video): string | null {
  const flags = lookUp(h264Profiles, profile);
  const known = knownLevel(level);
  if (flags === null || known === null) return null;
  return `${codecTag === 'avc3' ? 'avc3' : 'avc1'}.${flags}${hexByte(known)}`;
}

/** general_profile_idc and, with its bits in reverse, the profiles that it is compatible with (ITU-T H.265 A.3). */
const hevcProfiles: Readonly<Record<string, string>> = {
  main: '1.6',
  'main 10': '2.4',
  'main still picture': '3.E',
  rext: '4.10',
};

/** Tier: main. Of the constraints, that frames are progressive and whole is what nearly every encoder says. */
function hevc({ codecTag, profile, level, scanType }: Video): string | null {
  const numbers = lookUp(hevcProfiles, profile);
  const known = knownLevel(level);
  if (numbers === null || known === null) return null;
  const constraints = scanType === 'interlaced' ? '' : '.B0';
  return `${codecTag === 'hev1' ? 'hev1' : 'hvc1'}.${numbers}.L${String(known)}${constraints}`;
}

const av1Profiles: Readonly<Record<string, string>> = { main: '0', high: '1', professional: '2' };

function av1({ profile, level, bitDepth }: Video): string | null {
  const number = lookUp(av1Profiles, profile);
  const known = knownLevel(level);
  if (number === null || known === null) return null;
  return `av01.${number}.${twoDigits(known)}M.${twoDigits(bitDepth ?? 8)}`;
}

function vp9({ profile, level, bitDepth, width, height, framesPerSecond }: Video): string | null {
  const number = /^profile ([0-3])$/i.exec(profile ?? '')?.[1];
  // VP9 streams do not carry their level: it follows from what has to be decoded in a second.
  const told = knownLevel(level);
  const known = told === null || told === 0 ? vp9LevelFor(width, height, framesPerSecond) : told;
  if (number === undefined || known === null) return null;
  return `vp09.${twoDigits(Number(number))}.${twoDigits(known)}.${twoDigits(bitDepth ?? 8)}`;
}

const videoCodecs: Readonly<Record<string, (video: Video) => string | null>> = {
  h264,
  hevc,
  av1,
  vp9,
  vp8: () => 'vp8',
  theora: () => 'theora',
};

/** MPEG-4 audio object types (ISO/IEC 14496-3, table 1.17). */
const aacProfiles: Readonly<Record<string, number>> = {
  main: 1,
  lc: 2,
  ssr: 3,
  ltp: 4,
  'he-aac': 5,
  ld: 23,
  'he-aacv2': 29,
  eld: 39,
  'xhe-aac': 42,
};

const audioNames: Readonly<Record<string, string>> = {
  mp3: 'mp3',
  opus: 'opus',
  flac: 'flac',
  vorbis: 'vorbis',
  ac3: 'ac-3',
  eac3: 'ec-3',
  alac: 'alac',
  dts: 'dtsc',
  amr_nb: 'samr',
  amr_wb: 'sawb',
};

function audioCodec(codec: string, profile: string | null): string | null {
  if (codec !== 'aac') return lookUp(audioNames, codec);
  return `mp4a.40.${String(lookUp(aacProfiles, profile) ?? aacProfiles['lc'])}`;
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string | null): T | null {
  const name = key?.toLowerCase() ?? '';
  return (Object.hasOwn(table, name) ? table[name] : undefined) ?? null;
}

/**
 * "avc1.640028, mp4a.40.2": the pictures and the sound track that plays; null where one of them can't be told. Sound of
 * unknown codec is left out, as players do.
 */
export function codecStrings(probe: Probe): string | null {
  const { codec } = probe.video;
  const video = codec === null ? null : (lookUp(videoCodecs, codec)?.(probe.video) ?? null);
  if (video === null) return null;
  const { codec: sound = null, profile = null } = defaultAudioTrack(probe.audioTracks) ?? {};
  if (sound === null) return video;
  const audio = audioCodec(sound, profile);
  return audio === null ? null : `${video}, ${audio}`;
}
