import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { categoryOfFocalLength, shutterSpeedText } from './exif-camera.ts';
import { parseDate } from './exif-dates.ts';
import { parseCoordinates } from './exif-location.ts';
import { buildExif } from './exif.ts';

const exifOf = (tags: Readonly<Record<string, unknown>>) => artifactSchemas.exif.parse(buildExif(tags));

describe('camera', () => {
  it('reads EXIF', () => {
    const exif = exifOf({
      'IFD0:Make': 'Canon',
      'IFD0:Model': 'EOS R5',
      'ExifIFD:LensModel': 'RF24-70mm F2.8 L IS USM',
      'ExifIFD:SerialNumber': 12021000123,
      'ExifIFD:FocalLength': 50,
      'ExifIFD:ISO': 400,
      'ExifIFD:ExposureTime': 0.01666667,
      'ExifIFD:FNumber': 2.8,
      'ExifIFD:ExposureMode': 1,
      'ExifIFD:WhiteBalance': 0,
    });
    expect(exif).toMatchObject({
      make: 'Canon',
      model: 'EOS R5',
      lens: 'RF24-70mm F2.8 L IS USM',
      serialNumber: '12021000123',
      focalLengthMm: 50,
      focalLength35mm: null,
      focalLengthCategory: 'MEDIUM',
      iso: 400,
      shutterSpeed: '1/60',
      fStop: 2.8,
      exposureMode: 'Manual',
      whiteBalance: 'Auto',
    });
  });
  it('reads what phones and camcorders write instead', () => {
    expect(exifOf({ 'Keys:AndroidMake': 'Google', 'Keys:AndroidModel': 'Pixel 8' })).toMatchObject({
      make: 'Google',
      model: 'Pixel 8',
    });
    expect(
      exifOf({
        'XML:DeviceManufacturer': 'Sony',
        'XML:DeviceModelName': 'FX3',
        'XML:DeviceSerialNo': '5000',
      }),
    ).toMatchObject({
      make: 'Sony',
      model: 'FX3',
      serialNumber: '5000',
    });
    expect(exifOf({ 'H264:Make': 0x108, 'H264:Model': 'ILCE-7M3' })).toMatchObject({
      make: 'Sony',
      model: 'ILCE-7M3',
    });
    expect(exifOf({ 'H264:Make': 7 }).make).toBeNull();
  });
  it('takes the category from the 35 mm equivalent where there is one', () => {
    const phone = exifOf({ 'ExifIFD:FocalLength': 4.25, 'ExifIFD:FocalLengthIn35mmFormat': 26 });
    expect(phone).toMatchObject({ focalLengthMm: 4.25, focalLength35mm: 26, focalLengthCategory: 'WIDE' });
    const scaled = {
      'ExifIFD:FocalLength': 50,
      'Composite:ScaleFactor35efl': 1.5,
      'Composite:FocalLength35efl': 75,
    };
    expect(exifOf(scaled).focalLengthCategory).toBe('LONG-LENS');
    expect(
      exifOf({ 'ExifIFD:FocalLength': 50, 'Composite:FocalLength35efl': 50 }).focalLength35mm,
    ).toBeNull();
  });
  it.each([
    [4, 'ULTRA-WIDE'],
    [8, 'ULTRA-WIDE'],
    [17.9, 'ULTRA-WIDE'],
    [18, 'WIDE'],
    [35, 'MEDIUM'],
    [70, 'LONG-LENS'],
    [200, 'TELEPHOTO'],
    [800, 'TELEPHOTO'],
    [1200, 'TELEPHOTO'],
  ])('%d mm is %s', (millimetres, category) => {
    expect(categoryOfFocalLength(millimetres)).toBe(category);
  });
  it.each([
    [1 / 8000, '1/8000'],
    [0.0199822, '1/50'],
    [0.25, '1/4'],
    [0.5, '0.5s'],
    [1, '1s'],
    [2, '2s'],
    [2.5, '2.5s'],
    [30, '30s'],
  ])('%d s is written %s', (seconds, text) => {
    expect(shutterSpeedText(seconds)).toBe(text);
  });
  it('drops zeros, fillers, and numbers that only a maker understands', () => {
    const exif = exifOf({
      'ExifIFD:FocalLength': 0,
      'ExifIFD:FNumber': 'inf',
      'ExifIFD:LensModel': '----',
      'Composite:LensID': 42,
      'Canon:WhiteBalance': 1,
      'IFD0:Make': '   ',
      'ExifIFD:SerialNumber': '00000000',
    });
    expect(exif).toMatchObject({
      focalLengthMm: null,
      fStop: null,
      lens: null,
      whiteBalance: null,
      make: null,
      serialNumber: null,
    });
  });
  it('reads values that carry units or are fractions', () => {
    expect(exifOf({ 'UserData:FocalLength': '24.0 mm' }).focalLengthMm).toBe(24);
    expect(exifOf({ 'UserData:ExposureTime': '1/60' }).shutterSpeed).toBe('1/60');
    expect(exifOf({ 'UserData:WhiteBalance': 'Cloudy' }).whiteBalance).toBe('Cloudy');
  });
  it('does not take the encoder of a track for the program that made the clip', () => {
    expect(exifOf({ 'Track1:Encoder': 'Lavc', 'Info:WritingApp': 'HandBrake' }).software).toBe('HandBrake');
  });
});

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

