import { expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import type { LiveMessage, ScanState } from '../../../src-preload/contract/live.ts';
import { HandClock } from '../../../tests/support/hand-clock.ts';
import { LiveFeed } from './live-feed.ts';

function setUp() {
  const clock = new HandClock();
  const sent: LiveMessage[] = [];
  return { clock, sent, feed: new LiveFeed(clock, (message) => sent.push(message)) };
}

const event = (sequence: number): EngineEvent => ({
  ...{ sequence, atMs: 1, type: 'engine-changed', data: { state: 'started' } },
});
const scan = (id: string, found: number, state: ScanState['state'] = 'looking'): ScanState => ({
  ...{ scan: id, state, paths: [], found, new: 0, unchanged: 0, failed: 0, error: null, unreadable: [] },
});

it('gathers events, and keeps their order in messages of no more than 500', () => {
  const { clock, sent, feed } = setUp();
  for (let sequence = 1; sequence <= 1_100; sequence += 1) feed.event(event(sequence));
  expect(sent).toEqual([]);
  clock.pass(50);
  const lengths = sent.map((message) => (message.kind === 'events' ? message.events.length : 0));
  expect(lengths).toEqual([500, 500, 100]);
  const all = sent.flatMap((message) => (message.kind === 'events' ? message.events : []));
  expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 1_100 }, (_, index) => index + 1));
});

it('tells only the newest progress of each stage, and of each scan its last state', () => {
  const { clock, sent, feed } = setUp();
  feed.progress({ clipId: 'a', stage: 'scenes', fraction: 0.1 });
  feed.progress({ clipId: 'a', stage: 'scenes', fraction: 0.2 });
  feed.progress({ clipId: 'b', stage: 'scenes', fraction: 0.5 });
  feed.scan(scan('x', 1));
  feed.scan(scan('x', 2));
  clock.pass(200);
  expect(sent).toEqual([
    {
      kind: 'progress',
      progress: [
        { clipId: 'a', stage: 'scenes', fraction: 0.2 },
        { clipId: 'b', stage: 'scenes', fraction: 0.5 },
      ],
    },
    { kind: 'scan', scan: scan('x', 2) },
  ]);
  feed.scan(scan('x', 3, 'finished'));
  clock.pass(200);
  expect(sent.at(-1)).toEqual({ kind: 'scan', scan: scan('x', 3, 'finished') });
  expect(clock.pending).toEqual([]);
});

it('sends what it has when it is told to', () => {
  const { clock, sent, feed } = setUp();
  feed.event(event(1));
  feed.scan(scan('x', 1, 'stopped'));
  feed.flush();
  expect(sent.map(({ kind }) => kind)).toEqual(['events', 'scan']);
  clock.pass(1_000);
  expect(sent).toHaveLength(2);
});
