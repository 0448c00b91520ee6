import { describe, expect, it } from 'vitest';
import { containerNameOf, isStillOrText } from './container-name.ts';

const nameOf = (
  formatName: string,
  majorBrand: string | null,
  filePath: string,
  codecs: readonly (string | null)[] = ['h264'],
) =>
  containerNameOf({ formatName, formatLongName: null, majorBrand, filePath, codecs, hasAttachments: false });
const isoMedia = 'mov,mp4,m4a,3gp,3g2,mj2';

describe('containerNameOf', () => {
  it.each([
    [isoMedia, 'isom', 'a.mp4', 'MP4'],
    [isoMedia, 'qt  ', 'a.mp4', 'QuickTime'],
    [isoMedia, null, 'a.mov', 'QuickTime'],
    [isoMedia, '3gp5', 'a.mp4', '3GP'],
    [isoMedia, '3g2a', 'a.3g2', '3GPP2'],
    [isoMedia, 'mjp2', 'a.mj2', 'Motion JPEG 2000'],
    ['matroska,webm', null, 'a.mkv', 'Matroska'],
    ['matroska,webm', null, 'a.WEBM', 'WebM'],
    ['matroska,webm', null, 'a.bin', 'Matroska'],
    ['mpegts', null, 'a.mts', 'MPEG-TS'],
    ['avi', null, 'a.avi', 'AVI'],
    ['constructor', null, 'a', 'constructor'],
  ])('%s with brand %s in %s is %s', (formatName, brand, filePath, name) => {
    expect(nameOf(formatName, brand, filePath)).toBe(name);
  });
  it('calls Matroska of unclear name WebM if all inside is allowed in WebM', () => {
    expect(nameOf('matroska,webm', null, 'download', ['vp9', 'opus'])).toBe('WebM');
    expect(nameOf('matroska,webm', null, 'download', ['vp9', null])).toBe('Matroska');
    const facts = {
      formatName: 'matroska,webm',
      formatLongName: null,
      majorBrand: null,
      filePath: '',
      codecs: ['vp9'],
    };
    expect(containerNameOf({ ...facts, hasAttachments: true })).toBe('Matroska');
  });
  it('falls back on what ffprobe calls it', () => {
    const facts = { formatName: 'smjpeg', majorBrand: null, filePath: '', codecs: [], hasAttachments: false };
    expect(containerNameOf({ ...facts, formatLongName: 'Loki SDL MJPEG' })).toBe('Loki SDL MJPEG');
  });
});

describe('isStillOrText', () => {
  it.each([
    ['image2', null, true],
    ['png_pipe', null, true],
    ['tty', null, true],
    [isoMedia, 'avif', true],
    [isoMedia, 'isom', false],
    ['yuv4mpegpipe', null, false],
    ['gif', null, false],
  ])('%s with brand %s: %j', (formatName, brand, expected) => {
    expect(isStillOrText(formatName, brand)).toBe(expected);
  });
});