describe('position', () => {
  it('keeps the sign of every quarter of the world', () => {
    for (const [latitude, latitudeRef, longitude, longitudeRef] of [
      [51.5, 'N', 0.1, 'W'],
      [33.8, 'S', 151.2, 'E'],
      [22.9, 'S', 43.2, 'W'],
      [35.6, 'N', 139.7, 'E'],
    ] as const) {
      const north = latitudeRef === 'S' ? -latitude : latitude;
      const east = longitudeRef === 'W' ? -longitude : longitude;
      const gps = {
        'GPS:GPSLatitude': latitude,
        'GPS:GPSLatitudeRef': latitudeRef,
        'GPS:GPSLongitude': longitude,
        'GPS:GPSLongitudeRef': longitudeRef,
      };
      expect(exifOf(gps)).toMatchObject({ latitude: north, longitude: east });
      expect(exifOf({ 'Composite:GPSLatitude': north, 'Composite:GPSLongitude': east })).toMatchObject({
        latitude: north,
        longitude: east,
      });
      expect(exifOf({ 'Keys:GPSCoordinates': `${String(north)} ${String(east)} 12` })).toMatchObject({
        latitude: north,
        longitude: east,
        altitudeM: 12,
      });
    }
  });
  it('puts the Dead Sea below the ocean', () => {
    const shore = {
      'GPS:GPSLatitude': 31.5,
      'GPS:GPSLatitudeRef': 'N',
      'GPS:GPSLongitude': 35.5,
      'GPS:GPSLongitudeRef': 'E',
    };
    expect(exifOf({ ...shore, 'GPS:GPSAltitude': 430, 'GPS:GPSAltitudeRef': 1 }).altitudeM).toBe(-430);
    expect(exifOf({ ...shore, 'GPS:GPSAltitude': 430, 'GPS:GPSAltitudeRef': 0 }).altitudeM).toBe(430);
    const apple = {
      'Composite:GPSLatitude': 31.5,
      'Composite:GPSLongitude': 35.5,
      'Composite:GPSAltitude': 430,
    };
    expect(exifOf({ ...apple, 'Composite:GPSAltitudeRef': 1 }).altitudeM).toBe(-430);
    expect(exifOf({ 'Keys:GPSCoordinates': '31.5 35.5 -430' }).altitudeM).toBe(-430);
  });
  it('drops what is out of range, and nowhere, unless there was a fix', () => {
    expect(exifOf({ 'Composite:GPSLatitude': 91, 'Composite:GPSLongitude': 0 }).latitude).toBeNull();
    expect(exifOf({ 'Composite:GPSLatitude': 10, 'Composite:GPSLongitude': 181 }).longitude).toBeNull();
    const nowhere = { 'Composite:GPSLatitude': 0, 'Composite:GPSLongitude': 0 };
    expect(exifOf(nowhere)).toMatchObject({ latitude: null, longitude: null, altitudeM: null });
    expect(exifOf({ ...nowhere, 'GPS:GPSStatus': 'A' })).toMatchObject({ latitude: 0, longitude: 0 });
    expect(exifOf({ ...nowhere, 'Keys:GPSCoordinates': '1 2' })).toMatchObject({ latitude: 1, longitude: 2 });
    expect(exifOf({ 'Composite:GPSLatitude': 10 }).latitude).toBeNull();
  });
  it.each([
    ['+51.5334-000.1255+026.756/', 51.5334, -0.1255, 26.756],
    ['-33.8+151.2/', -33.8, 151.2, null],
    ['40.68 -74.5', 40.68, -74.5, null],
    ['51.5, -1e-05, 3', 51.5, -0.00001, 3],
  ])('reads %s', (text, latitude, longitude, altitudeM) => {
    expect(parseCoordinates(text)).toEqual({ latitude, longitude, altitudeM });
  });
  it.each(['', '5153', 'here', '51 deg 32\' 0.24" N, 0 deg 7\' 31.80" W', null])(
    'does not read %j',
    (value) => {
      expect(parseCoordinates(value)).toBeNull();
    },
  );
  it('names the place from near to far, each name once', () => {
    const iptc = {
      'IPTC:City': 'Luxembourg',
      'IPTC:Country-PrimaryLocationName': 'Luxembourg',
      'IPTC:Province-State': 'Centre',
    };
    expect(exifOf(iptc).place).toBe('Luxembourg, Centre');
    expect(exifOf({ 'XMP-photoshop:City': 'Oslo', 'XMP-photoshop:Country': 'Norway' }).place).toBe(
      'Oslo, Norway',
    );
    expect(exifOf({ 'UserData:LocationInformation': 'Harbour Role=shooting Lat=1 Lon=2' }).place).toBe(
      'Harbour',
    );
    expect(exifOf({ 'UserData:LocationInformation': '(none) Role=shooting Lat=1 Lon=2' }).place).toBeNull();
  });
});

