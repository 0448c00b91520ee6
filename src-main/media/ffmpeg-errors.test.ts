import { describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { ChildFailure, type ChildFailureReason } from '../platform/child-process.ts';
import { classifyMessages, classifyToolFailure } from './ffmpeg-errors.ts';

const file = '/videos/holiday.mp4';

function failed(
  reason: ChildFailureReason,
  more: { lines?: string[]; signal?: string; systemCode?: string } = {},
) {
  const { lines = [], signal = null, systemCode = null } = more;
  const usage = { wallSec: 12.4, cpuSec: null, peakMemoryBytes: null };
  const exitCode = reason === 'exit' ? 1 : null;
  const failure = new ChildFailure({
    reason,
    file: '/bin/ffmpeg',
    exitCode,
    signal,
    systemCode,
    stderrTail: lines,
    usage,
  });
  return classifyToolFailure(failure, { file });
}

describe('classifyToolFailure', () => {
  it.each([
    [
      '[error] file:/videos/holiday.mp4: No such file or directory',
      'file-missing',
      'No such file or directory',
    ],
    ['/videos/a: b.mp4: Permission denied', 'permission-denied', '/videos/a: b.mp4: Permission denied'],
    ['[error] file:/videos/a: b.mp4: Permission denied', 'permission-denied', 'Permission denied'],
    ['[error] file:/videos/holiday.mp4: Input/output error', 'io-error', 'Input/output error'],
    [
      '[error] av_interleaved_write_frame(): No space left on device',
      'disk-full',
      'av_interleaved_write_frame(): No space left on device',
    ],
    [
      '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55d0c0ff] [error] moov atom not found',
      'media-unreadable',
      'mov,mp4,m4a,3gp,3g2,mj2: moov atom not found',
    ],
    [
      '[matroska,webm @ 0x5] [error] EBML header parsing failed',
      'media-unreadable',
      'matroska,webm: EBML header parsing failed',
    ],
    [
      '[fatal] Decoder (codec none) not found for input stream #0:1',
      'codec-unsupported',
      'Decoder (codec none) not found for input stream #0:1',
    ],
    [
      '[error] Error while opening decoder: Cannot allocate memory',
      'out-of-memory',
      'Error while opening decoder: Cannot allocate memory',
    ],
    [
      "[hls @ 0x7f] [error] Format not on whitelist 'mov,mp4,avi'",
      'input-refused',
      'hls: Format not on whitelist',
    ],
    [
      "[image2 @ 0x7f] [error] Format not on whitelist 'mov,mp4,avi'",
      'no-video',
      'image2: Format not on whitelist',
    ],
    [
      "[error] Protocol 'http' not on whitelist 'file,pipe'!",
      'input-refused',
      "Protocol 'http' not on whitelist",
    ],
    ['[info] Exiting normally, received signal 15.', 'cancelled', 'Exiting normally, received signal 15.'],
    ['[info] bench: maxrss=100kB', 'tool-failed', 'exit code 1'],
    ['[error] Something nobody has seen yet', 'tool-failed', 'Something nobody has seen yet'],
  ] as const)('%s -> %s', (line, code, detail) => {
    const error = failed('exit', { lines: [line] });
    expect(error).toMatchObject({ code, facts: { file, detail } });
  });

  it('prefers the cause to the number of the error and to what follows', () => {
    const lines = [
      '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x5566] [error] moov atom not found',
      '[error] file:/videos/holiday.mp4: Invalid data found when processing input',
      'bench: utime=0.010s stime=0.010s rtime=0.020s',
    ];
    expect(failed('exit', { lines }).facts['detail']).toBe('mov,mp4,m4a,3gp,3g2,mj2: moov atom not found');
    expect(failed('exit', { lines: lines.slice(1) }).facts['detail']).toBe(
      'Invalid data found when processing input',
    );
  });

  it('lets a full disk explain whatever else failed', () => {
    const lines = [
      '[error] write: No space left on device',
      '[error] x: Invalid data found when processing input',
      'Conversion failed!',
    ];
    expect(failed('exit', { lines }).code).toBe('disk-full');
  });

  it.each([
    ['SIGSEGV', 'tool-crashed'],
    ['SIGABRT', 'tool-crashed'],
    ['SIGBUS', 'tool-crashed'],
    ['SIGILL', 'tool-crashed'],
    ['SIGKILL', 'tool-crashed'],
    ['SIGTERM', 'cancelled'],
    ['SIGINT', 'cancelled'],
  ] as const)('a death by %s -> %s', (signal, code) => {
    expect(failed('signal', { signal })).toMatchObject({ code, facts: { file, detail: signal } });
  });

  it.each([
    ['timeout', {}, 'timeout'],
    ['aborted', {}, 'cancelled'],
    ['output-too-large', {}, 'tool-failed'],
    ['spawn', { systemCode: 'ENOENT' }, 'tool-missing'],
    ['spawn', { systemCode: 'EACCES' }, 'tool-missing'],
    ['spawn', { systemCode: 'ENOMEM' }, 'out-of-memory'],
    ['spawn', { systemCode: 'EAGAIN' }, 'out-of-memory'],
    ['exit', { lines: ['[info] Exiting normally, received signal 2.'] }, 'cancelled'],
  ] as const)('%s %o -> %s', (reason, more, code) => {
    const lines = 'lines' in more ? [...more.lines] : [];
    expect(failed(reason, { ...more, lines }).code).toBe(code);
  });

  it('passes an AppError on and wonders at anything else', () => {
    const known = new AppError('timeout', { file });
    expect(classifyToolFailure(known, { file: 'other' })).toBe(known);
    expect(classifyToolFailure(new TypeError('x is not a function'), { file })).toMatchObject({
      code: 'internal',
    });
  });
});

describe('classifyMessages', () => {
  it('knows nothing of good-natured warnings', () => {
    expect(
      classifyMessages(['swscaler: deprecated pixel format used, make sure you did set range correctly']),
    ).toBeNull();
    expect(classifyMessages([])).toBeNull();
  });
});
