/** Technical facts as people say and type them. PURE. */
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { indexedText, listed } from './indexed-text.ts';

export interface KnownFacts {
  readonly probe: Artifact<'probe'> | null;
  readonly detail: Artifact<'probe-detail'> | null;
  readonly exif: Omit<Artifact<'exif'>, 'all'> | null;
  readonly focalLength: Artifact<'focal-length'> | null;
}

/** What is shown, and what else it is called. */
interface Words {
  readonly shown: readonly (string | null | undefined)[];
  readonly also: readonly string[];
}

/** ffprobe's names of codecs -> what they are shown as, and what else they are called. */
const codecNames: Readonly<Record<string, readonly [shown: string, ...also: string[]]>> = {
  h264: ['H.264', 'h264 avc mpeg-4 avc'],
  hevc: ['HEVC', 'h265 h.265'],
  av1: ['AV1', 'av01'],
  vp8: ['VP8'],
  vp9: ['VP9'],
  prores: ['ProRes', 'apple prores'],
  dnxhd: ['DNxHD', 'avid dnxhr'],
  mpeg4: ['MPEG-4', 'mpeg4 part 2'],
  mpeg2video: ['MPEG-2', 'mpeg2'],
  mpeg1video: ['MPEG-1', 'mpeg1'],
  mjpeg: ['Motion JPEG', 'mjpeg'],
  dvvideo: ['DV', 'dvvideo'],
  aac: ['AAC'],
  mp3: ['MP3'],
  ac3: ['AC-3', 'ac3 dolby digital'],
  eac3: ['E-AC-3', 'eac3 dolby digital plus'],
  opus: ['Opus'],
  vorbis: ['Vorbis', 'ogg'],
  flac: ['FLAC'],
  alac: ['ALAC', 'apple lossless'],
};

export function metadataText({ probe, detail, exif, focalLength }: KnownFacts): string {
  const words = [
    ...(exif === null ? [] : [cameraWords(exif), dateWords(exif.taken), placeWords(exif), remarkWords(exif)]),
    ...(probe === null ? [] : [pictureWords(probe, detail), soundWords(probe), titleWords(probe)]),
    { shown: [focalLength?.category.toLowerCase()], also: [] },
  ];
  return indexedText(
    listed(words.flatMap(({ shown }) => shown)),
    words.flatMap(({ also }) => also),
  );
}

function cameraWords(exif: NonNullable<KnownFacts['exif']>): Words {
  const { make, model, lens, iso, fStop, shutterSpeed, focalLengthMm, focalLengthCategory } = exif;
  const camera =
    model?.toLowerCase().startsWith((make ?? '').toLowerCase()) === true ? model : listed([make, model], ' ');
  return {
    shown: [
      camera,
      lens,
      iso === null ? null : `ISO ${String(iso)}`,
      fStop === null ? null : `f/${String(fStop)}`,
      shutterSpeed,
      focalLengthMm === null ? null : `${String(focalLengthMm)} mm`,
      focalLengthCategory?.toLowerCase(),
    ],
    also: [
      // "ILCE-7M4", as one types it.
      camera.replaceAll('-', ''),
      ...(iso === null ? [] : [`iso${String(iso)}`]),
      ...(focalLengthMm === null ? [] : [`${String(focalLengthMm)}mm`]),
    ],
  };
}