describe('words', () => {
  it('splits keywords only where they are one text', () => {
    expect(
      exifOf({ 'XMP-dc:Subject': ['Paris, France', 'night'], 'Keys:Keywords': 'night; river,boat' }).keywords,
    ).toEqual(['night', 'river', 'boat', 'Paris, France']);
  });
  it('reads who made it and what it is', () => {
    const exif = exifOf({
      'XMP-dc:Creator': ['Ann', 'Ben'],
      'IFD0:Copyright': '© Ann',
      'ItemList:Comment': 'First try',
      'Keys:Software': 12.3,
    });
    expect(exif).toMatchObject({
      artist: 'Ann, Ben',
      copyright: '© Ann',
      description: 'First try',
      software: '12.3',
    });
  });
});

describe('everything found', () => {
  it('is grouped, without bytes and without what changes from copy to copy', () => {
    const exif = exifOf({
      SourceFile: '/tmp/x.mp4',
      'System:FileName': 'x.mp4',
      'System:FileAccessDate': '2026:11:20 09:49:31+00:00',
      'ExifTool:ExifToolVersion': 13.59,
      'ExifTool:Warning': 'odd',
      'Keys:Make': 'Apple',
      'Matroska:AttachedFileData': '(Binary data 47 bytes, use -b option to extract)',
      'Track1:TrackID': 1,
    });
    expect(exif.all).toEqual({
      ExifTool: { Warning: 'odd' },
      Keys: { Make: 'Apple' },
      Track1: { TrackID: 1 },
    });
  });
  it('gives a valid artifact for any tags', () => {
    const names = [
      'GPSLatitude',
      'GPSLongitude',
      'GPSCoordinates',
      'CreateDate',
      'FocalLength',
      'ExposureTime',
      'Make',
      'Keywords',
      'City',
    ];
    const groups = ['Composite', 'ExifIFD', 'Keys', 'QuickTime', 'H264', 'Track1', '__proto__', ''];
    const key = fc
      .tuple(fc.constantFrom(...groups), fc.oneof(fc.constantFrom(...names), fc.string()))
      .map((parts) => parts.join(':'));
    const value = fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.constantFrom('0000:00:00 00:00:00', '1 2 3', '-90 180', 0.00000001),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(key, fc.string()), value), (tags) => {
        const exif = exifOf(tags);
        expect(exif.latitude === null).toBe(exif.longitude === null);
        expect(JSON.parse(JSON.stringify(exif.all))).toEqual(exif.all);
      }),
      { numRuns: 500 },
    );
  });
});
