/**
 * Runs one tool as a child process. Arguments are an array, never a shell line. Each child has an end: its own, the
 * caller's signal, a time limit, a limit of output, or the end of this process. It is asked to stop (SIGTERM) and, if it
 * has not gone `killAfterSec` later, killed (SIGKILL). It gives way to work of normal priority.
 *
 * Whoever asks for extra pipes must read all of them to their end (or destroy them): `done` waits for that.
 */
import { type Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { type Options, execa } from 'execa';
import { giveWay } from './child-priority.ts';
import { createLineSplitter } from './line-splitter.ts';
import { type ChildUsage, watchUsage } from './resource-usage.ts';

export type ChildFailureReason = 'spawn' | 'exit' | 'signal' | 'timeout' | 'aborted' | 'output-too-large';

interface ChildFailureFacts {
  readonly reason: ChildFailureReason;
  /** The program that was run. */
  readonly file: string;
  readonly exitCode: number | null;
  /** Name of the signal that ended it, such as "SIGSEGV". */
  readonly signal: string | null;
  /** What the system said where it could not be started, such as "ENOENT". */
  readonly systemCode: string | null;
  readonly stderrTail: readonly string[];
  readonly usage: ChildUsage;
}

/** A child that did not end well. */
export class ChildFailure extends Error {
  override readonly name = 'ChildFailure';
  readonly reason: ChildFailureReason;
  readonly file: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly systemCode: string | null;
  readonly stderrTail: readonly string[];
  readonly usage: ChildUsage;

  constructor(facts: ChildFailureFacts, cause?: unknown) {
    const how =
      facts.signal ?? facts.systemCode ?? (facts.exitCode === null ? '' : `code ${String(facts.exitCode)}`);
    super(`${facts.file}: ${facts.reason} ${how}`.trimEnd(), cause === undefined ? undefined : { cause });
    this.reason = facts.reason;
    this.file = facts.file;
    this.exitCode = facts.exitCode;
    this.signal = facts.signal;
    this.systemCode = facts.systemCode;
    this.stderrTail = facts.stderrTail;
    this.usage = facts.usage;
  }
}

export interface ChildRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly signal?: AbortSignal;
  /** Seconds; 0 or none: no limit. */
  readonly timeoutSec?: number;
  /** Without it the child has no standard input. */
  readonly stdin?: Uint8Array;
  /** More than this stops the child with `output-too-large`. 0: standard output is not read at all. Default 64 MiB. */
  readonly maxStdoutBytes?: number;
  /** Number of pipes that the child writes, from file descriptor 3 on. */
  readonly extraPipes?: number;
  /** Every line of standard error as it comes; "\r" ends a line too. */
  onStderrLine?(line: string): void;
  /** Seconds between SIGTERM and SIGKILL. Default 2. */
  readonly killAfterSec?: number;
}

export interface ChildResult {
  readonly stdout: Uint8Array;
  /** The last lines of standard error, at most 100. */
  readonly stderrTail: readonly string[];
  readonly usage: ChildUsage;
}

export interface RunningChild {
  readonly pid: number | undefined;
  /** The extra pipes in order: `pipes[0]` is the child's file descriptor 3. */
  readonly pipes: readonly Readable[];
  /** Settles when the child is gone and its pipes are at their end. Rejects with a ChildFailure. */
  readonly done: Promise<ChildResult>;
  /** Stops it; `done` then rejects with `aborted`. */
  readonly stop: () => void;
}

const defaultMaxStdoutBytes = 64 * 1024 * 1024;
/** How long a killed child's pipes are still read. */
const lastWordsMs = 250;
const stderrTailLines = 100;
/** A line longer than this is cut: nothing that a tool says needs more, and hostile input can make it say a lot. */
const stderrLineCharacters = 2000;

