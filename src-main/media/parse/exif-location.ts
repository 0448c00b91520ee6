/** Where a clip was recorded. One source gives all of the position: latitudes and heights are never mixed. */
import { plainText, textOf, type TagIndex } from './exif-tags.ts';
import { toNumber, toText } from './lenient.ts';

export interface Position {
  /** Decimal degrees (WGS 84), north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  /** Metres, below sea level negative. */
  readonly altitudeM: number | null;
}

type Tags = Readonly<Record<string, unknown>>;

/** Groups in which exiftool has one text "latitude longitude [altitude]", made from ISO 6709. */
const coordinateGroups = ['Keys', 'UserData', 'QuickTime', 'ItemList'];

/** exiftool's own combination first; then each source by itself, for files where it made none or a senseless one. */
export function positionOf(tags: Tags): Position | null {
  const fromCoordinates = coordinateGroups.map((group) => parseCoordinates(tags[`${group}:GPSCoordinates`]));
  const candidates = [
    fromParts(tags, 'Composite'),
    ...fromCoordinates,
    fromParts(tags, 'GPS'),
    fromParts(tags, 'XMP-exif'),
  ];
  const found = candidates.find((position) => position !== null && isPlausible(position, tags)) ?? null;
  if (found === null) return null;
  // Adding zero turns -0 (the equator with an "S") into 0.
  const altitudeM = found.altitudeM === null ? null : found.altitudeM + 0;
  return { latitude: found.latitude + 0, longitude: found.longitude + 0, altitudeM };
}

/** Latitude 0, longitude 0 is what devices write before they know better, unless they claim a fix. */
function isPlausible({ latitude, longitude }: Position, tags: Tags): boolean {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return false;
  return latitude !== 0 || longitude !== 0 || tags['GPS:GPSStatus'] === 'A';
}

function fromParts(tags: Tags, group: string): Position | null {
  const latitude = signed(tags[`${group}:GPSLatitude`], tags[`${group}:GPSLatitudeRef`]);
  const longitude = signed(tags[`${group}:GPSLongitude`], tags[`${group}:GPSLongitudeRef`]);
  if (latitude === null || longitude === null) return null;
  const altitude = toNumber(tags[`${group}:GPSAltitude`]);
  return {
    latitude,
    longitude,
    altitudeM: altitude === null ? null : altitudeWithSign(altitude, tags, group),
  };
}

/** EXIF stores degrees without sign and the hemisphere beside them; a sign that is already there is kept. */
function signed(value: unknown, hemisphere: unknown): number | null {
  const match = /^(\S+?)\s*([NSEW])?$/i.exec(toText(value) ?? '');
  const degrees = toNumber(match?.[1]);
  if (degrees === null) return null;
  const letter = (match?.[2] ?? toText(hemisphere) ?? '').charAt(0).toUpperCase();
  return letter === 'S' || letter === 'W' ? -Math.abs(degrees) : degrees;
}

/** GPSAltitudeRef: 0 above, 1 below sea level (Exif 2.3, 4.6.6). QuickTime's height comes with one as well. */
function altitudeWithSign(altitude: number, tags: Tags, group: string): number {
  const reference = toText(
    tags[`${group}:GPSAltitudeRef`] ?? (group === 'Composite' ? tags['GPS:GPSAltitudeRef'] : null),
  );
  return reference !== null && /^1$|below/i.test(reference) ? -Math.abs(altitude) : altitude;
}

const decimal = String.raw`([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)`;
/** Numbers stand apart, or the sign of the next one ends the last. */
const apart = String.raw`(?:[\s,]+|(?=[-+]))`;
const coordinates = new RegExp(
  `^${decimal}${apart}${decimal}(?:${apart}${decimal})?\\s*(?:/.*|CRS.*)?$`,
  'i',
);

/** "51.5334 -0.1255 26.756", or ISO 6709 as it stands in the file, "+51.5334-000.1255+026.756/". */
export function parseCoordinates(value: unknown): Position | null {
  const match = coordinates.exec(toText(value) ?? '');
  if (match === null) return null;
  const [, latitude, longitude, altitude] = match;
  return {
    latitude: Number(latitude),
    longitude: Number(longitude),
    altitudeM: altitude === undefined ? null : Number(altitude),
  };
}

/** From near to far; each name once. */
export function placeOf(index: TagIndex): string | null {
  const parts = [
    textOf(index, [
      'Sub-location',
      'Location',
      'LocationName',
      'LocationShownSublocation',
      'LocationCreatedSublocation',
    ]),
    textOf(index, ['City', 'LocationShownCity', 'LocationCreatedCity']),
    textOf(index, ['State', 'Province-State', 'LocationShownProvinceState', 'LocationCreatedProvinceState']),
    textOf(index, [
      'Country',
      'Country-PrimaryLocationName',
      'LocationShownCountryName',
      'LocationCreatedCountryName',
    ]),
  ].filter((part) => part !== null && /\p{L}/u.test(part));
  return parts.length > 0 ? [...new Set(parts)].join(', ') : nameOfLocationInformation(index);
}

/** 3GPP's "loci" box (TS 26.244, 8.6): a name in front of "Role=… Lat=…". */
function nameOfLocationInformation(index: TagIndex): string | null {
  const text = textOf(index, ['LocationInformation']);
  return text === null ? null : plainText(text.replace(/\s*\bRole=.*$/s, ''));
}
