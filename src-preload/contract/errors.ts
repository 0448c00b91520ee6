/**
 * Every way in which Rushes can fail, in one table: what it is called, whether trying again may help, which exit code
 * a command ends with, and what a person can do about it.
 */
import { z } from 'zod';

/** Exit codes of the command line: 0 success, 1 failure, 2 bad arguments, 3 external service, 4 analysis failure. */
export const exitCodes = {
  success: 0,
  failure: 1,
  badArguments: 2,
  externalService: 3,
  analysis: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

interface ErrorKind {
  /** What happened, without the facts. */
  readonly title: string;
  /** What a person can do. */
  readonly remedy: string;
  /** Whether the same work may succeed if it is tried again a little later, with nothing changed by a person. */
  readonly retryable: boolean;
  readonly exitCode: ExitCode;
}

const analysis = (title: string, remedy: string, retryable = false): ErrorKind => ({
  title,
  remedy,
  retryable,
  exitCode: exitCodes.analysis,
});
const failure = (title: string, remedy: string, retryable = false): ErrorKind => ({
  title,
  remedy,
  retryable,
  exitCode: exitCodes.failure,
});

export const errorKinds = {
  'media-unreadable': analysis(
    'Not a video that can be read',
    'Check that the file plays elsewhere; if it was cut off while it was copied, copy it again.',
  ),
  'media-truncated': analysis(
    'The file ends before its video does',
    'What could be read is in the library. Copy the file again from its source to get the rest.',
  ),
  'media-damaged': analysis(
    'Parts of the video could not be decoded',
    'What could be read is in the library. Copy the file again from its source if it plays well there.',
  ),
  'no-video': analysis(
    'There is no moving picture in this file',
    'Rushes catalogues videos; sound files, still pictures and subtitles are left where they are.',
  ),
  'codec-unsupported': analysis(
    'The codec of this video is not known to the installed ffmpeg',
    'Install a newer ffmpeg, then retry the clip.',
  ),
  'input-refused': analysis(
    'Playlists, image sequences and network inputs are not opened',
    'Give the video file itself instead of a list that points to it.',
  ),
  'file-missing': analysis('The file is not there any more', 'Bring the file back or ingest its new place.'),
  'file-empty': analysis('The file is empty', 'Copy the file again from its source.'),
  'file-changing': analysis(
    'The file is still being written',
    'Wait until the copy or recording has finished, then ingest it again.',
    true,
  ),
  'permission-denied': analysis(
    'The file may not be read',
    'Give your user the right to read it (for example with chmod u+r), then retry.',
  ),
  'io-error': analysis('The disk reported an error', 'Check the disk and its cable, then retry.', true),
  'disk-full': failure(
    'The disk is full',
    'Free some space on the disk that holds the library, then retry.',
    true,
  ),
  'out-of-memory': analysis(
    'There was not enough memory',
    'Close other programs or lower --workers, then retry.',
    true,
  ),
  timeout: analysis('It took too long and was stopped', 'Retry when the machine is less busy.', true),
  'tool-missing': failure(
    'A program that Rushes needs is missing',
    'Run "npm start" once, or see "rushes doctor".',
  ),
  'tool-failed': analysis(
    'A tool could not finish its work on this clip',
    'See the log of the stage for its message.',
  ),
  'tool-crashed': analysis('A tool crashed on this clip', 'Retry; if it happens again, update ffmpeg.', true),
  quarantined: analysis(
    'The clip is set aside because a tool crashed on it twice',
    'Update ffmpeg, then run "rushes failures --retry".',
  ),
  'model-missing': analysis('The model for this stage is not installed', 'Install the model pack it names.'),
  'model-unknown': {
    title: 'No model pack goes by that name',
    remedy: '"rushes models list" shows them.',
    retryable: false,
    exitCode: exitCodes.badArguments,
  },
  'model-damaged': failure(
    'A file of this model pack is not what it should be',
    'Run "rushes models verify --repair", or remove the pack and install it again.',
  ),
  'model-unsuitable': failure(
    'This is not a model that Rushes can use for this',
    'Install the pack from the catalogue, or give weights of the kind that the message names.',
  ),
  'inference-failed': analysis(
    'A model could not be run on this clip',
    'Retry; if it happens again, verify the model pack or use another one for this.',
  ),
  'licence-unaccepted': {
    title: 'The licence of the weights has not been accepted',
    remedy: 'Read it on the Models page or with "rushes models info", then say yes there or with --yes.',
    retryable: false,
    exitCode: exitCodes.badArguments,
  },
  'download-failed': {
    title: 'The model pack could not be downloaded',
    remedy:
      'Check the connection or proxy, set a mirror, or import the pack from a folder. All that is installed goes on working.',
    retryable: true,
    exitCode: exitCodes.externalService,
  },
  'external-service': {
    title: 'A service outside this machine failed',
    remedy: 'Try again later.',
    retryable: true,
    exitCode: exitCodes.externalService,
  },
  cancelled: failure('Cancelled', 'Start it again when you want it.'),
  'library-missing': failure(
    'There is no library here',
    'Create one by ingesting a folder, or give --library DIR.',
  ),
  'library-locked': failure(
    'Another Rushes is writing this library',
    'Close the other Rushes, or use another library with --library DIR.',
  ),
  'library-newer': failure(
    'This library was written by a newer Rushes',
    'Update Rushes. The library was left as it is.',
  ),
  'library-damaged': failure(
    'The library database is damaged',
    'Restore the newest file of its backups folder over library.sqlite, then ingest again.',
  ),
  'library-unusable': failure(
    'The library folder cannot be used',
    'Choose a folder on a local disk that you own.',
  ),
  'runtime-unsuitable': failure(
    'This run-time is too old',
    'Run "npm start" or "npm test" once: they set it up.',
  ),
  'clip-unknown': {
    title: 'No clip goes by that name',
    remedy: 'Give an id, the beginning of an id, or a path: "rushes list" shows them.',
    retryable: false,
    exitCode: exitCodes.badArguments,
  },
  'stage-unknown': {
    title: 'No stage goes by that name',
    remedy: '"rushes stages" lists them.',
    retryable: false,
    exitCode: exitCodes.badArguments,
  },
  'preview-outdated': failure(
    'What was shown is not so any more',
    'Look at what would be done now, and say yes to that.',
    true,
  ),
  'bad-arguments': {
    title: 'The arguments cannot be used',
    remedy: 'See "rushes help".',
    retryable: false,
    exitCode: exitCodes.badArguments,
  },
  'engine-unavailable': failure(
    'The engine is not running just now',
    'It is started again by itself; wait a moment. If it does not come back, restart Rushes.',
    true,
  ),
  'session-ended': failure(
    'This window does not belong to the Rushes that is running',
    'Open the address that "rushes serve" shows in its terminal.',
  ),
  'not-offered': failure('This host cannot do that', 'Use the desktop window, or do it in the file manager.'),
  'upload-too-large': failure(
    'The file is larger than may be uploaded',
    'Copy it to this machine by other means and add its folder.',
  ),
  'bad-response': failure(
    'An answer did not have its agreed shape',
    'Please report this as a defect of Rushes.',
  ),
  internal: failure(
    'Something went wrong inside Rushes',
    'Please report this, with the log, as a defect of Rushes.',
  ),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

const codes = Object.keys(errorKinds) as [ErrorCode, ...ErrorCode[]];
const errorCodeSchema = z.enum(codes);

/** What is known about one failure. `file` is the path it concerns, `detail` what a tool or the system said. */
export const errorFactsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);
export type ErrorFacts = Readonly<z.infer<typeof errorFactsSchema>>;

/** How a failure travels between processes and into the database. */
export const errorSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  remedy: z.string(),
  retryable: z.boolean(),
  facts: errorFactsSchema,
});
export type SerializedError = Readonly<z.infer<typeof errorSchema>>;

/** The one error type of Rushes. Its message names the file, where there is one, and what was found. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, cause?: unknown) {
    super(describe(code, facts), cause === undefined ? undefined : { cause });
    this.code = code;
    this.facts = facts;
  }

  get remedy(): string {
    return errorKinds[this.code].remedy;
  }

  get retryable(): boolean {
    return errorKinds[this.code].retryable;
  }

  serialize(): SerializedError {
    const { code, message, remedy, retryable, facts } = this;
    return { code, message, remedy, retryable, facts: { ...facts } };
  }
}

function describe(code: ErrorCode, facts: ErrorFacts): string {
  const { file, detail, ...others } = facts;
  const about = Object.entries(others).map(([name, value]) => `${name} ${String(value)}`);
  const parts = [errorKinds[code].title, file, detail, about.join(', ')].filter(
    (part) => part !== undefined && part !== null && part !== '',
  );
  return parts.join(': ');
}

/** Anything that was thrown, as an AppError: one passes through, anything else is `internal`. */
export function toAppError(thrown: unknown, facts: ErrorFacts = {}): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('internal', { ...facts, detail }, thrown);
}
