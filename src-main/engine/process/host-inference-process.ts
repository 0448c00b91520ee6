/**
 * How the engine comes by its inference processes: it forks them itself, or, in Electron's utility process, has its host start
 * them. `protocol.ts` has that conversation.
 */
import { forkInferenceProcess } from '../../inference/fork-inference-process.ts';
import type { InferenceProcess, StartInferenceProcess } from '../../inference/inference-process.ts';
import { type InferenceNews, inferenceNews, type InferenceWish } from './protocol.ts';

export { inferenceEntryPath } from '../../inference/fork-inference-process.ts';

/** A port of Electron's `MessageChannelMain`, as much of it as is needed. */
interface ChannelPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  start(): void;
  close(): void;
}

/** What Electron gives a utility process as `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: PortMessage) => void): unknown;
}

interface PortMessage {
  readonly data: unknown;
  readonly ports?: readonly ChannelPort[];
}

/** Called once for a process: it listens to the host from then on. */
export function inferenceStarter(thisProcess: NodeJS.Process): StartInferenceProcess {
  // Typed by Electron as if it were always there.
  const parentPort: unknown = Reflect.get(thisProcess, 'parentPort');
  if (typeof parentPort !== 'object' || parentPort === null) return forkInferenceProcess;
  return startByHost(parentPort as ParentPort);
}

function startByHost(host: ParentPort): StartInferenceProcess {
  const processes = new Map<number, HostedProcess>();
  let nextId = 1;
  host.on('message', ({ data, ports }) => {
    const news = inferenceNews.safeParse(data).data;
    if (news === undefined) return;
    processes.get(news.id)?.hear(news, ports?.[0]);
    if (news.kind === 'inference-exited') processes.delete(news.id);
  });
  return () => {
    const id = nextId++;
    const wish = (kind: InferenceWish['kind']): void => {
      host.postMessage({ kind, id } satisfies InferenceWish);
    };
    const hosted = new HostedProcess(() => {
      wish('inference-kill');
    });
    processes.set(id, hosted);
    wish('inference-start');
    return hosted;
  };
}

class HostedProcess implements InferenceProcess {
  readonly kill: () => void;
  #pid: number | undefined;
  #port: ChannelPort | null = null;
  /** What was said before there was a port. */
  #unsent: unknown[] = [];
  #lines: readonly string[] = [];
  #onMessage: (message: unknown) => void = () => undefined;
  #onExit: (code: number | null) => void = () => undefined;

  constructor(kill: () => void) {
    this.kill = kill;
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  send(message: unknown): void {
    if (this.#port === null) this.#unsent.push(message);
    else this.#port.postMessage(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: (code: number | null) => void): void {
    this.#onExit = listener;
  }

  lastLines(): readonly string[] {
    return this.#lines;
  }

  hear(news: InferenceNews, port: ChannelPort | undefined): void {
    if (news.kind === 'inference-exited') {
      this.#port?.close();
      this.#lines = news.lastLines;
      this.#onExit(news.code);
      return;
    }
    this.#pid = news.pid ?? undefined;
    if (port === undefined) return;
    this.#port = port;
    port.on('message', ({ data }) => {
      this.#onMessage(data);
    });
    port.start();
    for (const message of this.#unsent.splice(0)) port.postMessage(message);
  }
}
