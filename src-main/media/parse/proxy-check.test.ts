import { describe, expect, it } from 'vitest';
import { isShort, madeProxy, proxyDefects } from './proxy-check.ts';

const video = {
  codec_type: 'video',
  codec_name: 'h264',
  pix_fmt: 'yuv420p',
  width: 1280,
  height: 720,
  level: 31,
};
const audio = { codec_type: 'audio', codec_name: 'aac' };
const report = (changes: object = {}, others: object[] = [audio], duration = '10.05') => ({
  streams: [...others, { ...video, ...changes }],
  format: { duration },
});
const size = { width: 1280, height: 720 };
const defectsOf = (made: unknown): string[] => proxyDefects(madeProxy(made), size, 10);

describe('proxyDefects', () => {
  it('finds nothing wrong with what was asked for', () => {
    expect(madeProxy(report())).toMatchObject({
      durationSec: 10.05,
      hasAudio: true,
      rotationDeg: 0,
      codec: 'h264',
    });
    expect(madeProxy(report({}, []))).toMatchObject({ hasAudio: false, audioCodec: null });
    expect(defectsOf(report())).toEqual([]);
    expect(defectsOf(report({}, []))).toEqual([]);
  });

  it.each([
    [report({ codec_name: 'mpeg4' }), /codec mpeg4/],
    [report({ pix_fmt: 'yuv420p10le' }), /pixel format yuv420p10le/],
    [report({ width: 720, height: 1280 }), /720×1280 instead of 1280×720/],
    [report({ side_data_list: [{ rotation: -90 }] }), /rotation/],
    [report({ level: 52 }), /level 52/],
    [report({}, [{ codec_type: 'audio', codec_name: 'mp3' }]), /mp3 instead of aac/],
    [report({}, [], '0'), /no length/],
    [report({}, [], '31'), /31\.0 s long instead of 10\.0 s/],
  ])('names what is wrong (%#)', (made, message) => {
    const defects = defectsOf(made);
    expect(defects).toHaveLength(1);
    expect(defects[0]).toMatch(message);
  });

  it('fails where there is no picture, or no report', () => {
    for (const nothing of [
      {},
      null,
      { streams: [audio], format: { duration: '3' } },
      { streams: [video], format: {} },
    ]) {
      expect(() => madeProxy(nothing)).toThrow(expect.objectContaining({ code: 'tool-failed' }));
    }
  });
});

describe('isShort', () => {
  it('allows for 1.5 s or 5 %, and says nothing of unknown lengths', () => {
    expect(isShort({ durationSec: 8.6 }, 10)).toBe(false);
    expect(isShort({ durationSec: 8.4 }, 10)).toBe(true);
    expect(isShort({ durationSec: 951 }, 1000)).toBe(false);
    expect(isShort({ durationSec: 949 }, 1000)).toBe(true);
    expect(isShort({ durationSec: 1 }, null)).toBe(false);
  });
});
