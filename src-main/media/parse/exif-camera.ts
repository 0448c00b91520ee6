/** The camera and its settings. */
import type { z } from 'zod';
import type {
  exif as exifSchema,
  focalLengthCategories,
} from '../../../src-preload/contract/artifacts/technical.ts';
import { firstOf, plainText, positiveNumberOf, textOf, type FoundTag, type TagIndex } from './exif-tags.ts';
import { toNumber } from './lenient.ts';

export type FocalLengthCategory = (typeof focalLengthCategories)[number];
type Camera = Pick<
  z.infer<typeof exifSchema>,
  | 'make'
  | 'model'
  | 'lens'
  | 'serialNumber'
  | 'focalLengthMm'
  | 'focalLength35mm'
  | 'focalLengthCategory'
  | 'iso'
  | 'shutterSpeed'
  | 'shutterSpeedSec'
  | 'fStop'
  | 'exposureMode'
  | 'whiteBalance'
>;

export function cameraOf(index: TagIndex): Camera {
  const focalLengthMm = positiveNumberOf(index, ['FocalLength']);
  const focalLength35mm = equivalentFocalLength(index);
  const shutterSpeedSec = positiveNumberOf(index, ['ExposureTime', 'ShutterSpeed', 'ShutterSpeedValue']);
  const decisive = focalLength35mm ?? focalLengthMm;
  return {
    make: firstOf(index, ['Make', 'AndroidMake', 'DeviceManufacturer', 'Manufacturer'], makeOf),
    model: textOf(index, ['Model', 'AndroidModel', 'DeviceModelName', 'CameraModelName']),
    lens: firstOf(index, ['LensModel', 'LensModelName', 'LensName', 'Lens', 'LensType', 'LensID'], wordsOf),
    serialNumber: textOf(index, [
      'SerialNumber',
      'BodySerialNumber',
      'CameraSerialNumber',
      'DeviceSerialNo',
      'InternalSerialNumber',
    ]),
    focalLengthMm,
    focalLength35mm,
    focalLengthCategory: decisive === null ? null : categoryOfFocalLength(decisive),
    iso: positiveNumberOf(index, ['ISO', 'PhotographicSensitivity', 'ISOSpeed', 'RecommendedExposureIndex']),
    shutterSpeed: shutterSpeedSec === null ? null : shutterSpeedText(shutterSpeedSec),
    shutterSpeedSec,
    fStop: positiveNumberOf(index, ['FNumber', 'Aperture', 'ApertureValue']),
    exposureMode: firstOf(index, ['ExposureMode'], (tag) => setting(tag, ['Auto', 'Manual', 'Auto bracket'])),
    whiteBalance: firstOf(index, ['WhiteBalance'], (tag) =>
      setting(tag, tag.group === 'H264' ? ['Auto', 'Hold', '1-Push', 'Daylight'] : ['Auto', 'Manual']),
    ),
  };
}

/** Makers by the number that AVCHD cameras put into the stream; exiftool prints the number when asked for numbers. */
const avchdMakers: Readonly<Record<number, string>> = {
  0x103: 'Panasonic',
  0x108: 'Sony',
  0x1011: 'Canon',
  0x1104: 'JVC',
};

function makeOf({ group, value }: FoundTag): string | null {
  return group === 'H264' && typeof value === 'number' ? (avchdMakers[value] ?? null) : plainText(value);
}

/** Lenses are also kept as a bare number in a maker's own list, which says nothing here. */
function wordsOf({ value }: FoundTag): string | null {
  const text = plainText(value);
  return text !== null && /\p{L}/u.test(text) ? text : null;
}

/** exiftool computes an equivalent only where it knows the sensor's scale; without it that tag repeats the real one. */
function equivalentFocalLength(index: TagIndex): number | null {
  const stored = positiveNumberOf(index, ['FocalLengthIn35mmFormat', 'FocalLengthIn35mmFilm']);
  if (stored !== null || positiveNumberOf(index, ['ScaleFactor35efl']) === null) return stored;
  const computed = positiveNumberOf(index, ['FocalLength35efl']);
  return computed === null ? null : Math.round(computed * 10) / 10;
}

/** Lower bounds in millimetres, inclusive; what is shorter than the first counts as the first. */
const categoryFrom: readonly (readonly [number, FocalLengthCategory])[] = [
  [200, 'TELEPHOTO'],
  [70, 'LONG-LENS'],
  [35, 'MEDIUM'],
  [18, 'WIDE'],
];

export function categoryOfFocalLength(millimetres: number): FocalLengthCategory {
  return categoryFrom.find(([from]) => millimetres >= from)?.[1] ?? 'ULTRA-WIDE';
}

/** "1/60" below about a third of a second, else seconds: "0.5s", "2s", "2.5s". */
export function shutterSpeedText(seconds: number): string {
  if (seconds < 0.3) return `1/${String(Math.round(1 / seconds))}`;
  return `${String(Math.round(seconds * 10) / 10)}s`;
}

/** Groups whose numbers mean what EXIF says; those in a maker's own notes do not. */
const exifLike = /^(ExifIFD|IFD0|XMP-exif|H264)$/;

function setting({ group, value }: FoundTag, names: readonly string[]): string | null {
  const number = toNumber(value);
  if (number === null) return plainText(value);
  return exifLike.test(group) ? (names[number] ?? null) : null;
}
