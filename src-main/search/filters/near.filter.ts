import { defineFilter } from '../search-filter.ts';
import { readDistance } from './quantities.ts';

interface Circle {
  readonly text: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusM: number;
}

const usualRadius = '5km';
/** Mean radius of the Earth, IUGG 1980 (Moritz, Geodetic Reference System 1980). */
const earthRadiusM = 6_371_008.8;
/** What is told by degrees of latitude alone must not leave out what the formula would find. */
const roundingDegrees = 1e-6;

const shape =
  /^([+-]?\d{1,3}(?:\.\d{1,12})?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,12})?)(?:\s*[,;\s]\s*(\S.*))?$/;

function parseCircle(written: string): Circle | null {
  const [, north, east, distance = usualRadius] = shape.exec(written.trim()) ?? [];
  const radius = readDistance(distance);
  if (north === undefined || east === undefined || radius === null || radius.value === 0) return null;
  const place = { latitude: Number(north), longitude: Number(east) };
  if (Math.abs(place.latitude) > 90 || Math.abs(place.longitude) > 180) return null;
  const text = `${String(place.latitude)},${String(place.longitude)},${radius.text}`;
  return { text, ...place, radiusM: radius.value };
}

/**
 * Within a distance of a place, in degrees north and east (WGS 84). Great-circle distance by the haversine formula (R. W. Sinnott,
 * Virtues of the Haversine, Sky and Telescope 68, 1984), on a sphere: within half a per cent of the truth.
 */
export default defineFilter<Circle>({
  id: 'near',
  aliases: ['gps', 'around'],
  control: 'place',
  example: 'near:48.2,16.4,5km',
  parse: parseCircle,
  format: ({ text }) => text,
  predicate: ({ latitude, longitude, radiusM }) => {
    const haversine = `pow(sin(radians(latitude - ?) / 2), 2)
      + cos(radians(?)) * cos(radians(latitude)) * pow(sin(radians(longitude - ?) / 2), 2)`;
    // Half the way round the Earth is as far as anything can be.
    const limit = Math.sin(Math.min(radiusM / (2 * earthRadiusM), Math.PI / 2)) ** 2;
    const degrees = (radiusM / earthRadiusM) * (180 / Math.PI) + roundingDegrees;
    return {
      sql: `sequence IN (SELECT sequence FROM search_facts WHERE latitude BETWEEN ? AND ? AND ${haversine} <= ?)`,
      values: [latitude - degrees, latitude + degrees, latitude, latitude, longitude, limit],
    };
  },
});
