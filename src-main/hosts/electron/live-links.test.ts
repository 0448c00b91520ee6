import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import { createLiveLinks } from './live-links.ts';

function events(...sequences: readonly number[]): LiveMessage {
  return {
    kind: 'events',
    events: sequences.map((sequence) => ({
      sequence,
      atMs: sequence,
      type: 'clips-annotated' as const,
      data: { clipIds: [] },
    })),
  };
}

function linked(replay: () => Promise<readonly LiveMessage[]>) {
  const listeners = new Set<(message: LiveMessage) => void>();
  const links = createLiveLinks({
    replay,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const sent: LiveMessage[] = [];
  const say = (message: LiveMessage): void => {
    for (const listener of listeners) listener(message);
  };
  const target = {
    id: 1,
    send: (message: LiveMessage) => {
      sent.push(message);
    },
  };
  return { links, listeners, sent, say, target };
}

describe('live links', () => {
  it('send what was missed first, and each event once', async () => {
    let answer: (messages: readonly LiveMessage[]) => void = () => undefined;
    const { links, sent, say, target } = linked(() => new Promise((resolve) => (answer = resolve)));
    const started = links.start(target, 3);
    say(events(5, 6));
    say({ kind: 'progress', progress: [] });
    expect(sent).toEqual([]);
    answer([events(4, 5)]);
    await started;
    say(events(7));
    expect(sent).toEqual([events(4, 5), events(6), { kind: 'progress', progress: [] }, events(7)]);
  });

  it('have everything read anew where nobody can tell what was missed', async () => {
    const { links, sent, target } = linked(() => Promise.reject(new Error('gone')));
    await links.start(target, 3);
    expect(sent).toEqual([{ kind: 'reset' }]);
  });

  it('are one for each window: a new one takes the place of the old one', async () => {
    const { links, listeners, sent, say, target } = linked(() => Promise.resolve([]));
    await links.start(target, null);
    await links.start(target, null);
    expect(listeners.size).toBe(1);
    say({ kind: 'reset' });
    expect(sent).toHaveLength(1);
  });

  it('say nothing to a window that stopped while it was being caught up', async () => {
    let answer: (messages: readonly LiveMessage[]) => void = () => undefined;
    const { links, sent, target } = linked(() => new Promise((resolve) => (answer = resolve)));
    const started = links.start(target, 3);
    links.stop(1);
    answer([events(4)]);
    await started;
    expect(sent).toEqual([]);
  });

  it('keep a notice for the next window where there is none', async () => {
    const { links, sent, target } = linked(() => Promise.resolve([]));
    links.tell({ kind: 'reset' });
    await links.start(target, null);
    links.tell({ kind: 'reset' });
    expect(sent).toHaveLength(2);
  });
});
