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
  [/No such file or directory|^File not found/i, 'file-missing'],
  [/Permission denied|Operation not permitted|^Error opening file/i, 'permission-denied'],
  [/Input\/output error|Stale file handle/i, 'io-error'],
  [/^(image2|tty|\w+_pipe): Format not on/i, 'no-video'],
  [/not on whitelist|Format not on/i, 'input-refused'],
  [/received signal (2|15)\b/i, 'cancelled'],
  [
    /Decoder .*not found|Unknown codec|No decoder|Decoding requested, but no decoder|decoder not implemented|Unsupported codec/i,
    'codec-unsupported',
  ],
  [
    /Invalid data found|Is a directory|moov atom not found|could not find codec parameters|Cannot determine format of input|End of file|EBML header parsing failed|does not contain any stream|matches no streams/i,
    'media-unreadable',
  ],
];

const crashSignals: ReadonlySet<string> = new Set([
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGSYS',
  'SIGKILL',
]);

export type FailureFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface KnownMessage {
  readonly code: ErrorCode;
  /** The line that says it best. */
  readonly detail: string;
}

/** What a tool's messages come to; null where no line says anything known. */
export function classifyMessages(lines: readonly string[]): KnownMessage | null {
  const texts = lines.map(meaningOf).filter((text) => text !== '');
  for (const [pattern, code] of messageTable) {
    const fitting = texts.filter((text) => pattern.test(text));
    const detail = fitting.findLast((text) => !isGeneric.test(text)) ?? fitting.at(-1);
    if (detail !== undefined) return { code, detail };
  }
  return null;
}

/** The text of an error number, which says less than what was printed before it. */
const isGeneric = /^(Invalid data found when processing input|Invalid argument)$/;
/** ffmpeg ends many a failure with the input's URL and the text of the error number. */
const urlInFront = /^(Error opening input: |Error opening input file )?file:.*: (?=[A-Z][^:]*$)/s;

/** The list that ffmpeg adds is ours, and long. */
const whitelist = /(not on whitelist) '.*$/;

function meaningOf(line: string): string {
  const text = plainMessage(line).replace(urlInFront, '').replace(whitelist, '$1');
  return idleTalk.test(text) ? '' : text;
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
  const { code, detail } = explain(thrown);
  return new AppError(code, detail === '' ? facts : { ...facts, detail }, thrown);
}

function explain(failure: ChildFailure): KnownMessage {
  switch (failure.reason) {
    case 'aborted':
      return { code: 'cancelled', detail: '' };
    case 'timeout':
      return { code: 'timeout', detail: `${String(Math.round(failure.usage.wallSec))} s` };
    case 'output-too-large':
      return { code: 'tool-failed', detail: 'its output is larger than allowed' };
    case 'spawn':
      return {
        code: codeOfSystemError(failure.systemCode),
        detail: `${failure.file}: ${failure.systemCode ?? 'cannot be started'}`,
      };
    case 'signal':
      return {
        code: crashSignals.has(failure.signal ?? '') ? 'tool-crashed' : 'cancelled',
        detail: failure.signal ?? '',
      };
    case 'exit':
      return classifyMessages(failure.stderrTail) ?? { code: 'tool-failed', detail: lastWords(failure) };
  }
}

function codeOfSystemError(systemCode: string | null): ErrorCode {
  if (systemCode === 'ENOENT' || systemCode === 'EACCES') return 'tool-missing';
  return systemCode === 'ENOMEM' || systemCode === 'EAGAIN' ? 'out-of-memory' : 'tool-failed';
}

/** Lines that come last but say nothing of the cause. */
const idleTalk =
  /^(bench:|Conversion failed!?$|Error opening input files?:|Exiting(?!.* received signal)|Last message repeated|At least one output file)/i;

function lastWords(failure: ChildFailure): string {
  const words = failure.stderrTail.map(meaningOf).findLast((text) => text !== '');
  return words ?? `exit code ${String(failure.exitCode)}`;
}
