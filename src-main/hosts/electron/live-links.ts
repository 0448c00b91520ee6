/**
 * Live messages to windows. A window says when it listens, and from which event on; what it missed comes first, and what
 * happens meanwhile waits behind that.
 */
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import type { WindowService } from '../window/window-service.ts';

export interface LiveTarget {
  /** Of its WebContents. */
  readonly id: number;
  send(message: LiveMessage): void;
}

export interface LiveLinks {
  /** Takes the place of the link that the target had. */
  start(target: LiveTarget, afterSequence: number | null): Promise<void>;
  stop(targetId: number): void;
  /** Something of the host's own, to every window; kept for the next one where there is none. */
  tell(message: LiveMessage): void;
}

export function createLiveLinks(service: Pick<WindowService, 'replay' | 'subscribe'>): LiveLinks {
  const ends = new Map<number, () => void>();
  const targets = new Map<number, LiveTarget>();
  const untold: LiveMessage[] = [];
  const stop = (targetId: number): void => {
    ends.get(targetId)?.();
    ends.delete(targetId);
    targets.delete(targetId);
  };
  return {
    stop,
    tell: (message) => {
      if (targets.size === 0) untold.push(message);
      for (const target of targets.values()) target.send(message);
    },
    start: async (target, afterSequence) => {
      stop(target.id);
      targets.set(target.id, target);
      for (const message of untold.splice(0)) target.send(message);
      const stopping = new AbortController();
      const waiting: LiveMessage[] = [];
      let state: 'catching-up' | 'following' = afterSequence === null ? 'following' : 'catching-up';
      const unsubscribe = service.subscribe((message) => {
        if (state === 'following') target.send(message);
        else waiting.push(message);
      });
      ends.set(target.id, () => {
        stopping.abort();
        unsubscribe();
      });
      if (afterSequence === null) return;
      const missed = await missedMessages(service, afterSequence, stopping.signal);
      if (stopping.signal.aborted) return;
      for (const message of missed) target.send(message);
      const last = lastSequence(missed, afterSequence);
      for (const message of waiting) {
        const unseen = eventsBehind(message, last);
        if (unseen !== null) target.send(unseen);
      }
      state = 'following';
    },
  };
}

/** Where nobody can tell what was missed, everything has to be read anew. */
async function missedMessages(
  service: Pick<WindowService, 'replay'>,
  afterSequence: number,
  signal: AbortSignal,
): Promise<readonly LiveMessage[]> {
  try {
    return await service.replay(afterSequence, signal);
  } catch {
    return [{ kind: 'reset' }];
  }
}

function lastSequence(messages: readonly LiveMessage[], least: number): number {
  const sequences = messages.flatMap((message) =>
    message.kind === 'events' ? message.events.map((event) => event.sequence) : [],
  );
  return sequences.reduce((last, sequence) => Math.max(last, sequence), least);
}

/** The message without events that were replayed; null: nothing of it is left. */
function eventsBehind(message: LiveMessage, sequence: number): LiveMessage | null {
  if (message.kind !== 'events') return message;
  const events = message.events.filter((event) => event.sequence > sequence);
  return events.length === 0 ? null : { kind: 'events', events };
}
