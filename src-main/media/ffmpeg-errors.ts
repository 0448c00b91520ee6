/** Makes an AppError of what a tool said when it failed. */
import { AppError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import { ChildFailure } from '../platform/child-process.ts';
import { plainMessage } from './ffmpeg-log.ts';

/**
 * What ffmpeg, ffprobe and exiftool print, and what it means. The first row that fits any line wins, so what the system says
 * (a missing file, a full disk) stands before what follows from it (data that cannot be read).
 */
const messageTable: readonly (readonly [RegExp, ErrorCode])[] = [
  [/No space left on device/i, 'disk-full'],
  [/Cannot allocate memory|out of memory/i, 'out-of-memory'],
  [/: No such file or directory|^File not found/i, 'file-missing'],
  [/: Permission denied|: Operation not permitted|^Error opening file/i, 'permission-denied'],
  [/: Input\/output error|: Stale file handle/i, 'io-error'],
  [/not on whitelist/i, 'input-refused'],
  [/received signal (2|15)\b/i, 'cancelled'],
  [/Decoder .*not found|Unknown codec|No decoder|Decoding requested, but no decoder|decoder not implemented|Unsupported codec/i, 'codec-unsupported'],
  [
    /Invalid data found|moov atom not found|could not find codec parameters|Cannot determine format of input|End of file|EBML header parsing failed|does not contain any stream|matches no streams/i,
    'media-unreadable',
  ],
];

const crashSignals: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS', 'SIGKILL']);

/** Codes of failures that are the same whatever part of the clip is asked for. */
export type FailureFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The code for what a tool printed; null where no line says anything known. */
export function codeOfMessages(lines: readonly string[]): ErrorCode | null {
  for (const [pattern, code] of messageTable) {
    if (lines.some((line) => pattern.test(plainMessage(line)))) return code;
  }
  return null;
}

/**
 * Anything that a tool run threw, as an AppError. `detail` is the last line that says something, without addresses.
 * @param facts goes into the error; `file` is the clip's path, not the link that the tool may have been given
 */
export function classifyToolFailure(thrown: unknown, facts: FailureFacts): AppError {
  if (thrown instanceof AppError) return thrown;
  if (!(thrown instanceof ChildFailure)) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return new AppError('internal', { ...facts, detail }, thrown);
  }
  const detail = lastWords(thrown);
  return new AppError(codeOfFailure(thrown), detail === '' ? facts : { ...facts, detail }, thrown);
}

function codeOfFailure(failure: ChildFailure): ErrorCode {
  switch (failure.reason) {
    case 'aborted':
      return 'cancelled';
    case 'timeout':
      return 'timeout';
    case 'output-too-large':
      return 'tool-failed';
    case 'spawn':
      return codeOfSystemError(failure.systemCode);
    case 'signal':
      return crashSignals.has(failure.signal ?? '') ? 'tool-crashed' : 'cancelled';
    case 'exit':
      return codeOfMessages(failure.stderrTail) ?? 'tool-failed';
  }
}

function codeOfSystemError(systemCode: string | null): ErrorCode {
  if (systemCode === 'ENOENT' || systemCode === 'EACCES') return 'tool-missing';
  return systemCode === 'ENOMEM' || systemCode === 'EAGAIN' ? 'out-of-memory' : 'tool-failed';
}

/** Lines that come last but say nothing of the cause. */
const idleTalk = /^(bench:|Conversion failed!?$|Error opening input files?:|Exiting|Last message repeated|At least one output file)/i;

function lastWords(failure: ChildFailure): string {
  const lines = failure.stderrTail.map(plainMessage).filter((line) => line !== '' && !idleTalk.test(line));
  if (failure.reason === 'exit') return lines.at(-1) ?? `exit code ${String(failure.exitCode)}`;
  if (failure.reason === 'signal') return failure.signal ?? '';
  if (failure.reason === 'spawn') return `${failure.file}: ${failure.systemCode ?? 'cannot be started'}`;
  return '';
}
