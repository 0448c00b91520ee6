/** The web host on a real engine in a process of its own, with real clips. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandName, type CommandResponse, commands } from '../../../src-preload/contract/commands.ts';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import { liveMessage } from '../../../src-preload/contract/live.ts';
import { engineEntryPath, forkEngineProcess } from '../../engine/process/fork-process.ts';
import { createEngineConnection } from '../../engine/process/supervisor.ts';
import { makeClip } from '../../../tests/support/make-clip.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { type LiveReader, openWebWindow, type WebWindow } from '../../../tests/support/web-window.ts';

let folder: string;
let library: string;
let window: WebWindow;
let pid: number | undefined;

beforeAll(async () => {
  folder = await tempDir();
  library = join(folder, 'Main.rushes');
  const connection = createEngineConnection({
    start: (entryPath) => {
      const engine = forkEngineProcess(entryPath);
      ({ pid } = engine);
      return engine;
    },
    entryPath: engineEntryPath(),
    library,
    command: 'test',
    ifMissing: 'create',
    workers: 1,
  });
  window = await openWebWindow(connection, { roots: [folder] });
});
afterAll(() => window.host.close());

async function ask<N extends CommandName>(name: N, request: unknown): Promise<CommandResponse<N>> {
  const reply = (await window.call(name, request)) as { ok: boolean; data: unknown };
  expect(reply).toMatchObject({ ok: true });
  return commands[name].response.parse(reply.data) as CommandResponse<N>;
}

const eventsOf = ({ blocks }: LiveReader): EngineEvent[] =>
  blocks.flatMap(({ data }) => {
    const message = data === undefined ? null : liveMessage.parse(JSON.parse(data));
    return message?.kind === 'events' ? message.events : [];
  });
const lastId = ({ blocks }: LiveReader): string => blocks.findLast(({ id }) => id !== undefined)?.id ?? '';

/** Until nothing is left to do for so many clips. */
async function untilSettled(clips: number): Promise<void> {
  for (;;) {
    const status = await ask('library.status', {});
    if (status.clips >= clips && status.openClips === 0) return;
    await sleep(100);
  }
}

const clip = (name: string, seconds: number) =>
  makeClip(folder, name, [
    ...['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=25:duration=${String(seconds)}`],
    ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p'],
  ]);

describe('the web host on a real engine', () => {
  it('tells every event once, across lost connections and a killed engine', async () => {
    const paths = [await clip('one.mp4', 1), await clip('two.mp4', 2)];
    const readers = [await window.listen()];
    await readers[0]?.until((blocks) => blocks.some(({ id }) => id !== undefined));
    await ask('library.add', { paths });
    // A connection that is lost again after every few messages.
    for (let lost = 0; lost < 4; lost += 1) {
      const reader = readers.at(-1);
      if (reader === undefined) break;
      await reader.until(() => eventsOf(reader).length >= 3);
      reader.close();
      if (lost === 1 && pid !== undefined) process.kill(pid, 'SIGKILL');
      readers.push(await window.listen(`/api/live?after=${lastId(reader)}`));
    }
    await untilSettled(2);
    const last = readers.at(-1);
    const { events, lastSequence } = await ask('events.read', { afterSequence: 0, limit: 10_000 });
    await last?.until(() => eventsOf(last).at(-1)?.sequence === lastSequence);
    const first = Number(readers[0]?.blocks.find(({ id }) => id !== undefined)?.id?.split('-')[0]);
    const told = readers.flatMap(eventsOf);
    // The first window may have come before the engine's own first event.
    const begin = Math.min(first + 1, told[0]?.sequence ?? 0);
    expect(told).toEqual(events.filter(({ sequence }) => sequence >= begin));
    expect(told.length).toBeGreaterThan(20);
    last?.close();
  });

  it('plays a clip by its id, in parts', async () => {
    const { clips } = await ask('library.list', {});
    const { id } = clips.find(({ name }) => name === 'one.mp4') ?? { id: '' };
    const content = await readFile(join(folder, 'one.mp4'));
    const whole = await window.ask(`/media/${id}/original`);
    expect(whole.body.equals(content)).toBe(true);
    expect(whole.headers['content-type']).toBe('video/mp4');
    const part = await window.ask(`/media/${id}/original`, { headers: { range: 'bytes=100-199' } });
    expect([part.status, part.body.equals(content.subarray(100, 200))]).toEqual([206, true]);
    const again = await window.ask(`/media/${id}/original`, {
      headers: { 'if-none-match': whole.headers.etag ?? '' },
    });
    expect(again.status).toBe(304);
    const poster = await window.ask(`/media/${id}/poster`);
    expect([poster.status, poster.headers['content-type']]).toEqual([200, expect.stringMatching(/^image\//)]);
    expect((await window.ask('/media/nothing-like-it/original')).status).toBe(404);
  });

  it('takes in what a browser sends', async () => {
    const source = await clip('sent.mp4', 3);
    const content = await readFile(source);
    await rm(source);
    const tus = { 'tus-resumable': '1.0.0' };
    const created = await window.ask('/uploads', {
      method: 'POST',
      headers: {
        ...tus,
        'upload-length': String(content.length),
        'upload-metadata': `filename ${Buffer.from('Strand 🏖.mp4').toString('base64')}`,
      },
    });
    const sent = await window.ask(created.headers.location ?? '', {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: content,
    });
    expect(sent.status).toBe(204);
    await untilSettled(3);
    const { clips } = await ask('library.list', {});
    expect(clips.find(({ name }) => name === 'Strand 🏖.mp4')).toMatchObject({
      path: join(library, 'uploads', 'Strand 🏖.mp4'),
      state: 'ready',
    });
  });

  it('opens another library, and windows read it anew', async () => {
    const reader = await window.listen();
    await reader.until((blocks) => blocks.some(({ id }) => id !== undefined));
    const idOfFirst = lastId(reader);
    const second = join(folder, 'Second.rushes');
    expect(await window.call('host.openLibrary', { path: second, ifMissing: 'create' })).toMatchObject({
      ok: true,
    });
    await reader.until((blocks) => blocks.some(({ data }) => data === '{"kind":"reset"}'));
    expect((await ask('library.list', {})).total).toBe(0);
    const later = await window.listen(`/api/live?after=${idOfFirst}`);
    await later.until((blocks) => blocks.some(({ data }) => data === '{"kind":"reset"}'));
    expect(await window.call('host.openLibrary', { path: join(folder, 'None.rushes') })).toMatchObject({
      ok: false,
      error: { code: 'library-missing' },
    });
    expect(await window.call('host.facts', {})).toMatchObject({
      data: { library: { path: second }, recent: [{ name: 'Second' }, { name: 'Main' }] },
    });
    reader.close();
    later.close();
  });
});
