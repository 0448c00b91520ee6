/**
 * File to file through fluent-ffmpeg. Its `progress` event is not used: to have one it would run ffprobe on the input
 * without our safety options. The status line that ffmpeg prints is read here instead.
 */
import ffmpeg from 'fluent-ffmpeg';
import { giveWay } from '../platform/child-priority.ts';
import { ChildFailure, type ChildFailureReason } from '../platform/child-process.ts';
import { type UsageWatch, type UsageRecorder, watchUsage } from '../platform/resource-usage.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { classifyToolFailure } from './ffmpeg-errors.ts';
import { createMessageLog } from './ffmpeg-log.ts';
import { wrapperFor } from './parent-death.ts';

export interface TranscodeRun {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly inputUrl: string;
  /** For error facts: the clip's real path. */
  readonly filePath: string;
  /** A folder of this run alone. */
  readonly tempDir: string;
  /** Safety options included. */
  readonly inputOptions: readonly string[];
  readonly outputOptions: readonly string[];
  readonly output: string;
  readonly durationSec: number | null;
  readonly timeoutSec: number;
  readonly signal: AbortSignal;
  readonly usage: UsageRecorder;
  onProgress(fraction: number): void;
}

const globalOptions = ['-hide_banner', '-nostdin', '-loglevel', 'repeat+level+warning', '-stats', '-y'];
const maxMessages = 200;
const stderrTailLines = 100;
const killAfterMs = 2000;
const longestTimerMs = 2 ** 31 - 1;

/** Rejects with a classified AppError. The output may then be there in part. */
export async function transcodeFile(run: TranscodeRun): Promise<{ readonly messages: readonly string[] }> {
  if (run.signal.aborted) throw new AppError('cancelled', { file: run.filePath });
  const log = createMessageLog(maxMessages);
  const tail: string[] = [];
  const command = ffmpeg({ source: run.inputUrl, stdoutLines: stderrTailLines })
    .setFfmpegPath(run.ffmpegPath)
    .setFfprobePath(run.ffprobePath)
    .inputOptions([...globalOptions, ...run.inputOptions])
    .outputOptions([...run.outputOptions])
    .output(run.output);
  const wrapped = await wrapperFor(run.ffmpegPath, run.tempDir);
  if (wrapped !== null) useProgram(command, wrapped);
  command.on('stderr', (line: string) => {
    const timeSec = parseStatusTime(line);
    if (timeSec !== null) {
      if (run.durationSec !== null && run.durationSec > 0)
        run.onProgress(Math.min(Math.max(timeSec / run.durationSec, 0), 1));
      return;
    }
    log.add(line);
    tail.push(line);
    if (tail.length > stderrTailLines) tail.shift();
  });
  try {
    await runCommand(command, run, tail);
  } catch (error) {
    throw classifyToolFailure(error, { file: run.filePath });
  }
  return { messages: log.messages() };
}

/**
 * fluent-ffmpeg keeps one path for all commands of the process, and this one is good for this run alone; so it is set
 * on the command itself, in place of the method that looks the path up.
 */
function useProgram(command: ffmpeg.FfmpegCommand, path: string): void {
  const lookUp = (callback: (error: null, path: string) => void): void => {
    callback(null, path);
  };
  Object.assign(command, { _getFfmpegPath: lookUp });
}

/** The spawned child, which fluent-ffmpeg keeps on the command but does not declare. */
interface WithChild {
  readonly ffmpegProc?: { readonly pid?: number; kill(signal: string): boolean };
}

async function runCommand(
  command: ffmpeg.FfmpegCommand,
  run: TranscodeRun,
  tail: readonly string[],
): Promise<void> {
  const state: { ending: ChildFailureReason | null; watch: UsageWatch | null } = {
    ending: null,
    watch: null,
  };
  let killTimer: NodeJS.Timeout | undefined;
  const child = (): WithChild['ffmpegProc'] => (command as WithChild).ffmpegProc;
  const stop = (reason: ChildFailureReason): void => {
    state.ending ??= reason;
    child()?.kill('SIGTERM');
    killTimer ??= setTimeout(() => child()?.kill('SIGKILL'), killAfterMs);
  };
  const onAbort = (): void => {
    stop('aborted');
  };
  const onExit = (): void => {
    child()?.kill('SIGKILL');
  };
  const timer = setTimeout(
    () => {
      stop('timeout');
    },
    Math.min(run.timeoutSec * 1000, longestTimerMs),
  );
  run.signal.addEventListener('abort', onAbort, { once: true });
  process.once('exit', onExit);
  const ended = Promise.withResolvers<undefined>();
  command.on('start', () => {
    giveWay(child()?.pid);
    state.watch = watchUsage(child()?.pid);
    if (state.ending !== null) child()?.kill('SIGKILL');
  });
  command.on('end', () => {
    ended.resolve(undefined);
  });
  command.on('error', (error: Error) => {
    ended.reject(error);
  });
  command.run();
  let failure: unknown = null;
  try {
    await ended.promise;
  } catch (error) {
    failure = error;
  } finally {
    clearTimeout(timer);
    clearTimeout(killTimer);
    run.signal.removeEventListener('abort', onAbort);
    process.removeListener('exit', onExit);
  }
  const usage = state.watch?.end() ?? null;
  if (usage !== null) run.usage.add(usage);
  if (failure === null && state.ending === null) return;
  throw asChildFailure(failure, state.ending, run.ffmpegPath, tail, usage);
}

function asChildFailure(
  error: unknown,
  ending: ChildFailureReason | null,
  file: string,
  stderrTail: readonly string[],
  usage: ReturnType<UsageWatch['end']> | null,
): ChildFailure {
  const message = error instanceof Error ? error.message : '';
  const signal = /killed with signal (SIG\w+)/.exec(message)?.[1] ?? null;
  const exitCode = /exited with code (\d+)/.exec(message)?.[1];
  const systemCode =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  const reason = ending ?? (signal !== null ? 'signal' : exitCode !== undefined ? 'exit' : 'spawn');
  const facts = {
    reason,
    file,
    signal,
    systemCode,
    stderrTail,
    exitCode: exitCode === undefined ? null : Number(exitCode),
  };
  return new ChildFailure(
    { ...facts, usage: usage ?? { wallSec: 0, cpuSec: null, peakMemoryBytes: null } },
    error,
  );
}

/** Seconds of the "time=00:01:02.50" in ffmpeg's status line; null for any other line. */
export function parseStatusTime(line: string): number | null {
  if (!/^(frame|size)=/.test(line)) return null;
  const parts = /time=(\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(line);
  return parts === null ? null : Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3]);
}