/** Starts a child. Throws a ChildFailure (`aborted`) if the signal has already fired. */
export function startChild(request: ChildRequest): RunningChild {
  if (request.signal?.aborted === true) throw abortedBeforeStart(request.file);
  const child = execa(request.file, [...request.args], executionOptions(request));
  giveWay(child.pid);
  const watch = watchUsage(child.pid);
  let ending: 'aborted' | 'output-too-large' | null = null;
  const end = (reason: 'aborted' | 'output-too-large'): void => {
    ending ??= reason;
    child.kill('SIGTERM');
  };
  child.nodeChildProcess.once('exit', (_code, signal) => {
    if (signal !== null || ending !== null) setTimeout(closeAll, lastWordsMs, child.stdio).unref();
  });
  const stderrTail = collectStderr(child.stderr, request, watch.look);
  const stdout = collectStdout(child.stdout, request, watch.look, () => {
    end('output-too-large');
  });
  const done = child.then((result): ChildResult => {
    const usage = watch.end();
    if (!result.failed && ending === null) return { stdout: stdout(), stderrTail: stderrTail(), usage };
    const { exitCode, signal, code, cause } = result;
    const reason = ending ?? reasonOf(result);
    const facts = { reason, file: request.file, stderrTail: stderrTail(), usage };
    throw new ChildFailure(
      { ...facts, exitCode: exitCode ?? null, signal: signal ?? null, systemCode: code ?? null },
      cause,
    );
  });
  // Whoever awaits `done` late must not find that the process died of an unhandled rejection meanwhile.
  done.catch(() => undefined);
  const pipes = child.stdio.slice(3).filter((stream) => stream instanceof Readable);
  return {
    pid: child.pid,
    pipes,
    done,
    stop: () => {
      end('aborted');
    },
  };
}

/** Runs a child to its end. Rejects with a ChildFailure. */
export async function runChild(request: ChildRequest): Promise<ChildResult> {
  return startChild(request).done;
}

/** What a killed child's own children still hold open would keep `done` waiting. */
function closeAll(streams: readonly unknown[]): void {
  for (const stream of streams) if (stream instanceof Readable) stream.destroy();
}

function reasonOf(result: {
  readonly isCanceled: boolean;
  readonly timedOut: boolean;
  readonly isTerminated: boolean;
  readonly exitCode?: number;
}): ChildFailureReason {
  if (result.isCanceled) return 'aborted';
  if (result.timedOut) return 'timeout';
  if (result.isTerminated) return 'signal';
  return result.exitCode === undefined ? 'spawn' : 'exit';
}

function executionOptions(request: ChildRequest) {
  const outputs = Array.from({ length: request.extraPipes ?? 0 }, () => 'pipe' as const);
  return {
    stdio: [request.stdin ?? 'ignore', request.maxStdoutBytes === 0 ? 'ignore' : 'pipe', 'pipe', ...outputs],
    buffer: false,
    reject: false,
    stripFinalNewline: false,
    encoding: 'buffer',
    shell: false,
    windowsHide: true,
    cleanup: true,
    forceKillAfterDelay: milliseconds(request.killAfterSec ?? 2),
    timeout: milliseconds(request.timeoutSec ?? 0),
    ...(request.signal === undefined ? {} : { cancelSignal: request.signal }),
  } as const satisfies Options;
}

/** Whole ones, and no more than a timer can count (24 days). */
function milliseconds(seconds: number): number {
  return Math.min(Math.round(seconds * 1000), 2 ** 31 - 1);
}

function abortedBeforeStart(file: string): ChildFailure {
  const usage = { wallSec: 0, cpuSec: null, peakMemoryBytes: null };
  return new ChildFailure({
    reason: 'aborted',
    file,
    exitCode: null,
    signal: null,
    systemCode: null,
    stderrTail: [],
    usage,
  });
}

function collectStderr(
  stream: Readable | null,
  request: ChildRequest,
  look: () => void,
): () => readonly string[] {
  const tail: string[] = [];
  const splitter = createLineSplitter(stderrLineCharacters, (line) => {
    tail.push(line);
    if (tail.length > stderrTailLines) tail.shift();
    request.onStderrLine?.(line);
  });
  stream?.on('data', splitter.push);
  stream?.on('end', () => {
    look();
    splitter.end();
  });
  return () => tail;
}

function collectStdout(
  stream: Readable | null,
  request: ChildRequest,
  look: () => void,
  overflow: () => void,
): () => Uint8Array {
  const limit = request.maxStdoutBytes ?? defaultMaxStdoutBytes;
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) {
      chunks.push(chunk);
      return;
    }
    overflow();
    stream.destroy();
  });
  stream?.on('end', look);
  return () => joined(chunks, Math.min(size, limit));
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
