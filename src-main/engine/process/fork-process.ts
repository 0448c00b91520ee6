/** The engine as a forked Node process. */
import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineProcess, StartEngineProcess } from './engine-connection.ts';

/** The engine hands large buffers on and keeps little: a small nursery, in MB, keeps its memory flat. */
const memoryOptions = ['--max-semi-space-size=4'];
const keptLines = 20;
/** How long the last output of a process that has ended is waited for. */
const readWithinMs = 300;

/** The engine's entry beside this module, of the same kind: source or build. */
export function engineEntryPath(): string {
  return fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url));
}

/** What the process writes on its standard error goes to ours; the last lines are kept for the message of a crash. */
export const forkEngineProcess: StartEngineProcess = (entryPath) => {
  const child = fork(entryPath, [], {
    serialization: 'advanced',
    execArgv: memoryOptions,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  if (child.stderr !== null) {
    createInterface({ input: child.stderr, crlfDelay: Infinity }).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      process.stderr.write(`${line}\n`);
    });
  }
  const engine: EngineProcess = {
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
  return engine;
};

function onlyOnce(listener: (code: number | null) => void): (code: number | null) => void {
  let isOver = false;
  return (code) => {
    if (isOver) return;
    isOver = true;
    listener(code);
  };
}
