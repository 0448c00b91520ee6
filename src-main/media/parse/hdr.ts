/** Dynamic range and colour, as ffprobe shows them on a stream or on a decoded frame. */
import type { z } from 'zod';
import type {
  colour as colourSchema,
  dolbyVision as dolbyVisionSchema,
  hdr as hdrSchema,
  masteringDisplay as masteringDisplaySchema,
} from '../../../src-preload/contract/artifacts/technical.ts';
import type { SideData } from './ffprobe-json.ts';
import { rationalOrNumber } from './fraction.ts';
import { toCount } from './lenient.ts';

export type Colour = z.infer<typeof colourSchema>;
export type Hdr = z.infer<typeof hdrSchema>;
type MasteringDisplay = z.infer<typeof masteringDisplaySchema>;
type DolbyVision = z.infer<typeof dolbyVisionSchema>;

export interface ColourFields {
  readonly color_primaries: string | null;
  readonly color_transfer: string | null;
  readonly color_space: string | null;
  readonly color_range: string | null;
  readonly chroma_location: string | null;
}

export function colourOf(fields: ColourFields): Colour {
  return {
    primaries: fields.color_primaries,
    transfer: fields.color_transfer,
    matrix: fields.color_space,
    range: fields.color_range,
    chromaLocation: fields.chroma_location,
  };
}

/** Field by field, what the first knows and else what the second does. */
export function colourOr(first: Colour, second: Colour): Colour {
  return {
    primaries: first.primaries ?? second.primaries,
    transfer: first.transfer ?? second.transfer,
    matrix: first.matrix ?? second.matrix,
    range: first.range ?? second.range,
    chromaLocation: first.chromaLocation ?? second.chromaLocation,
  };
}

export interface HdrFacts {
  readonly transfer: string | null;
  /** Of the stream and of its first frames together. */
  readonly sideData: readonly SideData[];
  /** The container's four-letter code for the codec. */
  readonly codecTag: string | null;
}

/** Four-letter codes that exist for Dolby Vision alone (Dolby Vision Streams Within the ISO Base Media File Format). */
const dolbyVisionTags: ReadonlySet<string> = new Set(['dvh1', 'dvhe', 'dvav', 'dva1', 'dav1']);

/**
 * Dolby Vision before HDR10+ before HDR10 before HLG, because each of the former comes on top of one of the latter.
 * HDR10 means the PQ curve of SMPTE ST 2084, HLG that of ARIB STD-B67, HDR10+ the metadata of SMPTE ST 2094-40.
 */
export function hdrOf({ transfer, sideData, codecTag }: HdrFacts): Hdr {
  const has = (pattern: RegExp): boolean =>
    sideData.some(({ side_data_type: type }) => pattern.test(type ?? ''));
  const isDolbyVision = has(/^DOVI configuration|^Dolby Vision/) || dolbyVisionTags.has(codecTag ?? '');
  const base = transfer === 'smpte2084' ? 'HDR10' : transfer === 'arib-std-b67' ? 'HLG' : null;
  const light = sideData.find((entry) => entry.side_data_type === 'Content light level metadata');
  return {
    format: isDolbyVision ? 'Dolby Vision' : has(/2094-40|HDR10\+/) ? 'HDR10+' : base,
    masteringDisplay: masteringDisplayOf(sideData),
    maxCll: toCount(light?.['max_content']),
    maxFall: toCount(light?.['max_average']),
    dolbyVision: dolbyVisionOf(sideData),
  };
}

function masteringDisplayOf(sideData: readonly SideData[]): MasteringDisplay | null {
  const display = sideData.find((entry) => entry.side_data_type === 'Mastering display metadata');
  if (display === undefined) return null;
  const point = (name: string): [number, number] | null => {
    const x = rationalOrNumber(display[`${name}_x`]);
    const y = rationalOrNumber(display[`${name}_y`]);
    return x === null || y === null ? null : [x, y];
  };
  const found: MasteringDisplay = {
    red: point('red'),
    green: point('green'),
    blue: point('blue'),
    whitePoint: point('white_point'),
    minLuminance: rationalOrNumber(display['min_luminance']),
    maxLuminance: rationalOrNumber(display['max_luminance']),
  };
  return Object.values(found).every((value) => value === null) ? null : found;
}

function dolbyVisionOf(sideData: readonly SideData[]): DolbyVision | null {
  const record = sideData.find((entry) => entry.side_data_type === 'DOVI configuration record');
  const profile = toCount(record?.['dv_profile']);
  const level = toCount(record?.['dv_level']);
  if (profile === null || level === null) return null;
  return { profile, level, baseLayerCompatibility: toCount(record?.['dv_bl_signal_compatibility_id']) };
}

/** What the frames show, and the stream's own word for what they leave open. */
export function hdrOr(first: Hdr, second: Hdr): Hdr {
  return {
    format: first.format ?? second.format,
    masteringDisplay: first.masteringDisplay ?? second.masteringDisplay,
    maxCll: first.maxCll ?? second.maxCll,
    maxFall: first.maxFall ?? second.maxFall,
    dolbyVision: first.dolbyVision ?? second.dolbyVision,
  };
}
