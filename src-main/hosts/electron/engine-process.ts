/** The engine in a utility process of Electron's: a Node process that stays possible with the `runAsNode` fuse off. */
import type { ForkOptions, UtilityProcess } from 'electron';
import { createInterface } from 'node:readline';
import type { EngineProcess, StartEngineProcess } from '../../engine/process/engine-connection.ts';

type Fork = (modulePath: string, args: string[], options: ForkOptions) => UtilityProcess;

interface ProcessParts {
  readonly fork: Fork;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends a process at once. Electron's own way asks politely, which a process that hangs does not hear. */
  readonly killNow: (pid: number) => void;
}

/** Lines of its standard error that are kept for the message of a crash. */
const keptLines = 20;

export function utilityProcessStarter(parts: ProcessParts): StartEngineProcess {
  const { fork, environment } = parts;
  return (entryPath) => {
    const env = { ...environment };
    const child = fork(entryPath, [], {
      env,
      serviceName: 'Rushes engine',
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    return adapt(child, parts.killNow);
  };
}

function adapt(child: UtilityProcess, killNow: ProcessParts['killNow']): EngineProcess {
  const lines: string[] = [];
  if (child.stderr !== null) {
    createInterface({ input: child.stderr, crlfDelay: Infinity }).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      process.stderr.write(`${line}\n`);
    });
  }
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.on('exit', listener);
    },
    kill: () => {
      if (child.pid === undefined) child.kill();
      else killNow(child.pid);
    },
    lastLines: () => lines,
  };
}