/** `taken` in ISO 8601; its wall-clock date is what counts. */
function dateWords(taken: string | null): Words {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(taken ?? '')?.[0];
  const at = Date.parse(`${date ?? ''}T00:00:00Z`);
  if (date === undefined || Number.isNaN(at)) return { shown: [], also: [] };
  const inWords = (language: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(at);
  return { shown: [inWords('en-GB')], also: [`${date} ${date.replaceAll('-', '')}`, inWords('de')] };
}

function placeWords({ place, latitude, longitude }: NonNullable<KnownFacts['exif']>): Words {
  if (latitude === null || longitude === null) return { shown: [place], also: [] };
  return { shown: [place, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`], also: ['GPS'] };
}

function remarkWords(exif: NonNullable<KnownFacts['exif']>): Words {
  const { description, keywords, artist, copyright, software } = exif;
  return { shown: [description, ...keywords, artist, copyright, software], also: [] };
}

function pictureWords(
  { video, container, containerName }: Artifact<'probe'>,
  detail: KnownFacts['detail'],
): Words {
  const { displayWidth, displayHeight, framesPerSecond, bitDepth, chromaSubsampling } = video;
  const codec = codecWords(video.codec);
  const hdr = detail?.hdr.format ?? video.hdr.format;
  const size = displayWidth * displayHeight > 0 ? `${String(displayWidth)}×${String(displayHeight)}` : null;
  const rate = framesPerSecond === null ? null : String(Math.round(framesPerSecond * 100) / 100);
  const variable = detail?.variableFrameRate ?? video.variableFrameRate;
  return {
    shown: [
      ...codec.shown,
      video.profile,
      containerName,
      size,
      hdr ?? 'SDR',
      rate === null ? null : `${rate} fps`,
      bitDepth === null ? null : `${String(bitDepth)}-bit`,
      chromaSubsampling,
      detail?.scanType ?? video.scanType,
      variable === true ? 'variable frame rate' : null,
      detail?.timecode ?? video.timecode,
    ],
    also: [
      ...codec.also,
      ...(size === null ? [] : sizeWords(displayWidth, displayHeight)),
      ...(hdr === null ? [] : ['HDR']),
      ...(framesPerSecond === null ? [] : rateWords(framesPerSecond)),
      ...(bitDepth === null ? [] : [`${String(bitDepth)}bit`]),
      ...(chromaSubsampling === null ? [] : [chromaSubsampling.replaceAll(':', '')]),
      ...(variable === true ? ['vfr'] : []),
      container.replaceAll(',', ' '),
    ],
  };
}

/** Bounds as those of the column `resolution` of cards: by the longer or the shorter side. */
const sizes: readonly (readonly [longer: number, shorter: number, words: string])[] = [
  [7680, 4320, '8K UHD 4320p'],
  [3840, 2160, '4K UHD 2160p ultra HD'],
  [2560, 1440, '1440p QHD'],
  [1920, 1080, '1080p full HD FHD'],
  [1280, 720, '720p HD'],
  [0, 0, 'SD'],
];

function sizeWords(width: number, height: number): string[] {
  const [longer, shorter] = [Math.max(width, height), Math.min(width, height)];
  const words = sizes.find(([long, short]) => longer >= long || shorter >= short)?.[2] ?? '';
  const shape = width === height ? 'square' : width > height ? 'landscape horizontal' : 'portrait vertical';
  return [`${words} ${String(shorter)}p ${String(width)}x${String(height)}`, shape];
}

function rateWords(framesPerSecond: number): string[] {
  const rounded = String(Math.round(framesPerSecond));
  return [`${rounded} fps ${rounded}fps ${rounded}p`];
}

function codecWords(codec: string | null): Words {
  const [shown = codec, ...also] = codecNames[codec ?? ''] ?? [];
  return { shown: [shown], also };
}

function soundWords({ audioTracks, subtitleTracks }: Artifact<'probe'>): Words {
  const tracks = audioTracks.map(({ codec }) =>
    codec?.startsWith('pcm_') === true
      ? { shown: ['PCM'], also: [`${codec} uncompressed`] }
      : codecWords(codec),
  );
  const languages = [...audioTracks, ...subtitleTracks].flatMap(({ language }) => language ?? []);
  return {
    shown: [
      ...tracks.flatMap(({ shown }) => shown),
      ...audioTracks.map(({ layout }) => layout),
      ...languages.map((tag) => languageName(tag, 'en')),
      audioTracks.length === 0 ? 'no sound' : null,
      subtitleTracks.length === 0 ? null : 'subtitles',
    ],
    also: [
      ...tracks.flatMap(({ also }) => also),
      ...languages.map((tag) => `${tag} ${languageName(tag, 'de')}`),
    ],
  };
}

/** "eng" -> "English"; the tag itself where it is none. */
function languageName(tag: string, inLanguage: string): string {
  if (tag === 'und') return '';
  try {
    return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Tags of containers that people write. */
const spokenTags = [
  ...['comment', 'description', 'synopsis', 'artist', 'author', 'album', 'genre', 'keywords', 'show'],
  ...['copyright', 'location'],
];

function titleWords({ title, tags, chapters, audioTracks, subtitleTracks, video }: Artifact<'probe'>): Words {
  const titled = [video, ...audioTracks, ...subtitleTracks, ...chapters];
  return {
    shown: [title, ...spokenTags.map((tag) => tags[tag]), ...titled.map((each) => each.title)],
    also: [],
  };
}
