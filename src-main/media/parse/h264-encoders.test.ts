import { describe, expect, it } from 'vitest';
import { availableEncoders, type H264Encoder, trialArguments, trialSucceeded } from './h264-encoders.ts';

const quality = { crf: 23, preset: 'veryfast', pixelsPerSec: 1280 * 720 * 30 };

function encoder(name: string): H264Encoder {
  const [found] = availableEncoders(new Set([name]));
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

describe('availableEncoders', () => {
  it('puts hardware first and x264 before other software, and knows nothing but H.264', () => {
    const names = new Set(['libx264', 'libx265', 'libopenh264', 'h264_vaapi', 'h264_nvenc', 'mpeg4', 'aac']);
    const found = availableEncoders(names).map(({ name }) => name);
    expect(found).toEqual(['h264_nvenc', 'h264_vaapi', 'libx264', 'libopenh264']);
    expect(availableEncoders(new Set(['mpeg4', 'libx265']))).toEqual([]);
  });

  it('gives options without blanks, which the command builder would split', () => {
    const all = [
      'h264_nvenc',
      'h264_videotoolbox',
      'h264_qsv',
      'h264_amf',
      'h264_vaapi',
      'libx264',
      'libopenh264',
      'h264_mf',
    ];
    for (const name of all) {
      const { options, deviceOptions, lastFilters } = encoder(name);
      expect(
        [...options(quality), ...deviceOptions, ...lastFilters].filter((word) => word.includes(' ')),
      ).toEqual([]);
    }
  });
});

describe('quality', () => {
  const bitRateAt = (changes: Partial<typeof quality>): number => {
    const options = encoder('libopenh264').options({ ...quality, ...changes });
    return Number(options[options.indexOf('-b:v') + 1]);
  };

  it('is the rate factor for x264', () => {
    expect(encoder('libx264').options(quality)).toEqual([
      '-preset',
      'veryfast',
      '-crf',
      '23',
      '-profile:v',
      'high',
    ]);
  });

  it('is a bit rate elsewhere: by pixels, doubled for six steps of the rate factor, within bounds', () => {
    expect(bitRateAt({})).toBeGreaterThan(2_000_000);
    expect(bitRateAt({})).toBeLessThan(5_000_000);
    expect(bitRateAt({ crf: 17 }) / bitRateAt({})).toBeCloseTo(2, 3);
    expect(bitRateAt({ pixelsPerSec: 100 })).toBe(200_000);
    expect(bitRateAt({ pixelsPerSec: 1e12 })).toBe(50_000_000);
  });
});

describe('trial', () => {
  const pictures = (count: number, high: number): Uint8Array => {
    return Uint8Array.from({ length: count * 256 }, (_, index) => (index % 16 < 8 ? 20 : high));
  };

  it('goes through the encoder and its filters', () => {
    const args = trialArguments(encoder('h264_vaapi'));
    expect(args.indexOf('-init_hw_device')).toBeLessThan(args.indexOf('-i'));
    expect(args[args.indexOf('-vf') + 1]).toBe('format=nv12,hwupload');
    expect(args[args.indexOf('-c:v') + 1]).toBe('h264_vaapi');
  });

  it('has succeeded if all of the pictures are there and show something', () => {
    expect(trialSucceeded(pictures(15, 200))).toBe(true);
    expect(trialSucceeded(pictures(5, 200))).toBe(false);
    expect(trialSucceeded(pictures(15, 22))).toBe(false);
    expect(trialSucceeded(new Uint8Array())).toBe(false);
  });
});
