import { describe, expect, it } from 'vitest';
import { artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { parseFfprobeJson } from './ffprobe-json.ts';
import { buildProbe } from './probe.ts';

const film = { index: 0, codec_type: 'video', codec_name: 'hevc', width: 1920, height: 1080 };
const format = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2' };
/** The picture of a probe of one stream with these fields. */
const videoOf = (fields: object) =>
  artifactSchemas.probe.parse(
    buildProbe(parseFfprobeJson({ format, streams: [{ ...film, ...fields }] }), 'clip.mp4'),
  ).video;

const matrix = (a: number, b: number, c: number, d: number, rotation: unknown) => ({
  side_data_type: 'Display Matrix',
  displaymatrix: `\n00000000: ${String(a)} ${String(b)} 0\n00000001: ${String(c)} ${String(d)} 0\n00000002: 0 0 1073741824\n`,
  rotation,
});

describe('picture geometry', () => {
  it.each([
    [{}, 1920, 1080, 0, false],
    [{ sample_aspect_ratio: '2:3' }, 1280, 1080, 0, false],
    [{ sample_aspect_ratio: '0:1' }, 1920, 1080, 0, false],
    [{ side_data_list: [matrix(0, 65536, -65536, 0, -90)] }, 1080, 1920, -90, false],
    [{ side_data_list: [matrix(0, -65536, 65536, 0, 90)] }, 1080, 1920, 90, false],
    [{ side_data_list: [matrix(-65536, 0, 0, -65536, -180)] }, 1920, 1080, -180, false],
    [{ side_data_list: [matrix(0, 65536, 65536, 0, -90)] }, 1080, 1920, -90, true],
    [{ side_data_list: [matrix(-65536, 0, 0, 65536, -180)] }, 1920, 1080, -180, true],
    [{ side_data_list: [matrix(0, 65536, -65536, 0, undefined)] }, 1080, 1920, -90, false],
    [{ side_data_list: [matrix(0, 0, 0, 0, -2147483648)] }, 1920, 1080, 0, false],
    [{ side_data_list: [{ side_data_type: 'Display Matrix' }] }, 1920, 1080, 0, false],
    [
      { sample_aspect_ratio: '4:3', side_data_list: [matrix(0, 65536, -65536, 0, -90)] },
      1080,
      2560,
      -90,
      false,
    ],
  ])('%j is shown as %i x %i', (fields, displayWidth, displayHeight, rotationDeg, mirrored) => {
    expect(videoOf(fields)).toMatchObject({
      width: 1920,
      height: 1080,
      displayWidth,
      displayHeight,
      rotationDeg,
      mirrored,
    });
  });
});
