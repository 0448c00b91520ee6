/** Reads tags with exiftool, which is kept running: its start (of Perl) takes longer than reading a file. */
import { ExifTool } from 'exiftool-vendored';
import { AppError } from '../../src-preload/contract/errors.ts';
import { giveWay } from '../platform/child-priority.ts';
import { sampleProcess, type UsageRecorder } from '../platform/resource-usage.ts';

export interface ExifReader {
  /**
   * @param inputPath what exiftool opens; @param filePath the clip's real path, for errors
   * Keys are "Group1:Tag", values numeric where exiftool has a numeric one, dates as they are stored.
   */
  read(request: ExifRequest): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

export interface ExifRequest {
  readonly inputPath: string;
  readonly filePath: string;
  readonly signal: AbortSignal;
  readonly usage: UsageRecorder;
}

const readTimeoutMs = 60_000;
/** A large file's movie header may lie behind 4 GB. `-fast` is not given: it would leave out trailers. */
const readArgs = ['-json', '-G1', '-n', '-api', 'LargeFileSupport=1'];

/** Nothing is started before the first reading. One process: it serves tens of files a second. */
export function createExifReader(): ExifReader {
  let started: ExifTool | null = null;
  const start = (): ExifTool => {
    const options = { maxProcs: 1, taskTimeoutMillis: readTimeoutMs, taskRetries: 0, geolocation: false };
    const tool = new ExifTool({ ...options, useMWG: false, readArgs, checkPerl: true });
    tool.on('childStart', ({ pid }) => {
      giveWay(pid);
    });
    return tool;
  };
  // One after the other, as the one process does it anyway: so its time can be told apart by run.
  let turn: Promise<unknown> = Promise.resolve();
  const readInTurn = async (request: ExifRequest): Promise<Record<string, unknown>> => {
    if (request.signal.aborted) throw new AppError('cancelled', { file: request.filePath });
    const tool = (started ??= start());
    const startMs = performance.now();
    const before = tool.pids.map(sampleProcess)[0];
    try {
      return await readTags(tool, request);
    } finally {
      const after = tool.pids.map(sampleProcess)[0] ?? { cpuSec: null, peakMemoryBytes: null };
      const cpuSec = after.cpuSec === null ? null : Math.max(0, after.cpuSec - (before?.cpuSec ?? 0));
      const wallSec = (performance.now() - startMs) / 1000;
      request.usage.add({ wallSec, cpuSec, peakMemoryBytes: after.peakMemoryBytes });
    }
  };
  return {
    async read(request) {
      const reading = turn.then(async () => readInTurn(request));
      turn = reading.catch(() => undefined);
      return unlessAborted(reading, request);
    },
    async close() {
      await started?.end();
    },
  };
}

async function readTags(tool: ExifTool, request: ExifRequest): Promise<Record<string, unknown>> {
  let tags: Record<string, unknown>;
  try {
    tags = {
      ...(await tool.readRaw(request.inputPath, { readArgs, useMWG: false, ignoreMinorErrors: true })),
    };
  } catch (error) {
    throw classifyExifFailure(error, request.filePath);
  }
  const { errors, warnings: _warnings, ...found } = tags;
  const refused = Array.isArray(errors) ? errors.map(String) : [];
  const failure = refused
    .map((text) => classifyExifText(text, request.filePath))
    .find((known) => known !== null);
  if (failure !== undefined) throw failure;
  return found;
}

function classifyExifFailure(error: unknown, file: string): AppError {
  const detail = error instanceof Error ? error.message : String(error);
  return classifyExifText(detail, file, error) ?? new AppError('tool-failed', { file, detail }, error);
}

function classifyExifText(text: string, file: string, cause?: unknown): AppError | null {
  if (/perl/i.test(text) && /install|not found|ENOENT/i.test(text)) {
    return new AppError('tool-missing', { file, tool: 'perl', detail: 'exiftool needs Perl' }, cause);
  }
  if (/failed to find exiftool/i.test(text))
    return new AppError('tool-missing', { file, tool: 'exiftool' }, cause);
  if (/timeout|timed out/i.test(text)) return new AppError('timeout', { file, detail: text }, cause);
  if (/file not found|no such file/i.test(text)) return new AppError('file-missing', { file }, cause);
  if (/error opening file|permission denied/i.test(text))
    return new AppError('permission-denied', { file }, cause);
  return null;
}

async function unlessAborted<T>(work: Promise<T>, { signal, filePath: file }: ExifRequest): Promise<T> {
  work.catch(() => undefined);
  const aborted = Promise.withResolvers<never>();
  if (signal.aborted) throw new AppError('cancelled', { file }, signal.reason);
  const onAbort = (): void => {
    aborted.reject(new AppError('cancelled', { file }, signal.reason));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
