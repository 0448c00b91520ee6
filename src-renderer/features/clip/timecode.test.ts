import { describe, expect, it } from 'vitest';
import {
  createFrameClock,
  exactFrameTime,
  formatFrame,
  formatPosition,
  frameAt,
  middleOfFrame,
} from './timecode.ts';

const ntsc = 30000 / 1001;

describe('timecode', () => {
  it('adds what the file starts with', () => {
    const clock = createFrameClock(25, '10:00:00:12');
    expect(clock).toEqual({ framesPerSecond: 25, startFrame: 900_012, counting: 'non-drop' });
    expect(formatPosition(0, clock)).toBe('10:00:00:12');
    expect(formatPosition(0.52, clock)).toBe('10:00:01:00');
  });

  // The known boundaries of drop-frame: two numbers are missing each minute, but not each tenth.
  it.each([
    [0, '00:00:00;00'],
    [1799, '00:00:59;29'],
    [1800, '00:01:00;02'],
    [3597, '00:01:59;29'],
    [3598, '00:02:00;02'],
    [17_981, '00:09:59;29'],
    [17_982, '00:10:00;00'],
    [107_892, '01:00:00;00'],
  ])('writes drop-frame number %d as %s, and reads it back', (frame, text) => {
    const clock = createFrameClock(ntsc, '00:00:00;00');
    if (clock === null) throw new Error('29.97 is a frame rate');
    expect(formatFrame(frame, clock)).toBe(text);
    expect(createFrameClock(ntsc, text)?.startFrame).toBe(frame);
  });

  it('drops four a minute at 59.94, and nothing at 23.976 whatever the file writes', () => {
    const fast = createFrameClock(60000 / 1001, '00:01:00;04');
    expect(fast?.startFrame).toBe(3600);
    expect(createFrameClock(24000 / 1001, '01:00:00;00')?.counting).toBe('non-drop');
  });

  it('begins anew after 24 hours', () => {
    const clock = createFrameClock(25, '23:59:59:24');
    expect(formatPosition(0.04, clock)).toBe('00:00:00:00');
  });

  it('makes do without a frame rate or a readable start', () => {
    expect(createFrameClock(null, '01:00:00:00')).toBeNull();
    expect(createFrameClock(0, null)).toBeNull();
    expect(formatPosition(61.5, null)).toBe('1:01.50');
    expect(createFrameClock(25, 'about noon')?.startFrame).toBe(0);
  });
});

describe('frames', () => {
  it.each([24000 / 1001, 25, ntsc, 30, 50, 60, 120, 240])('are told apart at %d a second', (rate) => {
    for (const frame of [0, 1, 7, 999, 86_399, 500_001]) {
      expect(frameAt(middleOfFrame(frame, rate), rate)).toBe(frame);
      // Browsers tell whole microseconds, cut off.
      const told = Math.floor((frame / rate) * 1e6) / 1e6;
      expect(frameAt(exactFrameTime(told, rate), rate)).toBe(frame);
    }
  });

  it('are told apart where a container keeps only milliseconds', () => {
    for (let frame = 0; frame < 600; frame += 1) {
      const told = Math.round((frame / 60) * 1000) / 1000;
      expect(frameAt(exactFrameTime(told, 60), 60)).toBe(frame);
    }
  });

  it('keep their own time where they are uneven', () => {
    expect(exactFrameTime(0.049, 30)).toBe(0.049);
    expect(exactFrameTime(0.049, null)).toBe(0.049);
  });
});
