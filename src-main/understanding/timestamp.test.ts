import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './timestamp.ts';

describe('parseTimestamp', () => {
  it.each([
    ['0-1s', 0],
    ['0-1', 0],
    ['1.5-2.5s', 1.5],
    ['5s', 5],
    ['5', 5],
    ['0.5', 0.5],
    ['.5', 0.5],
    [' 7 s ', 7],
    ['0:30', 30],
    ['1:02:03', 3723],
    ['00:00:30.5', 30.5],
    ['0:30-0:45', 30],
    ['90:00', 5400],
    [12.25, 12.25],
    [0, 0],
  ])('reads %j as %d seconds', (input, seconds) => {
    expect(parseTimestamp(input)).toBe(seconds);
  });

  it.each(['', '   ', '-5', '-5s', 'soon', '1:99', '1:60:00', '1:2:3:4', '5 minutes', 'NaN', '1e3'])(
    'gives null and one warning for %j',
    (input) => {
      const warnings: string[] = [];
      expect(parseTimestamp(input, (message) => warnings.push(message))).toBeNull();
      expect(warnings).toHaveLength(1);
    },
  );

  it.each([null, undefined])('takes %s as no time, without a warning', (input) => {
    const warnings: string[] = [];
    expect(parseTimestamp(input, (message) => warnings.push(message))).toBeNull();
    expect(warnings).toEqual([]);
  });

  it('never throws, and gives nothing but null or a time that is not negative', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const time = parseTimestamp(input);
        expect(time === null || (Number.isFinite(time) && time >= 0)).toBe(true);
      }),
    );
  });

  it('reads every clock time back', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(59), fc.nat(59), (hours, minutes, seconds) => {
        const text = `${String(hours)}:${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}`;
        expect(parseTimestamp(text)).toBe(hours * 3600 + minutes * 60 + seconds);
      }),
    );
  });
});
