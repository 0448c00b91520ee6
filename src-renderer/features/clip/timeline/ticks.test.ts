import { describe, expect, it } from 'vitest';
import { createFrameClock } from '../timecode.ts';
import { ticksOf } from './ticks.ts';
import { fitScale, zoomedTo } from './time-scale.ts';

const labels = (ticks: ReturnType<typeof ticksOf>) => ticks.flatMap(({ label }) => label ?? []);
const clock = createFrameClock(25, null);

describe('the ruler', () => {
  it.each([
    [8, ['0:00', '0:01', '0:02', '0:03', '0:04', '0:05', '0:06', '0:07', '0:08']],
    [
      60,
      [
        '0:00',
        '0:05',
        '0:10',
        '0:15',
        '0:20',
        '0:25',
        '0:30',
        '0:35',
        '0:40',
        '0:45',
        '0:50',
        '0:55',
        '1:00',
      ],
    ],
    [5400, ['0:00', '10:00', '20:00', '30:00', '40:00', '50:00', '1:00:00', '1:10:00', '1:20:00', '1:30:00']],
  ])('of %d s has round times', (durationSec, expected) => {
    expect(labels(ticksOf(fitScale(1000, durationSec), clock, 70))).toEqual(expected);
  });

  it.each([
    [25, ['00:00:00', '00:00:05', '00:00:10', '00:00:15', '00:00:20', '00:01:00']],
    [24000 / 1001, ['00:00:00', '00:00:02', '00:00:04', '00:00:06', '00:00:08', '00:00:10']],
    [28.028, ['00:00:00', '00:00:04', '00:00:08', '00:00:12', '00:00:16', '00:00:20']],
  ])('counts frames of %d a second from near by, even with the seconds', (rate, expected) => {
    const near = zoomedTo(fitScale(1000, 100), 90, 0, 120);
    const ticks = ticksOf(near, createFrameClock(rate, null), 70);
    expect(labels(ticks).slice(0, 6)).toEqual(expected);
  });

  it('has tenths of a second where frames are not known', () => {
    expect(labels(ticksOf(fitScale(1000, 1), null, 70)).slice(0, 3)).toEqual(['0:00.0', '0:00.1', '0:00.2']);
  });

  it.each([0.04, 0.5, 3, 42, 777, 7200, 200_000])(
    'never crowds, and never starves, a clip of %d s',
    (durationSec) => {
      for (const zoom of [1, 3, 17, 80]) {
        const scale = zoomedTo(fitScale(900, durationSec), zoom, 450, 1e6);
        const ticks = ticksOf(scale, clock, 70);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThan(230);
        const times = ticks.filter(({ label }) => label !== null).map(({ timeSec }) => timeSec);
        for (const [index, timeSec] of times.slice(1).entries()) {
          expect((timeSec - (times[index] ?? 0)) / scale.secPerPx).toBeGreaterThanOrEqual(69.9);
        }
      }
    },
  );
});
