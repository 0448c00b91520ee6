import { describe, expect, it } from 'vitest';
import { artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { parseDate } from './exif-dates.ts';
import { buildExif } from './exif.ts';

const exifOf = (tags: Readonly<Record<string, unknown>>) => artifactSchemas.exif.parse(buildExif(tags));

describe('dates', () => {
  it.each([
    ['2019:07:24 11:25:40+03:00', '2019-07-24T11:25:40+03:00', 'written'],
    ['2019:07:24 11:25:40.123-0330', '2019-07-24T11:25:40.123-03:30', 'written'],
    ['2019-07-24T08:25:57Z', '2019-07-24T08:25:57Z', 'written'],
    ['2019:07:24 08-25-57', '2019-07-24T08:25:57', 'unknown'],
    ['2019:7:4 8:25', '2019-07-04T08:25:00', 'unknown'],
    ['2019:04:24 22:24:00+02:00 DST', '2019-04-24T22:24:00+02:00', 'written'],
    ['2012:03:31', '2012-03-31', 'unknown'],
    ['2020:02:29 00:00:00', '2020-02-29T00:00:00', 'unknown'],
  ])('%s is %s', (text, iso, zone) => {
    expect(parseDate(text)).toEqual({ iso, zone });
  });
  it.each([
    '0000:00:00 00:00:00',
    '1904:01:01 00:00:00',
    '1903:12:31 16:00:00-08:00',
    '1970:01:01 00:00:00',
    '2019:02:30 10:00:00',
    '2019:13:01 10:00:00',
    '2019:07:24 24:00:00',
    '2019:07:24 10:61:00',
    '2019:07:24 10:00:00+25:00',
    '2019:07:24 10:00:00 PST',
    '    :  :     :  :  ',
    'yesterday',
    '',
    2024,
    null,
    ['2019:07:24 10:00:00'],
  ])('%j is no date', (value) => {
    expect(parseDate(value)).toBeNull();
  });
  it('takes the zone from another tag, and UTC where the format rules it', () => {
    expect(parseDate('2019:07:24 08:25:57', '+05:30')).toEqual({
      iso: '2019-07-24T08:25:57+05:30',
      zone: 'written',
    });
    expect(parseDate('2019:07:24 08:25:57', undefined, true)).toEqual({
      iso: '2019-07-24T08:25:57Z',
      zone: 'utc-by-format',
    });
    expect(parseDate('2019:07:24 08:25:57+01:00', '+05:30', true)?.iso).toBe('2019-07-24T08:25:57+01:00');
  });
  it('prefers the moment of recording to dates that programs set', () => {
    const header = {
      'QuickTime:CreateDate': '2023:05:09 11:48:30',
      'QuickTime:ModifyDate': '2023:05:10 00:00:01',
    };
    expect(exifOf(header)).toMatchObject({
      taken: '2023-05-09T11:48:30Z',
      created: '2023-05-09T11:48:30Z',
      modified: '2023-05-10T00:00:01Z',
      takenZone: 'utc-by-format',
    });
    expect(exifOf({ ...header, 'Keys:CreationDate': '2023:05:09 12:41:46+01:00' })).toMatchObject({
      taken: '2023-05-09T12:41:46+01:00',
      created: '2023-05-09T11:48:30Z',
      takenZone: 'written',
    });
    const camera = { 'ExifIFD:DateTimeOriginal': '2023:05:09 10:00:00', 'ExifIFD:OffsetTime': '+02:00' };
    expect(exifOf({ ...header, ...camera }).taken).toBe('2023-05-09T10:00:00+02:00');
  });
  it('goes on to the next where one is unset, and ignores the file system', () => {
    const exif = exifOf({
      'Keys:CreationDate': '0000:00:00 00:00:00',
      'QuickTime:CreateDate': '1904:01:01 00:00:00',
      'Canon:DateTimeOriginal': '2021:06:01 10:00:00',
      'System:FileModifyDate': '2026:11:20 09:27:58+00:00',
      'ItemList:ContentCreateDate': 2024,
    });
    expect(exif).toMatchObject({ taken: '2021-06-01T10:00:00', takenZone: 'unknown', modified: null });
  });
});
