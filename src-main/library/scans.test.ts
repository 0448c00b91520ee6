import { expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { ScanState } from '../../src-preload/contract/live.ts';
import type { IngestEntry, IngestProgress, IngestResult } from './ingest-types.ts';
import { type ScanPart, Scans } from './scans.ts';

type Result = Pick<IngestResult, 'entries' | 'unreadableFolders'>;

interface Search {
  readonly paths: readonly string[];
  readonly profile: string;
  readonly signal: AbortSignal;
  progress(progress: IngestProgress): void;
  end(result: Partial<Result>): void;
  fail(error: Error): void;
}

/** Scans whose searches end when a test says so. */
function setUp() {
  const searches: Search[] = [];
  const told: ScanState[] = [];
  let ids = 0;
  const scans = new Scans({
    takeIn: ({ paths, profile }, signal, progress) =>
      new Promise<Result>((resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
        const end: Search['end'] = (result) => {
          resolve({ entries: [], unreadableFolders: [], ...result });
        };
        searches.push({ paths, profile, signal, progress, end, fail: reject });
      }),
    profile: () => 'fast',
    newId: () => `scan-${String(++ids)}`,
    onChange: (state) => told.push(state),
  });
  const search = (index: number): Search => {
    const found = searches[index];
    if (found === undefined) throw new Error(`there is no search ${String(index)}`);
    return found;
  };
  const stateOf = (id: string) => scans.states.find(({ scan }) => scan === id);
  return { scans, searches, search, told, stateOf };
}

const part = (...paths: string[]): ScanPart => ({ paths, recursive: true, pattern: null });
const entry = (path: string, state: IngestEntry['state'] = 'new'): IngestEntry => ({
  path,
  clipId: state === 'failed' ? null : path,
  state,
  error: state === 'failed' ? new AppError('file-missing', { file: path }).serialize() : null,
});
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('runs one scan at a time, in the order in which they came', async () => {
  const { scans, searches, search, told, stateOf } = setUp();
  const first = scans.add([part('/a')]);
  const second = scans.add([part('/b')]);
  await settle();
  expect(searches.map(({ paths, profile }) => [paths, profile])).toEqual([[['/a'], 'fast']]);
  expect([stateOf(first)?.state, stateOf(second)?.state]).toEqual(['looking', 'waiting']);
  search(0).progress({ found: 1, new: 1, unchanged: 0, failed: 0 });
  expect(told.at(-1)).toMatchObject({ scan: first, found: 1, new: 1 });
  search(0).end({ entries: [entry('/a/1'), entry('/a/2', 'unchanged')] });
  await settle();
  expect(stateOf(first)).toMatchObject({ state: 'finished', found: 2, new: 1, unchanged: 1, failed: 0 });
  expect(searches).toHaveLength(2);
  search(1).end({});
  await settle();
  expect(stateOf(second)).toMatchObject({ state: 'finished', found: 0, error: null });
});

it('counts the parts of a scan together', async () => {
  const { scans, search, told, stateOf } = setUp();
  const id = scans.add([part('/a'), part('/b')]);
  await settle();
  search(0).end({ entries: [entry('/a/1')] });
  await settle();
  search(1).progress({ found: 3, new: 0, unchanged: 3, failed: 0 });
  expect(told.at(-1)).toMatchObject({ state: 'looking', found: 4, new: 1, unchanged: 3 });
  search(1).end({ entries: [entry('/b/1', 'unchanged')] });
  await settle();
  expect(stateOf(id)).toMatchObject({
    state: 'finished',
    paths: ['/a', '/b'],
    found: 2,
    new: 1,
    unchanged: 1,
  });
});

it('tells which paths lead nowhere, and goes on with the others', async () => {
  const { scans, search, stateOf } = setUp();
  const id = scans.add([part('/a', '/gone')]);
  const hopeless = scans.add([part('/gone')]);
  await settle();
  search(0).end({ entries: [entry('/a/1'), entry('/gone', 'failed')] });
  await settle();
  expect(stateOf(id)).toMatchObject({
    ...{ state: 'finished', new: 1, failed: 1, error: null },
    unreadable: [{ path: '/gone', error: { code: 'file-missing' } }],
  });
  search(1).end({ entries: [entry('/gone', 'failed')] });
  await settle();
  expect(stateOf(hopeless)).toMatchObject({ state: 'failed', error: { code: 'file-missing' } });
});

it('stops a scan that runs, and one that waits', async () => {
  const { scans, searches, search, stateOf } = setUp();
  const running = scans.add([part('/a')]);
  const waiting = scans.add([part('/b')]);
  const last = scans.add([part('/c')]);
  await settle();
  expect([scans.stop(waiting), scans.stop(running)]).toEqual(['stopped', 'stopped']);
  await settle();
  expect(search(0).signal.aborted).toBe(true);
  expect([stateOf(running)?.state, stateOf(waiting)?.state]).toEqual(['stopped', 'stopped']);
  expect(searches.map(({ paths }) => paths)).toEqual([['/a'], ['/c']]);
  search(1).end({});
  await settle();
  expect([scans.stop(last), scans.stop('never-seen')]).toEqual(['unknown', 'unknown']);
});

it('fails a scan with what the library failed with, and runs the next', async () => {
  const { scans, search, stateOf } = setUp();
  const failing = scans.add([part('/a')]);
  const next = scans.add([part('/b')]);
  await settle();
  search(0).fail(new AppError('disk-full'));
  await settle();
  expect(stateOf(failing)).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
  expect(stateOf(next)?.state).toBe('looking');
  const closed = scans.close();
  await closed;
  expect(stateOf(next)?.state).toBe('stopped');
  expect(() => scans.add([part('/c')])).toThrow(AppError);
});

it('keeps the newest twenty, and never forgets one that has not ended', async () => {
  const { scans, search } = setUp();
  const first = scans.add([part('/first')]);
  for (let index = 0; index < 25; index += 1) scans.add([part(`/${String(index)}`)]);
  await settle();
  expect(scans.states).toHaveLength(26);
  search(0).end({});
  for (let index = 1; index < 26; index += 1) {
    await settle();
    search(index).end({});
  }
  await settle();
  const newest = scans.add([part('/newest')]);
  expect(scans.states).toHaveLength(20);
  expect(scans.states.map(({ scan }) => scan)).not.toContain(first);
  expect(scans.states.at(-1)?.scan).toBe(newest);
});
