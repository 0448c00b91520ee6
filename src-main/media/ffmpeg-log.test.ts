import { describe, expect, it } from 'vitest';
import { createMessageLog, levelOf, parseBenchmark, plainMessage } from './ffmpeg-log.ts';

describe('levelOf', () => {
  it.each([
    ['[h264 @ 0x55d0c0ffee00] [error] no frame!', 'error'],
    ['[fatal] Invalid argument', 'error'],
    ['[swscaler @ 0x1] [swscaler @ 0x2] [warning] deprecated pixel format', 'warning'],
    ['[info] Stream mapping:', 'info'],
    ['  Integrated loudness:', null],
  ] as const)('%s', (line, level) => {
    expect(levelOf(line)).toBe(level);
  });
});

describe('plainMessage', () => {
  it('names the speaker without its address', () => {
    expect(plainMessage('[h264 @ 0x55d0c0ffee00] [error] no frame!')).toBe('h264: no frame!');
    expect(plainMessage('[ebur128 @ 0x5641] [Eval @ 0x7ffe] [error] Undefined constant')).toBe(
      'ebur128: Undefined constant',
    );
    expect(plainMessage('[fatal] Invalid argument')).toBe('Invalid argument');
  });
});

describe('parseBenchmark', () => {
  it('reads times and memory', () => {
    expect(parseBenchmark('[info] bench: utime=0.263s stime=0.028s rtime=0.409s')?.cpuSec).toBeCloseTo(0.291);
    expect(parseBenchmark('[info] bench: maxrss=71312kB')).toEqual({ peakMemoryBytes: 71312 * 1024 });
    expect(parseBenchmark('[info] bench: maxrss=71312KiB')).toEqual({ peakMemoryBytes: 71312 * 1024 });
    expect(parseBenchmark('[info] frame= 196')).toBeNull();
  });
});

describe('createMessageLog', () => {
  it('counts repeated messages and keeps them once, whatever numbers they hold', () => {
    const log = createMessageLog(10);
    for (let at = 0; at < 1000; at += 1)
      log.add(`[h264 @ 0x${at.toString(16)}] [error] error while decoding MB ${String(at)} 4, bytestream -7`);
    log.add('[mov @ 0x1] [warning] Packet corrupt (stream = 0, dts = 139).');
    log.add('[swscaler @ 0x1] [warning] deprecated pixel format used');
    log.add('[info] Stream mapping:');
    expect(log.errorCount).toBe(1001);
    expect(log.messages()).toEqual([
      'h264: error while decoding MB 0 4, bytestream -7 (× 1000)',
      'mov: Packet corrupt (stream = 0, dts = 139).',
      'swscaler: deprecated pixel format used',
    ]);
  });

  it('keeps no more messages than it was told, but counts all', () => {
    const log = createMessageLog(3);
    for (const letter of 'abcdef') log.add(`[error] ${letter}`);
    expect(log.messages()).toEqual(['a', 'b', 'c']);
    expect(log.errorCount).toBe(6);
  });

  it('does not take what the raw writers say for damage of the clip', () => {
    const log = createMessageLog(3);
    log.add(
      '[null @ 0x1] [error] Application provided invalid, non monotonically increasing dts to muxer in stream 0: 7 >= 7',
    );
    expect(log.errorCount).toBe(0);
  });
});
