import { describe, expect, it } from 'vitest';
import { clipToKeep, type KeepCandidate } from './clip-to-keep.ts';
import { connected } from './connected.ts';

const usual: Omit<KeepCandidate, 'id'> = {
  ...{ width: 1920, height: 1080, bitRate: 8_000_000, taken: null, extent: 'whole', place: 'present' },
};

describe('clipToKeep', () => {
  it.each<[string, Partial<KeepCandidate>, string[]]>([
    ['shows most', { extent: 'whole' }, ['longest']],
    ['has most pixels', { extent: 'part', width: 3840, height: 2160 }, ['highest-resolution']],
    ['has the highest bit rate', { extent: 'part', bitRate: 20_000_000 }, ['highest-bit-rate']],
    ['knows when it was taken', { extent: 'part', taken: '2024-05-01T10:00:00' }, ['original-date']],
  ])('keeps the one that %s', (_what, better, reasons) => {
    const clips = [
      { id: 'a', ...usual, extent: 'part' as const },
      { id: 'b', ...usual, ...better },
    ];
    expect(clipToKeep(clips)).toEqual({ clipId: 'b', reasons });
  });

  it('keeps the first of equals, and one that is there before one that is not', () => {
    expect(
      clipToKeep([
        { id: 'a', ...usual },
        { id: 'b', ...usual, bitRate: 8_100_000 },
      ]),
    ).toEqual({
      ...{ clipId: 'a', reasons: ['first-added'] },
    });
    const gone = { id: 'a', ...usual, width: 7680, place: 'missing' as const };
    expect(clipToKeep([gone, { id: 'b', ...usual }]).clipId).toBe('b');
  });
});

describe('connected', () => {
  it('joins what is connected by way of others', () => {
    const pairs = [
      { a: 7, b: 3 },
      { a: 9, b: 8 },
      { a: 3, b: 5 },
      { a: 5, b: 7 },
    ];
    expect(connected(pairs)).toEqual([
      [3, 5, 7],
      [8, 9],
    ]);
    expect(connected([])).toEqual([]);
  });
});
