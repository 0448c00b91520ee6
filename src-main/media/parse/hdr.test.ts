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

describe('dynamic range from headers', () => {
  const dovi = {
    side_data_type: 'DOVI configuration record',
    dv_profile: 8,
    dv_level: 4,
    dv_bl_signal_compatibility_id: 4,
  };
  it.each([
    [{ color_transfer: 'bt709' }, null],
    [{ color_transfer: 'smpte2084' }, 'HDR10'],
    [{ color_transfer: 'arib-std-b67' }, 'HLG'],
    [{ color_transfer: 'arib-std-b67', side_data_list: [dovi] }, 'Dolby Vision'],
    [{ codec_tag_string: 'dvh1' }, 'Dolby Vision'],
    [
      {
        color_transfer: 'smpte2084',
        side_data_list: [{ side_data_type: 'HDR Dynamic Metadata SMPTE2094-40 (HDR10+)' }],
      },
      'HDR10+',
    ],
  ])('%j is %s', (fields, format) => {
    expect(videoOf(fields).hdr.format).toBe(format);
  });
  it('reads mastering display and light levels', () => {
    const display = {
      side_data_type: 'Mastering display metadata',
      red_x: '34000/50000',
      red_y: '16000/50000',
    };
    const luminance = { min_luminance: '50/10000', max_luminance: '10000000/10000' };
    const light = { side_data_type: 'Content light level metadata', max_content: 1000, max_average: 400 };
    expect(videoOf({ side_data_list: [{ ...display, ...luminance }, light, dovi] }).hdr).toEqual({
      format: 'Dolby Vision',
      masteringDisplay: {
        red: [0.68, 0.32],
        green: null,
        blue: null,
        whitePoint: null,
        minLuminance: 0.005,
        maxLuminance: 1000,
      },
      maxCll: 1000,
      maxFall: 400,
      dolbyVision: { profile: 8, level: 4, baseLayerCompatibility: 4 },
    });
  });
});
