import { describe, expect, it } from 'vitest';
import { bitDepthOf, chromaSubsamplingOf } from './pixel-format-facts.ts';

describe('pixel formats', () => {
  it.each([
    ['yuv420p', 8, '4:2:0'],
    ['yuvj420p', 8, '4:2:0'],
    ['yuv420p10le', 10, '4:2:0'],
    ['yuv422p12be', 12, '4:2:2'],
    ['yuva444p16le', 16, '4:4:4'],
    ['yuv411p', 8, '4:1:1'],
    ['yuv440p', 8, '4:4:0'],
    ['gray', 8, '4:0:0'],
    ['gray10le', 10, '4:0:0'],
    ['nv12', 8, '4:2:0'],
    ['p010le', 10, '4:2:0'],
    ['p216le', 16, '4:2:2'],
    ['p412be', 12, '4:4:4'],
    ['y210le', 10, '4:2:2'],
    ['uyvy422', 8, '4:2:2'],
    ['xv36le', 12, '4:4:4'],
    ['gbrp10le', 10, null],
    ['gbrap', 8, null],
    ['rgb24', 8, null],
    ['bgra', 8, null],
    ['0rgb', 8, null],
    ['rgb48le', 16, null],
    ['x2rgb10le', 10, null],
    ['rgb565le', null, null],
    ['pal8', 8, null],
    ['monow', 1, '4:0:0'],
    ['xyz12le', 12, null],
    ['something', null, null],
  ])('%s has %s bits and chroma %s', (pixelFormat, bitDepth, chroma) => {
    expect(bitDepthOf(pixelFormat, null)).toBe(bitDepth);
    expect(chromaSubsamplingOf(pixelFormat)).toBe(chroma);
  });

  it('believes the stream about significant bits where they fit into the format', () => {
    expect(bitDepthOf('yuv422p16le', 12)).toBe(12);
    expect(bitDepthOf('yuv420p', 24)).toBe(8);
    expect(bitDepthOf('yuv420p10le', 0)).toBe(10);
    expect(bitDepthOf(null, 10)).toBe(10);
    expect(bitDepthOf(null, null)).toBeNull();
  });
});
