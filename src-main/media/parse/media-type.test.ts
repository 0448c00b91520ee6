import { expect, it } from 'vitest';
import { madeProbe } from '../../../tests/support/made-probe.ts';
import { mediaTypeOf } from './media-type.ts';

const quickTime = { containerName: 'QuickTime', containerBrand: 'qt  ' };
const matroska = { container: 'matroska,webm' };

it.each([
  ['video/mp4', madeProbe()],
  ['video/mp4', madeProbe(quickTime)],
  ['video/mp4', madeProbe({ ...quickTime, video: { codec: 'hevc' } })],
  ['video/quicktime', madeProbe({ ...quickTime, video: { codec: 'prores' } })],
  ['video/mp4', madeProbe({ containerName: '3GP' })],
  ['video/3gpp', madeProbe({ containerName: '3GP', video: { codec: 'h263' } })],
  ['video/webm', madeProbe({ ...matroska, containerName: 'WebM' })],
  ['video/x-matroska', madeProbe({ ...matroska, containerName: 'Matroska' })],
  ['video/mp2t', madeProbe({ container: 'mpegts', containerName: 'MPEG-TS' })],
  ['video/x-msvideo', madeProbe({ container: 'avi', containerName: 'AVI' })],
  [null, madeProbe({ container: 'toString', containerName: 'Odd' })],
])('is %s', (expected, probe) => {
  expect(mediaTypeOf(probe)).toBe(expected);
});
