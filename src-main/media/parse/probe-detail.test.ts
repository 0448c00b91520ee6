import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { parseFfprobeJson } from './ffprobe-json.ts';
import { isUnevenlySpaced } from './frame-spacing.ts';
import { bitRateModeOf, packetsForFirstFrames, parsePackets } from './packets.ts';
import { buildProbeDetail } from './probe-detail.ts';
import { buildProbe } from './probe.ts';

const stream = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 64,
  height: 64,
  avg_frame_rate: '25/1',
};
const format = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2' };

interface Given {
  readonly csv?: string;
  readonly header?: object;
  readonly decoded?: object;
  readonly frames?: unknown;
  readonly complete?: boolean;
}
const detailOf = ({ csv = '', header = {}, decoded = {}, frames = [], complete = true }: Given) =>
  artifactSchemas['probe-detail'].parse(
    buildProbeDetail({
      probe: buildProbe(parseFfprobeJson({ format, streams: [{ ...stream, ...header }] }), 'clip.mp4'),
      packets: parsePackets(csv),
      complete,
      firstFrames: parseFfprobeJson({ streams: [{ index: 0, ...decoded }], frames }),
    }),
  );
/** Packets of 1,000 bytes, a keyframe every twelfth. */
const everyTwelfthKey = (at: number): string => (at % 12 === 0 ? 'K_' : '__');
const csvOf = (times: readonly number[], duration = 'N/A', flags = everyTwelfthKey): string =>
  times.map((time, at) => `${time.toFixed(6)},${time.toFixed(6)},${duration},1000,${flags(at)}`).join('\n');
const steady = (count: number, stepSec: number): number[] =>
  Array.from({ length: count }, (_, at) => at * stepSec);

describe('parsePackets', () => {
  it('passes over side data, empty lines and whatever else stands between packets', () => {
    const csv = '0.0,-0.08,0.04,10,K_,\n\nside_data,MPEGTS Stream ID,224\n0.04,N/A,N/A,20,__\nnonsense';
    const packets = parsePackets(csv);
    expect(packets.count).toBe(2);
    expect([...packets.sizeBytes]).toEqual([10, 20]);
    expect([...packets.isKey]).toEqual([1, 0]);
    expect([...packets.decodedSec]).toEqual([-0.08, NaN]);
  });
  it('reads flags of three letters', () => {
    expect([...parsePackets('0,0,0.04,10,KDC').isHidden]).toEqual([1]);
  });
});

describe('duration and counts', () => {
  it('count from the first shown picture to the end of the last', () => {
    const detail = detailOf({ csv: csvOf(steady(30, 0.04), '0.040000') });
    expect(detail).toMatchObject({ frameCount: 30, keyframeCount: 3, longestGop: 12, complete: true });
    expect(detail.durationSec).toBeCloseTo(1.2, 6);
    expect(detail.bitRate).toBe(200_000);
  });
  it('give the last picture the usual length where its own is not known', () => {
    expect(detailOf({ csv: csvOf(steady(30, 0.04)) }).durationSec).toBeCloseTo(1.2, 6);
  });
  it('leave out what an edit list hides, and still find its uneven times', () => {
    const hidden = Array.from({ length: 8 }, (_, at) => -0.9 + at * 0.1);
    const times = [...hidden, ...steady(30, 0.04)];
    const detail = detailOf({
      csv: csvOf(times, '0.040000', (at) => (at === 0 ? 'KD' : at < 8 ? '_D' : '__')),
    });
    expect(detail).toMatchObject({ frameCount: 30, keyframeCount: 1, variableFrameRate: true });
    expect(detail.durationSec).toBeCloseTo(1.2, 6);
  });
  it('take two packets for a frame where fields come alone', () => {
    const fields = { csv: csvOf(steady(50, 0.02), '0.020000'), header: { field_order: 'tt' } };
    expect(detailOf(fields)).toMatchObject({ frameCount: 25, longestGop: 6 });
    expect(detailOf({ ...fields, header: {} }).frameCount).toBe(50);
  });
  it('are null for what only the whole file could tell', () => {
    const detail = detailOf({ csv: csvOf(steady(30, 0.04)), complete: false });
    expect(detail).toMatchObject({
      durationSec: null,
      frameCount: null,
      keyframeCount: null,
      longestGop: 12,
      complete: false,
    });
    expect(detail.variableFrameRate).toBe(false);
  });
  it('are null without a single packet', () => {
    expect(detailOf({})).toMatchObject({
      durationSec: null,
      frameCount: null,
      variableFrameRate: null,
      bitRate: null,
    });
  });
  it('know a clip of one frame', () => {
    const detail = detailOf({ csv: '0.000000,0.000000,0.040000,500,K_' });
    expect(detail).toMatchObject({
      durationSec: 0.04,
      frameCount: 1,
      keyframeCount: 1,
      longestGop: 1,
      variableFrameRate: false,
    });
  });
  it('believe the header where it ends the film within the last picture, and not where it is further off', () => {
    const csv = csvOf(steady(30, 0.04), '0.040000');
    expect(detailOf({ csv, header: { duration: '1.17' } }).durationSec).toBe(1.17);
    expect(detailOf({ csv, header: { duration: '1.1' } }).durationSec).toBe(1.2);
    expect(detailOf({ csv, header: { duration: '9' } }).durationSec).toBe(1.2);
  });
  it('use decoding times where there are no others', () => {
    const csv = steady(10, 0.04)
      .map((time) => `N/A,${time.toFixed(6)},0.040000,9,K_`)
      .join('\n');
    expect(detailOf({ csv }).durationSec).toBeCloseTo(0.4, 6);
  });
});

