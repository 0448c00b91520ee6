/**
 * Starts inference processes for an engine that can't: utility processes too, each joined with the engine by a channel of its own,
 * through which frames go without passing the main process.
 */
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import { createInterface } from 'node:readline';
import { giveWay } from '../../platform/child-priority.ts';
import { type InferenceNews, inferenceWish } from '../../engine/process/protocol.ts';
import type { ProcessMeans } from './process-means.ts';

interface InferenceHostParts extends ProcessMeans {
  readonly channel: () => MessageChannelMain;
  /** `engine/process/host-inference-process.ts` knows it. The engine does not say what is started. */
  readonly entryPath: string;
}

/** Serves one engine process. */
export interface InferenceHost {
  /** 'other': the message is about something else. */
  hear(message: unknown): 'heard' | 'other';
}

type Engine = Pick<UtilityProcess, 'postMessage' | 'on'>;

/** Lines of its standard error that are kept for the message of a crash. */
const keptLines = 20;

export function inferenceHost(engine: Engine, parts: InferenceHostParts): InferenceHost {
  const running = new Map<number, UtilityProcess>();
  let life: 'alive' | 'ended' = 'alive';
  const end = (child: UtilityProcess): void => {
    if (child.pid === undefined) child.kill();
    else parts.killNow(child.pid);
  };
  const tell = (news: InferenceNews, ports: MessagePortMain[] = []): void => {
    if (life === 'alive') engine.postMessage(news, ports);
  };
  engine.on('exit', () => {
    life = 'ended';
    for (const child of running.values()) end(child);
  });
  const start = (id: number): void => {
    const child = parts.fork(parts.entryPath, [], {
      env: { ...parts.environment },
      serviceName: 'Rushes inference',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.set(id, child);
    const lastLines = keepLines(child);
    child.on('spawn', () => {
      giveWay(child.pid);
      const { port1, port2 } = parts.channel();
      child.postMessage({ kind: 'engine' }, [port2]);
      tell({ kind: 'inference-started', id, pid: child.pid ?? null }, [port1]);
      if (life === 'ended') end(child);
    });
    child.on('exit', (code) => {
      running.delete(id);
      tell({ kind: 'inference-exited', id, code, lastLines });
    });
  };
  return {
    hear(message) {
      const wish = inferenceWish.safeParse(message).data;
      if (wish === undefined) return 'other';
      if (wish.kind === 'inference-start') startOrTell(wish.id, start, tell);
      else {
        const child = running.get(wish.id);
        if (child !== undefined) end(child);
      }
      return 'heard';
    },
  };
}

function startOrTell(id: number, start: (id: number) => void, tell: (news: InferenceNews) => void): void {
  try {
    start(id);
  } catch (error) {
    const lastLines = [error instanceof Error ? error.message : String(error)];
    tell({ kind: 'inference-exited', id, code: null, lastLines });
  }
}

function keepLines({ stderr }: UtilityProcess): string[] {
  const lines: string[] = [];
  if (stderr === null) return lines;
  createInterface({ input: stderr, crlfDelay: Infinity }).on('line', (line) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
  });
  return lines;
}
