import { describe, expect, it } from 'vitest';
import { madeProbe } from '../../../tests/support/made-probe.ts';
import { availableEncoders, type H264Encoder } from './h264-encoders.ts';
import { proxyFilters, proxyOutputOptions, type ProxyRequest } from './proxy-arguments.ts';

function x264(): H264Encoder {
  const [encoder] = availableEncoders(new Set(['libx264']));
  if (encoder === undefined) throw new Error('no encoder');
  return encoder;
}

function request(
  video: Parameters<typeof madeProbe>[0] = {},
  changes: Partial<ProxyRequest> = {},
): ProxyRequest {
  return {
    probe: madeProbe(video),
    detail: null,
    settings: {
      ...{ size: { width: 1280, height: 720 }, crf: 23, preset: 'veryfast', audioBitRate: 128_000 },
      ...{ maxFramesPerSec: 60, keyframeSec: 1, canToneMap: true },
    },
    encoder: x264(),
    audioIndex: 1,
    ...changes,
  };
}

const pq = {
  primaries: 'bt2020',
  transfer: 'smpte2084',
  matrix: 'bt2020nc',
  range: 'tv',
  chromaLocation: null,
};

describe('proxyFilters', () => {
  it('only scales what is ordinary', () => {
    const filters = proxyFilters(request());
    expect(filters[0]).toBe(
      'scale=1280:720:flags=bicubic:in_color_matrix=bt709:out_color_matrix=bt709:out_range=tv',
    );
    expect(filters.join()).not.toMatch(/bwdif|fps|tonemap|transpose|flip/);
    expect(filters.at(-1)).toBe('format=yuv420p');
  });

  it('takes the matrix from the stream, or by size', () => {
    const colour = {
      primaries: null,
      transfer: null,
      matrix: 'smpte170m',
      range: 'tv',
      chromaLocation: null,
    };
    expect(proxyFilters(request({ video: { colour } }))[0]).not.toContain('in_color_matrix');
    expect(proxyFilters(request({ video: { width: 720, height: 576 } }))[0]).not.toContain('in_color_matrix');
  });

  it('takes fields apart before it scales, in the order they were filmed', () => {
    const interlaced = (fieldOrder: string) =>
      proxyFilters(request({ video: { scanType: 'interlaced', fieldOrder } }))[0];
    expect(interlaced('tt')).toBe('bwdif=mode=send_frame:parity=tff:deint=all');
    expect(interlaced('tb')).toBe('bwdif=mode=send_frame:parity=tff:deint=all');
    expect(interlaced('bb')).toBe('bwdif=mode=send_frame:parity=bff:deint=all');
    expect(interlaced('unknown')).toBe('bwdif=mode=send_frame:parity=auto:deint=all');
  });

  it('turns interlaced pictures back first', () => {
    const video = { scanType: 'interlaced', fieldOrder: 'tt', rotationDeg: -90 } as const;
    expect(proxyFilters(request({ video })).slice(0, 3)).toEqual([
      'transpose=cclock',
      'bwdif=mode=send_frame:parity=tff:deint=all',
      'transpose=clock',
    ]);
    const mirrored = proxyFilters(request({ video: { ...video, mirrored: true } }));
    expect([mirrored[0], mirrored[2]]).toEqual(['transpose=cclock_flip', 'transpose=cclock_flip']);
  });

  it('believes the detailed probe', () => {
    const probe = madeProbe({ video: { scanType: 'progressive' } });
    const detail = {
      ...{ durationSec: 10, frameCount: 250, keyframeCount: 1, longestGop: 250, variableFrameRate: false },
      ...{
        scanType: 'interlaced',
        fieldOrder: 'bb',
        bitRateMode: null,
        bitRate: null,
        colour: pq,
        hdr: probe.video.hdr,
      },
      ...{ timecode: null, closedCaptions: false, complete: true },
    } as NonNullable<ProxyRequest['detail']>;
    const filters = proxyFilters(request({}, { detail }));
    expect(filters[0]).toContain('parity=bff');
    expect(filters.join()).toContain('tonemap');
  });

  it('maps tones after scaling, where it can', () => {
    const filters = proxyFilters(request({ video: { colour: pq } }));
    const scale = filters.findIndex((filter) => filter.startsWith('scale='));
    const toneMap = filters.findIndex((filter) => filter.startsWith('tonemap='));
    expect(toneMap).toBeGreaterThan(scale);
    const settings = { ...request().settings, canToneMap: false };
    expect(proxyFilters(request({ video: { colour: pq } }, { settings })).join()).not.toContain('tonemap');
  });

  it('drops frames only above the highest rate', () => {
    expect(proxyFilters(request({ video: { framesPerSecond: 59.94 } })).join()).not.toContain('fps=');
    expect(proxyFilters(request({ video: { framesPerSecond: 60 } })).join()).not.toContain('fps=');
    expect(proxyFilters(request({ video: { framesPerSecond: 119.88 } }))).toContain('fps=60');
  });
});

describe('proxyOutputOptions', () => {
  it('maps the main picture and one sound, and nothing else', () => {
    const options = proxyOutputOptions(request({ video: { index: 2 } }, { audioIndex: 4 }));
    const maps = options.flatMap((option, index) => (option === '-map' ? options[index + 1] : []));
    expect(maps).toEqual(['0:2', '0:4']);
    expect(options).toEqual(
      expect.arrayContaining(['-sn', '-dn', '-map_metadata', '-map_chapters', '+faststart']),
    );
    expect(options.filter((option) => option.includes(' '))).toEqual([]);
  });

  it('can go without sound', () => {
    const options = proxyOutputOptions(request({}, { audioIndex: null }));
    expect(options).toContain('-an');
    expect(options).not.toContain('-c:a');
  });
});
