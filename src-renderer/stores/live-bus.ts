/** Passes live messages on to whichever components want to hear them. */
import type { LiveMessage } from '../../src-preload/contract/live.ts';

export interface LiveBus {
  publish(message: LiveMessage): void;
  /** Gives what ends it. */
  subscribe(listener: (message: LiveMessage) => void): () => void;
}

export function createLiveBus(): LiveBus {
  const listeners = new Set<(message: LiveMessage) => void>();
  return {
    publish(message) {
      for (const listener of [...listeners]) listener(message);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
