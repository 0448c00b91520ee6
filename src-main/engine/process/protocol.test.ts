import { describe, expect, it } from 'vitest';
import { fromEngine, toEngine } from './protocol.ts';

const open = { kind: 'open', library: '/l', command: 'test', ifMissing: 'create', workers: null };

describe('the protocol', () => {
  it.each([
    open,
    { kind: 'call', id: 0, name: 'library.list', request: { any: 'thing' } },
    { kind: 'locate', id: 1, clipId: 'abcd', media: 'poster' },
    { kind: 'replay', id: 2, afterSequence: 0 },
    { kind: 'abort', id: 2 },
    { kind: 'close' },
  ])('lets $kind through to the engine', (message) => {
    expect(toEngine.parse(message)).toEqual(message);
  });

  it.each([
    null,
    'close',
    { kind: 'explode' },
    { ...open, library: '' },
    { ...open, workers: 0 },
    { kind: 'call', id: -1, name: 'library.list', request: {} },
    { kind: 'locate', id: 1, clipId: 'abcd', media: '../secrets' },
    { kind: 'replay', id: 2, afterSequence: null },
  ])('refuses %j', (message) => {
    expect(toEngine.safeParse(message).success).toBe(false);
  });

  it.each([
    { kind: 'opened', library: '/l' },
    { kind: 'failed', error: { code: 'odd' } },
    { kind: 'reply', id: 1, reply: { ok: false } },
    {
      kind: 'live',
      message: { kind: 'events', events: [{ sequence: 1, atMs: 0, type: 'unheard-of', data: {} }] },
    },
  ])('refuses %j from an engine', (message) => {
    expect(fromEngine.safeParse(message).success).toBe(false);
  });
});
