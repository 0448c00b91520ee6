/** HDR pictures as SDR ones. */

/** As ffprobe names them; null where the stream does not say. */
export interface ColourTags {
  readonly primaries: string | null;
  readonly transfer: string | null;
  readonly matrix: string | null;
  readonly range: string | null;
}

/**
 * Nominal luminance of diffuse white in HDR, which becomes SDR's white: 203 cd/m² (ITU-R BT.2408, HDR reference white).
 */
const referenceWhiteNits = 203;

/** Names that ffmpeg's filters take as they are; whatever else a stream claims is read as BT.2020, HDR's usual one. */
const knownPrimaries: ReadonlySet<string> = new Set(['bt709', 'bt2020', 'smpte431', 'smpte432']);
const knownMatrices: ReadonlySet<string> = new Set(['bt709', 'bt2020nc', 'bt2020c', 'gbr', 'ictcp']);

/** Whether pictures with these tags are HDR: the transfer function is PQ (SMPTE ST 2084) or HLG (ARIB STD-B67). */
export function isHdr(colour: Pick<ColourTags, 'transfer'>): boolean {
  return colour.transfer === 'smpte2084' || colour.transfer === 'arib-std-b67';
}

/**
 * Filters that turn PQ or HLG pictures into BT.709 ones (8 bits, 4:4:4, limited range); empty for SDR. They compute in
 * floating point on every pixel: put them after the picture was scaled down.
 *
 * The tags are set on the frames, because decoders do not always pass them on, and zscale refuses frames without. Mobius
 * leaves everything below diffuse white nearly as it is and rolls off what is above; it reads the peak from the
 * picture's own mastering data, or takes ten times white. Afterwards that data would be wrong, so it is dropped.
 */
export function toneMapFilters(colour: ColourTags): string[] {
  if (!isHdr(colour)) return [];
  const { primaries, matrix, transfer, range } = colour;
  const tags = [
    `color_primaries=${primaries !== null && knownPrimaries.has(primaries) ? primaries : 'bt2020'}`,
    `color_trc=${transfer ?? ''}`,
    `colorspace=${matrix !== null && knownMatrices.has(matrix) ? matrix : 'bt2020nc'}`,
    `range=${range === 'pc' ? 'pc' : 'tv'}`,
  ];
  return [
    `setparams=${tags.join(':')}`,
    `zscale=t=linear:npl=${String(referenceWhiteNits)}`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=mobius:desat=0',
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv444p',
    'sidedata=mode=delete:type=MASTERING_DISPLAY_METADATA',
    'sidedata=mode=delete:type=CONTENT_LIGHT_LEVEL',
  ];
}