describe('packetsForFirstFrames', () => {
  const needed = (flags: readonly string[]) =>
    packetsForFirstFrames(parsePackets(flags.map((flag) => `0,0,0.04,10,${flag}`).join('\n')), 4, 8);
  it('passes over what gives no frame, within reason', () => {
    expect(needed(['K_', '__', '__'])).toBe(4);
    expect(needed(['KD', '_D', '__', '__'])).toBe(6);
    expect(needed(['__', '__', 'K_', '__'])).toBe(6);
    expect(needed(['__', '__', '__'])).toBe(4);
    expect(needed([])).toBe(4);
    expect(needed(Array.from({ length: 20 }, (_, at) => (at === 19 ? 'K_' : '__')))).toBe(8);
  });
});

describe('isUnevenlySpaced', () => {
  const times = (list: readonly number[]) => Float64Array.from(list);
  const rounded = (count: number, perSecond: number, tick: number) =>
    steady(count, 1 / perSecond).map((time) => Math.round(time / tick) * tick);

  it.each([
    ['milliseconds, 23.976 fps', 24000 / 1001, 0.001],
    ['milliseconds, 59.94 fps', 60000 / 1001, 0.001],
    ['90 kHz, 29.97 fps', 30000 / 1001, 1 / 90000],
    ['600 Hz, 29.97 fps', 30000 / 1001, 1 / 600],
    ['hundredths, 24 fps', 24, 0.01],
    ['thirtieths, 20 fps', 20, 1 / 30],
  ])('a steady rate stays one in a clock of %s', (_title, perSecond, tick) => {
    expect(isUnevenlySpaced(times(rounded(300, perSecond, tick)), tick)).toBe(false);
  });
  it('forgives one odd distance in a hundred, and an edit at the start', () => {
    const dropped = steady(120, 0.04).filter((_, at) => at !== 60);
    expect(isUnevenlySpaced(times(dropped), 0.001)).toBe(false);
    const edited = steady(20, 0.04).map((time, at) => (at === 0 ? -0.1 : time));
    expect(isUnevenlySpaced(times(edited), 0.001)).toBe(false);
  });
  it('sees a rate that changes in the middle, a jitter, and a slide show', () => {
    const faster = [...steady(50, 0.04), ...steady(50, 0.02).map((time) => time + 2)];
    expect(isUnevenlySpaced(times(faster), 0.001)).toBe(true);
    const jitter = steady(100, 0.067).map((time, at) => time + (at % 4 === 0 ? 0.006 : 0));
    expect(isUnevenlySpaced(times(jitter), 0.001)).toBe(true);
    expect(isUnevenlySpaced(times([0, 1, 4, 9]), 0.001)).toBe(true);
  });
  it('has no opinion on nothing', () => {
    expect(isUnevenlySpaced(times([]), null)).toBeNull();
    expect(isUnevenlySpaced(times([0]), null)).toBe(false);
    expect(isUnevenlySpaced(times([0, 0.04]), null)).toBe(false);
  });
});

