/** The engine in a utility process of Electron's: a Node process that stays possible with the `runAsNode` fuse off. */
import type { UtilityProcess } from 'electron';
import { createInterface } from 'node:readline';
import type { EngineProcess, StartEngineProcess } from '../../engine/process/engine-connection.ts';
import type { InferenceHost } from './inference-process.ts';
import type { ProcessMeans } from './process-means.ts';

interface ProcessParts extends ProcessMeans {
  /** Starts what the engine can't start itself. */
  readonly inference: (engine: UtilityProcess) => InferenceHost;
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
    return adapt(child, parts.killNow, parts.inference(child));
  };
}

function adapt(
  child: UtilityProcess,
  killNow: ProcessParts['killNow'],
  inference: InferenceHost,
): EngineProcess {
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
      child.on('message', (message) => {
        if (inference.hear(message) === 'other') listener(message);
      });
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
