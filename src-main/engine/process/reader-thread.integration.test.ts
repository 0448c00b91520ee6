import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { openEngineTarget } from '../command-target.ts';
import { ReaderThread } from './reader-thread.ts';

const never = new AbortController().signal;
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function library(): Promise<{ readonly path: string; readonly reader: ReaderThread }> {
  const path = join(await tempDir(), 'test.rushes');
  const options = { libraryPath: path, command: 'test', workers: null };
  const engine = await openEngineTarget(options, { onFiles: () => undefined, onStage: () => undefined });
  const reader = new ReaderThread(path);
  ends.push(
    () => reader.close(),
    () => engine.close(),
  );
  return { path, reader };
}

const call = (name: string, request: unknown = {}) => ({ kind: 'call', name, request }) as const;

it('answers what reads, parsed', async () => {
  const { path, reader } = await library();
  expect(await reader.ask(call('library.list'), never)).toEqual({
    ...{ ok: true, data: { library: path, total: 0, clips: [] } },
  });
  expect(await reader.ask(call('library.list', { limit: 'many' }), never)).toMatchObject({
    ...{ ok: false, error: { code: 'bad-arguments' } },
  });
  expect(await reader.ask(call('library.drop'), never)).toMatchObject({ error: { code: 'bad-arguments' } });
  expect(await reader.ask({ kind: 'locate', clipId: 'nobody', media: 'poster' }, never)).toEqual({
    ...{ ok: true, data: null },
  });
});

it('does not let what writes through', async () => {
  const { reader } = await library();
  expect(await reader.ask(call('scheduler.pause'), never)).toMatchObject({
    ...{ ok: false, error: { code: 'library-missing' } },
  });
});

it('works while the thread of the engine has no time', async () => {
  const { path, reader } = await library();
  await reader.ask(call('library.status'), never);
  const target = join(path, 'backups', 'while-busy.sqlite');
  const answer = reader.ask(call('library.backup', { target }), never);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  // Nothing of this thread's runs until the loop is left: neither timers nor messages.
  for (let tries = 0; !existsSync(target) && tries < 600; tries += 1) Atomics.wait(pause, 0, 0, 50);
  expect(existsSync(target)).toBe(true);
  expect(await answer).toMatchObject({ ok: true, data: { path: target } });
});

it('gives up what nobody waits for any more', async () => {
  const { reader } = await library();
  const abort = new AbortController();
  abort.abort();
  expect(await reader.ask(call('library.list'), abort.signal)).toMatchObject({
    error: { code: 'cancelled' },
  });
});

it('fails what it was asked when it dies, and is there again for the next question', async () => {
  const reader = new ReaderThread(
    '/l',
    'now',
    new URL('../../../tests/support/dying-reader.ts', import.meta.url),
  );
  ends.push(() => reader.close());
  const first = await reader.ask(call('who'), never);
  const replies = await Promise.all([reader.ask(call('die'), never), reader.ask(call('too late'), never)]);
  for (const reply of replies) {
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
  }
  expect(replies[0]).toMatchObject({
    error: { facts: { detail: 'the reader thread failed: it had to die' } },
  });
  const next = await reader.ask(call('who'), never);
  expect(next.ok && first.ok && next.data !== first.data).toBe(true);
});
