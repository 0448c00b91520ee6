/** Node processes of ours that are spoken to in messages. */
import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ForkedProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, also where it could not be started. `code` null: ended by a signal. */
  onExit(listener: (code: number | null) => void): void;
  /** Ends it without asking. */
  kill(): void;
  /** What it wrote last on its standard error, a line each. */
  lastLines(): readonly string[];
}

interface ForkOptions {
  /** Of Node, before the entry. */
  readonly nodeOptions: readonly string[];
  /** What becomes of what it writes on its standard error, beside the lines that are kept: 'shown' on ours. */
  readonly standardError: 'shown' | 'kept';
  /** A descriptor of ours that it has as its 4. */
  readonly inherited?: number;
}

const keptLines = 20;
/** How long the last output of a process that has ended is waited for. */
const readWithinMs = 300;

/** Arrays of numbers travel as they are. */
export function forkProcess(entryPath: string, options: ForkOptions): ForkedProcess {
  const child = fork(entryPath, [], {
    serialization: 'advanced',
    execArgv: [...options.nodeOptions],
    stdio: [
      'ignore',
      'ignore',
      'pipe',
      'ipc',
      ...(options.inherited === undefined ? [] : [options.inherited]),
    ],
  });
  const lines: string[] = [];
  if (child.stderr !== null) {
    createInterface({ input: child.stderr, crlfDelay: Infinity }).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      if (options.standardError === 'shown') process.stderr.write(`${line}\n`);
    });
  }
  return {
    pid: child.pid,
    send: (message) => {
      // One that is gone is told of by its exit.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      // Of a process that could not be started there is an 'error' and no 'exit'.
      const once = onlyOnce(listener);
      // 'close' comes when its output has been read too; a child of its own that lives on may hold that open.
      child.on('close', once);
      child.on('exit', (code) => setTimeout(once, readWithinMs, code));
      child.on('error', (error) => {
        lines.push(error.message);
        if (child.pid === undefined) once(null);
      });
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    lastLines: () => lines,
  };
}

function onlyOnce(listener: (code: number | null) => void): (code: number | null) => void {
  let isOver = false;
  return (code) => {
    if (isOver) return;
    isOver = true;
    listener(code);
  };
}
