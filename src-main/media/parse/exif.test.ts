import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { categoryOfFocalLength, shutterSpeedText } from './exif-camera.ts';
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
