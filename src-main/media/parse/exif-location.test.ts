import { describe, expect, it } from 'vitest';
import { artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { parseCoordinates } from './exif-location.ts';
import { buildExif } from './exif.ts';

const exifOf = (tags: Readonly<Record<string, unknown>>) => artifactSchemas.exif.parse(buildExif(tags));

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
