/**
 * Dates as cameras and programs write them, in ISO 8601, with the zone where there is one.
 *
 * Precedence for the moment of recording (`taken`):
 *   1. Apple's CreationDate (Keys): local time with its zone, kept when a phone's own editor trims a clip;
 *   2. EXIF DateTimeOriginal, its zone in OffsetTimeOriginal or OffsetTime;
 *   3. what other makers call the original date: Sony's XML, AVCHD's stream data (H264), DJI, RIFF, XMP;
 *   4. the date an editor gave the content (ContentCreateDate), the creation date of Matroska and ASF;
 *   5. XMP's CreateDate, which has a zone, then the creation date of the QuickTime or MP4 header, which has none.
 * Headers come last because any program that writes the file anew may set them.
 */
import { toText } from './lenient.ts';

export type Zone = 'written' | 'utc-by-format' | 'unknown';
export interface ParsedDate {
  /** "2019-07-24T11:25:40+03:00", "2019-07-24T08:25:57Z", "2012-03-31T19:40:30", or a day alone, "2012-03-31". */
  readonly iso: string;
  readonly zone: Zone;
}
export interface ExifDates {
  readonly taken: ParsedDate | null;
  readonly created: ParsedDate | null;
  readonly modified: ParsedDate | null;
}

interface DateTag {
  /** "Group:Tag"; a group of "*" stands for any that is not a track or the file system. */
  readonly key: string;
  /** Where the zone stands if not in the date itself. */
  readonly offsetKeys?: readonly string[];
  /**
   * Without a zone it is UTC: in QuickTime and MP4 headers (ISO/IEC 14496-12, 8.2.2), Matroska's DateUTC and ASF.
   * (Some cameras write local time there; nothing in the file tells.)
   */
  readonly isUtc?: true;
}

const exifOffsets = ['ExifIFD:OffsetTimeOriginal', 'ExifIFD:OffsetTime'];
const headerDates = (name: 'Create' | 'Modify'): DateTag[] => [
  { key: `QuickTime:${name}Date`, isUtc: true },
  { key: `Track1:Media${name}Date`, isUtc: true },
];
const matroskaAndAsf: readonly DateTag[] = [
  { key: 'Info:DateTimeOriginal', isUtc: true },
  { key: 'ASF:CreationDate', isUtc: true },
];

const takenTags: readonly DateTag[] = [
  { key: 'Keys:CreationDate' },
  { key: 'Composite:SubSecDateTimeOriginal', offsetKeys: exifOffsets },
  { key: 'ExifIFD:DateTimeOriginal', offsetKeys: exifOffsets },
  { key: 'Keys:DateTimeOriginal' },
  { key: 'XML:CreationDateValue' },
  { key: 'H264:DateTimeOriginal' },
  { key: 'UserData:DateTimeOriginal' },
  { key: 'XMP-exif:DateTimeOriginal' },
  ...matroskaAndAsf,
  { key: '*:DateTimeOriginal' },
  { key: '*:ContentCreateDate' },
  { key: 'Composite:DateTimeCreated' },
  { key: 'XMP-xmp:CreateDate' },
  ...headerDates('Create'),
];
const createdTags: readonly DateTag[] = [
  ...headerDates('Create'),
  ...matroskaAndAsf,
  { key: 'XMP-xmp:CreateDate' },
  { key: 'ExifIFD:CreateDate', offsetKeys: ['ExifIFD:OffsetTimeDigitized', 'ExifIFD:OffsetTime'] },
  { key: '*:CreateDate' },
  { key: '*:DateTimeOriginal' },
];
const modifiedTags: readonly DateTag[] = [
  ...headerDates('Modify'),
  { key: 'XMP-xmp:ModifyDate' },
  { key: 'IFD0:ModifyDate', offsetKeys: ['ExifIFD:OffsetTime'] },
  { key: '*:ModifyDate' },
];

export function datesOf(tags: Readonly<Record<string, unknown>>): ExifDates {
  return {
    taken: firstDate(tags, takenTags),
    created: firstDate(tags, createdTags),
    modified: firstDate(tags, modifiedTags),
  };
}

function firstDate(
  tags: Readonly<Record<string, unknown>>,
  candidates: readonly DateTag[],
): ParsedDate | null {
  for (const { key, offsetKeys = [], isUtc = false } of candidates) {
    const offset = offsetKeys.map((offsetKey) => tags[offsetKey]).find((value) => zoneOf(value) !== null);
    for (const found of matchingKeys(tags, key)) {
      const date = parseDate(tags[found], offset, isUtc);
      if (date !== null) return date;
    }
  }
  return null;
}

function matchingKeys(tags: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  if (!key.startsWith('*:')) return Object.hasOwn(tags, key) ? [key] : [];
  const ending = key.slice(1);
  return Object.keys(tags).filter((name) => name.endsWith(ending) && !/^(System|File|Track\d+):/.test(name));
}

/** Date parts with ":", "-", "/" or "." between them; the same, and rightly ":" alone, in the time; then the zone. */
const dateTime =
  /^(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})(?:[T ]+(\d{1,2})[:\-.](\d{2})(?:[:\-.](\d{2})(\.\d+)?)?)?\s*(Z|UTC|[+-]\d{1,2}:?\d{2})?(?: DST)?$/i;

/**
 * Null for what is malformed, impossible (a 30th of February) or unset: year 0, the start of QuickTime's clock
 * (1904-01-01) and of Unix' (1970-01-01, midnight). `offset` is a zone from another tag; one in the date itself wins.
 */
export function parseDate(value: unknown, offset?: unknown, isUtc = false): ParsedDate | null {
  const match = dateTime.exec(toText(value) ?? '');
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', fraction = '', zoneText] =
    match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isRealDay(date) || isUnsetDay(date)) return null;
  if (hour === undefined) return { iso: date, zone: 'unknown' };
  const time = `${hour.padStart(2, '0')}:${minute}:${second}`;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (date === '1970-01-01' && time === '00:00:00') return null;
  if (zoneText !== undefined && zoneOf(zoneText) === null) return null;
  const written = zoneOf(zoneText) ?? zoneOf(offset);
  const iso = `${date}T${time}${fraction}`;
  // Where the format says UTC, a "Z" is exiftool's addition.
  if (written !== null && !(isUtc && written === 'Z')) return { iso: `${iso}${written}`, zone: 'written' };
  return isUtc ? { iso: `${iso}Z`, zone: 'utc-by-format' } : { iso, zone: 'unknown' };
}

function isRealDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) && !date.startsWith('0000');
}

/** The last day of 1903 is QuickTime's zero seen from west of Greenwich. */
function isUnsetDay(date: string): boolean {
  return date === '1904-01-01' || date === '1903-12-31';
}

/** "Z" or "+03:00"; null for what is no zone. Zones reach from -12:00 to +14:00. */
function zoneOf(value: unknown): string | null {
  const text = toText(value) ?? '';
  if (/^(Z|UTC)$/i.test(text)) return 'Z';
  const match = /^([+-])(\d{1,2}):?(\d{2})$/.exec(text);
  if (match === null) return null;
  const [, sign = '+', hours = '', minutes = ''] = match;
  const total = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || total > (sign === '-' ? 12 : 14) * 60) return null;
  return `${sign}${hours.padStart(2, '0')}:${minutes}`;
}
