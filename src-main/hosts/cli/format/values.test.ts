import { describe, expect, it } from 'vitest';
import {
  bitRate,
  byteSize,
  clockTime,
  counted,
  exactTime,
  figure,
  percentText,
  speedText,
  timeSpan,
  workSeconds,
} from './values.ts';

describe('times', () => {
  it('writes durations like a clock', () => {
    expect([null, 0, 6.4, 59.6, 754, 3723].map(clockTime)).toEqual([
      '-',
      '0:00',
      '0:06',
      '1:00',
      '12:34',
      '1:02:03',
    ]);
  });

  it('writes moments to the thousandth, with no second of sixty', () => {
    expect([0, 6.5064, 59.9996, 3599.9999, -0.04].map(exactTime)).toEqual([
      '0:00.000',
      '0:06.506',
      '1:00.000',
      '1:00:00.000',
      '-0:00.040',
    ]);
  });

  it('writes how long things take', () => {
    expect([-3, 12.4, 200, 7500].map(timeSpan)).toEqual(['0 s', '12 s', '3 min 20 s', '2 h 5 min']);
    expect([null, 0.0372, 3.21, 84.6].map(workSeconds)).toEqual(['-', '0.04 s', '3.2 s', '85 s']);
  });
});

describe('figures', () => {
  it('writes sizes in powers of 1000, three digits at most', () => {
    expect([null, 0, 999, 999.6, 1000, 12_345, 999_499, 999_600, 1.5e12].map(byteSize)).toEqual([
      ...['-', '0 B', '999 B', '1.0 kB', '1.0 kB', '12.3 kB', '999 kB', '1.0 MB', '1.5 TB'],
    ]);
  });

  it('writes rates, shares and plain figures', () => {
    expect([null, 64_000, 2_500_000].map(bitRate)).toEqual(['-', '64 kbit/s', '2.5 Mbit/s']);
    expect([null, 3.44, 17.6].map(speedText)).toEqual(['-', '3.4x', '18x']);
    expect([null, 0, 0.125, 1].map(percentText)).toEqual(['-', '0 %', '13 %', '100 %']);
    expect([figure(null, 2), figure(2.5, 3), figure(29.97003, 3), figure(-0.5, 1)]).toEqual([
      '-',
      '2.5',
      '29.97',
      '-0.5',
    ]);
    expect([counted(1, 'clip'), counted(0, 'clip'), counted(2, 'copy', 'copies')]).toEqual([
      '1 clip',
      '0 clips',
      '2 copies',
    ]);
  });
});
