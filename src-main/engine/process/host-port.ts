/** The engine process's end of what connects it with its host: Electron's utility process has one, a forked Node process another. */
import { setTimeout } from 'node:timers/promises';
import { type FromEngine, inferenceNews } from './protocol.ts';

export interface HostPort {
  send(message: FromEngine): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The host is gone: nobody hears what is sent from now on. */
  onLost(listener: () => void): void;
  /** Nothing more is sent. */
  mute(): void;
  /** Resolves when what was sent is on its way, as far as that can be told: then the process may end. */
  drained(): Promise<void>;
}

/** What Electron gives a utility process as `process.parentPort`; its types are not needed for this. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** null: this process was started by nobody who listens. */
export function hostPortOf(thisProcess: NodeJS.Process): HostPort | null {
  // Typed by Electron as if it were always there.
  const parentPort: unknown = Reflect.get(thisProcess, 'parentPort');
  if (typeof parentPort === 'object' && parentPort !== null) return utilityPort(parentPort as ParentPort);
  return thisProcess.send === undefined ? null : forkedPort(thisProcess);
}

/** Electron does not say when a message has left the process. */
const utilityDrainMs = 100;

function utilityPort(parentPort: ParentPort): HostPort {
  let isMuted = false;
  return {
    send: (message) => {
      if (!isMuted) parentPort.postMessage(message);
    },
    onMessage: (listener) => {
      parentPort.on('message', ({ data }) => {
        // What concerns inference processes is heard where they are had started: host-inference-process.ts.
        if (!inferenceNews.safeParse(data).success) listener(data);
      });
    },
    onLost: (listener) => {
      parentPort.on('close', listener);
    },
    mute: () => {
      isMuted = true;
    },
    drained: () => setTimeout(utilityDrainMs),
  };
}

function forkedPort(thisProcess: NodeJS.Process): HostPort {
  let isMuted = false;
  let last = Promise.resolve();
  return {
    send: (message) => {
      if (isMuted || !thisProcess.connected) return;
      last = new Promise((resolve) => {
        // A host that goes away just now is noticed as lost: there is nothing to do about this message.
        thisProcess.send?.(message, undefined, undefined, () => {
          resolve();
        });
      });
    },
    drained: () => last,
    onMessage: (listener) => {
      thisProcess.on('message', listener);
    },
    onLost: (listener) => {
      thisProcess.on('disconnect', listener);
    },
    mute: () => {
      isMuted = true;
    },
  };
}
