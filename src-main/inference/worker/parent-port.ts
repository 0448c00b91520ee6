/** The inference process's end of what connects it with the engine. */
import type { FromInference } from '../protocol.ts';

export interface ParentPort {
  send(message: FromInference): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The engine is gone. */
  onLost(listener: () => void): void;
}

/** A port of Electron's `MessageChannelMain`, as much of it as is needed. */
interface MessagePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}

/** What Electron gives a utility process as `process.parentPort`. */
interface UtilityParent {
  once(event: 'message', listener: (event: { readonly ports: readonly MessagePort[] }) => void): unknown;
}

/** null: this process was started by nobody who listens. */
export function parentPortOf(thisProcess: NodeJS.Process): ParentPort | null {
  // Typed by Electron as if it were always there.
  const parent: unknown = Reflect.get(thisProcess, 'parentPort');
  if (typeof parent === 'object' && parent !== null) return utilityPort(parent as UtilityParent);
  return thisProcess.send === undefined ? null : forkedPort(thisProcess);
}

/** Electron's host hands over a port that leads to the engine; nothing is said before. */
function utilityPort(parent: UtilityParent): ParentPort {
  let engine: MessagePort | null = null;
  let listen: (message: unknown) => void = () => undefined;
  let onLost: () => void = () => undefined;
  parent.once('message', ({ ports: [port] }) => {
    if (port === undefined) return;
    engine = port;
    port.on('message', ({ data }) => {
      listen(data);
    });
    port.on('close', () => {
      onLost();
    });
    port.start();
  });
  return {
    send: (message) => {
      engine?.postMessage(message);
    },
    onMessage: (listener) => {
      listen = listener;
    },
    onLost: (listener) => {
      onLost = listener;
    },
  };
}

function forkedPort(thisProcess: NodeJS.Process): ParentPort {
  return {
    send: (message) => {
      // An engine that goes away just now is noticed as lost.
      if (thisProcess.connected) thisProcess.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      thisProcess.on('message', listener);
    },
    onLost: (listener) => {
      thisProcess.on('disconnect', listener);
    },
  };
}