describe('bitRateModeOf', () => {
  const withSizes = (sizes: readonly number[]) =>
    parsePackets(
      sizes.map((size, at) => `${String(at / 10)},${String(at / 10)},0.1,${String(size)},K_`).join('\n'),
    );
  it('is constant if no second is further than a tenth from the mean', () => {
    expect(bitRateModeOf(withSizes(Array.from({ length: 41 }, (_, at) => 100 + (at % 3))))).toBe('constant');
    expect(bitRateModeOf(withSizes(Array.from({ length: 41 }, (_, at) => (at < 10 ? 130 : 100))))).toBe(
      'variable',
    );
  });
  it('is not told from less than two seconds, or from a clock that jumps', () => {
    expect(bitRateModeOf(withSizes([100, 100, 100]))).toBeNull();
    expect(bitRateModeOf(parsePackets('0,0,0.1,9,K_\n9000000,9000000,0.1,9,K_'))).toBeNull();
  });
});

describe('what the first frames say', () => {
  const hdr10Plus = { side_data_type: 'HDR Dynamic Metadata SMPTE2094-40 (HDR10+)' };
  const light = { side_data_type: 'Content light level metadata', max_content: 1000, max_average: 200 };

  it('wins over the header in colour and dynamic range', () => {
    const header = { color_transfer: 'bt709', color_primaries: 'bt709', color_range: 'tv' };
    const frames = [{ color_transfer: 'smpte2084', color_primaries: 'bt2020', side_data_list: [light] }];
    const detail = detailOf({ header, frames });
    expect(detail.colour).toMatchObject({ transfer: 'smpte2084', primaries: 'bt2020', range: 'tv' });
    expect(detail.hdr).toMatchObject({ format: 'HDR10', maxCll: 1000, maxFall: 200 });
  });
  it('finds HDR10+ on a later frame', () => {
    const frames = [{ color_transfer: 'smpte2084' }, { side_data_list: [hdr10Plus] }];
    expect(detailOf({ frames }).hdr.format).toBe('HDR10+');
  });
  it('leaves what the header knew where no frame decodes', () => {
    const header = { color_transfer: 'arib-std-b67' };
    expect(detailOf({ header, frames: 'none' })).toMatchObject({
      hdr: { format: 'HLG' },
      colour: { transfer: 'arib-std-b67' },
    });
  });
  it('finds fields that the header is silent about', () => {
    expect(detailOf({ frames: [{ interlaced_frame: 1, top_field_first: 1 }] })).toMatchObject({
      scanType: 'interlaced',
      fieldOrder: 'tt',
    });
    expect(detailOf({ frames: [{ interlaced_frame: 1, top_field_first: 0 }] }).fieldOrder).toBe('bb');
    expect(detailOf({ frames: [{ interlaced_frame: 0 }] })).toMatchObject({
      scanType: 'progressive',
      fieldOrder: 'progressive',
    });
    expect(detailOf({ header: { field_order: 'bt' }, frames: [{ interlaced_frame: 0 }] })).toMatchObject({
      scanType: 'interlaced',
      fieldOrder: 'bt',
    });
    expect(detailOf({})).toMatchObject({ scanType: null, fieldOrder: null });
  });
  it('carries time codes, captions and reference frames', () => {
    const smpte = { side_data_type: 'SMPTE 12-1 timecode', timecodes: [{ value: '00:00:10:13' }] };
    const group = { side_data_type: 'GOP timecode', timecode: '10:00:00:00' };
    expect(detailOf({ frames: [{ side_data_list: [group, smpte] }] }).timecode).toBe('00:00:10:13');
    expect(detailOf({ frames: [{ side_data_list: [group] }] }).timecode).toBe('10:00:00:00');
    expect(
      detailOf({ frames: [{ side_data_list: [{ ...group, timecode: '00:00:00:00' }] }] }).timecode,
    ).toBeNull();
    const captions = { side_data_type: 'ATSC A53 Part 4 Closed Captions' };
    expect(detailOf({ frames: [{ side_data_list: [captions] }] }).closedCaptions).toBe(true);
    expect(detailOf({ decoded: { closed_captions: 1, refs: 4 } })).toMatchObject({
      closedCaptions: true,
      referenceFrames: 4,
    });
    expect(detailOf({}).closedCaptions).toBe(false);
  });
});

it('gives a valid artifact for any packets and any frames', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((value) => value.toFixed(6)),
    fc.constant('N/A'),
  );
  const line = fc
    .tuple(number, number, number, fc.nat(1e6).map(String), fc.constantFrom('K_', '__', '_D'))
    .map((parts) => parts.join());
  const csv = fc.array(fc.oneof(line, fc.string())).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(csv, fc.jsonValue(), fc.boolean(), (packets, frames, complete) => {
      expect(detailOf({ csv: packets, frames, complete }).complete).toBe(complete);
    }),
    { numRuns: 300 },
  );
});
