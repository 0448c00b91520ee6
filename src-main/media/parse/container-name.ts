/** What people call a container. */

const names: Readonly<Record<string, string>> = {
  mpegts: 'MPEG-TS',
  mpeg: 'MPEG-PS',
  mpegvideo: 'MPEG video',
  avi: 'AVI',
  mxf: 'MXF',
  mxf_opatom: 'MXF',
  asf: 'Windows Media',
  flv: 'Flash Video',
  live_flv: 'Flash Video',
  ogg: 'Ogg',
  gif: 'GIF',
  apng: 'APNG',
  dv: 'DV',
  rm: 'RealMedia',
  nut: 'NUT',
  ivf: 'IVF',
  wtv: 'Windows Recorded TV',
  h264: 'H.264 stream',
  hevc: 'HEVC stream',
  av1: 'AV1 stream',
  obu: 'AV1 stream',
  yuv4mpegpipe: 'YUV4MPEG',
};

/** Codecs that the WebM guidelines allow (webmproject.org/docs/container). */
const webmCodecs: ReadonlySet<string> = new Set(['vp8', 'vp9', 'av1', 'vorbis', 'opus', 'webvtt']);

export interface ContainerFacts {
  /** ffprobe's format_name: all names of the demuxer, comma-separated. */
  readonly formatName: string;
  readonly formatLongName: string | null;
  readonly majorBrand: string | null;
  readonly filePath: string;
  /** Of every stream; null where ffprobe does not know it. */
  readonly codecs: readonly (string | null)[];
  readonly hasAttachments: boolean;
}

/** Major brands are registered at mp4ra.org. A file without one is older than brands: QuickTime. */
function isoBaseMediaName(brand: string | null): string {
  const trimmed = (brand ?? 'qt').trim().toLowerCase();
  if (trimmed === 'qt' || trimmed === 'mqt') return 'QuickTime';
  if (trimmed.startsWith('3g2')) return '3GPP2';
  if (/^3g[a-z]/.test(trimmed)) return '3GP';
  if (/^mj(p2|2s)$/.test(trimmed)) return 'Motion JPEG 2000';
  return trimmed === 'f4v' ? 'Flash MP4' : 'MP4';
}

/**
 * One demuxer reads both, and ffprobe does not print the DocType that tells them apart: the file's name decides where
 * it has a telling ending, else whether everything inside is something that WebM allows.
 */
function matroskaName({ filePath, codecs, hasAttachments }: ContainerFacts): string {
  const ending = /\.([a-z0-9]+)$/i.exec(filePath)?.[1]?.toLowerCase();
  if (ending === 'webm') return 'WebM';
  if (ending === 'mkv' || ending === 'mk3d') return 'Matroska';
  const fits = !hasAttachments && codecs.every((codec) => codec !== null && webmCodecs.has(codec));
  return fits ? 'WebM' : 'Matroska';
}

export function containerNameOf(facts: ContainerFacts): string {
  const demuxers = facts.formatName.split(',');
  const [first = facts.formatName] = demuxers;
  if (demuxers.includes('mov')) return isoBaseMediaName(facts.majorBrand);
  if (demuxers.includes('matroska')) return matroskaName(facts);
  return (Object.hasOwn(names, first) ? names[first] : undefined) ?? facts.formatLongName ?? first;
}

/** Brands of still pictures in the ISO container (ISO/IEC 23008-12, AVIF): one picture, whatever ffprobe makes of it. */
const pictureBrands: ReadonlySet<string> = new Set([
  'heic',
  'heix',
  'heim',
  'heis',
  'mif1',
  'avif',
  'jpeg',
  'crx',
]);

/** Demuxers that read a picture, a piece of text or a list as if it were a video. */
export function isStillOrText(formatName: string, majorBrand: string | null): boolean {
  if (majorBrand !== null && pictureBrands.has(majorBrand.trim().toLowerCase())) return true;
  return formatName.split(',').some((name) => /_pipe$|^image2|^(ico|tty|alias_pix|brender_pix)$/.test(name));
}
