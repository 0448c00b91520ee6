/** Runs ffmpeg with what every run of it has in common: no questions, graded messages, its own account of time and memory. */
import type { Readable } from 'node:stream';
import { AppError } from '../../src-preload/contract/errors.ts';
import { ChildFailure, type ChildRequest, startChild } from '../platform/child-process.ts';
import type { ChildUsage, UsageRecorder } from '../platform/resource-usage.ts';
import { classifyToolFailure } from './ffmpeg-errors.ts';
import { createMessageLog, parseBenchmark } from './ffmpeg-log.ts';
import type { FfmpegReport } from './tools.ts';

export interface FfmpegRun extends Omit<ChildRequest, 'file' | 'onStderrLine'> {
  readonly ffmpegPath: string;
  /** For error facts: the clip's real path. */
  readonly filePath: string;
  readonly usage: UsageRecorder;
  readonly onPrint?: (pipe: number, line: string) => void;
}

export interface FfmpegChild {
  readonly pipes: readonly Readable[];
  /** Standard output. Rejects with a classified AppError. */
  readonly done: Promise<Uint8Array>;
  report(): FfmpegReport;
  readonly stop: () => void;
}

/** `level+` grades each line, `repeat` prints repeated ones, `info` is where `-benchmark` prints. */
const globalOptions = [
  '-hide_banner',
  '-nostdin',
  '-nostats',
  '-loglevel',
  'repeat+level+info',
  '-benchmark',
  '-y',
];
const maxMessages = 200;
const printedByFilter = /^\[a?(?:metadata|showinfo)@p(\d+) @ [^\]]*\] \[info\] (.*)$/;

/** Starts ffmpeg. Throws `cancelled` if the signal has already fired. */
export function startFfmpegChild(run: FfmpegRun): FfmpegChild {
  const { ffmpegPath, filePath, usage, onPrint, ...request } = run;
  const log = createMessageLog(maxMessages);
  let bench: Partial<Omit<ChildUsage, 'wallSec'>> = {};
  let used: ChildUsage = { wallSec: 0, cpuSec: null, peakMemoryBytes: null };
  const settle = (sampled: ChildUsage): void => {
    used = { ...sampled, ...bench };
    usage.add(used);
  };
  const child = starting(filePath, () =>
    startChild({
      ...request,
      file: ffmpegPath,
      args: [...globalOptions, ...request.args],
      onStderrLine(line) {
        const printed = onPrint === undefined ? null : printedByFilter.exec(line);
        if (printed !== null) {
          onPrint?.(Number(printed[1]), printed[2] ?? '');
          return;
        }
        const figures = parseBenchmark(line);
        if (figures === null) log.add(line);
        else bench = { ...bench, ...figures };
      },
    }),
  );
  const done = child.done.then(
    (result) => {
      settle(result.usage);
      return result.stdout;
    },
    (error: unknown) => {
      if (error instanceof ChildFailure) settle(error.usage);
      throw classifyToolFailure(error, { file: filePath });
    },
  );
  done.catch(() => undefined);
  const report = (): FfmpegReport => ({ messages: log.messages(), errorCount: log.errorCount, ...used });
  return { pipes: child.pipes, done, report, stop: child.stop };
}

function starting<T>(file: string, start: () => T): T {
  try {
    return start();
  } catch (error) {
    throw error instanceof AppError ? error : classifyToolFailure(error, { file });
  }
}
