import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { type ScriptedEngine, scriptedEngine } from '../../../tests/support/scripted-engine.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { openWebWindow, type WebWindow } from '../../../tests/support/web-window.ts';
import { UploadStore } from './upload-store.ts';

const tus = { 'tus-resumable': '1.0.0' };
const piece = { ...tus, 'content-type': 'application/offset+octet-stream' };
const limit = 5_000_000;

let library: string;
let engine: ScriptedEngine;
let window: WebWindow;
beforeEach(async () => {
  library = await tempDir();
  engine = scriptedEngine(library);
  window = await openWebWindow(engine, { mostUploadBytes: limit });
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const create = (name: string, bytes: number, more = '') =>
  window.ask('/uploads', {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes), 'upload-metadata': `filename ${base64(name)}${more}` },
  });
const patch = (path: string, offset: number, body: Uint8Array) =>
  window.ask(path, { method: 'PATCH', headers: { ...piece, 'upload-offset': String(offset) }, body });
const head = (path: string) => window.ask(path, { method: 'HEAD', headers: tus });

async function upload(name: string, content: Uint8Array): Promise<void> {
  const { headers, status } = await create(name, content.length);
  expect(status).toBe(201);
  expect((await patch(headers.location ?? '', 0, content)).status).toBe(204);
}
const shown = async (): Promise<string[]> =>
  (await readdir(join(library, 'uploads'))).filter((name) => name !== '.incoming').sort();
const added = () => engine.asked.filter(({ name }) => name === 'library.add').map(({ request }) => request);

describe('an upload', () => {
  it('comes in pieces, goes on after a break, and is taken in when it is whole', async () => {
    const content = randomBytes(300_000);
    const { status, headers } = await create(
      'Ferien 1.mp4',
      content.length,
      `,lastModified ${base64('1700000000000')}`,
    );
    expect(status).toBe(201);
    expect(headers.location).toMatch(/^\/uploads\/[0-9a-f]{32}$/);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const path = headers.location ?? '';
    await patch(path, 0, content.subarray(0, 100_000));
    expect([await shown(), added()]).toEqual([[], []]);
    expect((await head(path)).headers).toMatchObject({
      'upload-offset': '100000',
      'upload-length': '300000',
    });
    expect((await patch(path, 5, content.subarray(5))).status).toBe(409);
    const last = await patch(path, 100_000, content.subarray(100_000));
    expect([last.status, last.headers['upload-offset']]).toEqual([204, '300000']);
    const file = join(library, 'uploads', 'Ferien 1.mp4');
    expect((await readFile(file)).equals(content)).toBe(true);
    expect((await stat(file)).mtimeMs).toBe(1_700_000_000_000);
    expect(added()).toEqual([{ paths: [file] }]);
    expect(await readdir(join(library, 'uploads', '.incoming'))).toEqual([]);
    // The window may have missed the last answer.
    expect((await head(path)).headers).toMatchObject({
      'upload-offset': '300000',
      'upload-length': '300000',
    });
  });

  it('goes on after a restart, even one between the last byte and its name', async () => {
    const content = randomBytes(1000);
    const path = (await create('a.mp4', 1000)).headers.location ?? '';
    await patch(path, 0, content.subarray(0, 400));
    const whole = (await create('b.mp4', 1000)).headers.location?.split('/').at(-1) ?? '';
    await window.host.close();
    await writeFile(join(library, 'uploads', '.incoming', whole), content);
    engine = scriptedEngine(library);
    window = await openWebWindow(engine, { mostUploadBytes: limit });
    expect((await head(path)).headers['upload-offset']).toBe('400');
    await patch(path, 400, content.subarray(400));
    await until(async () => (await shown()).length === 2);
    expect(await shown()).toEqual(['a.mp4', 'b.mp4']);
    expect(added()).toHaveLength(2);
  });

  it('gets a name that is safe and its own', async () => {
    for (const name of ['../../a.mp4', 'a.mp4', 'a.mp4', 'NUL', '.x', '東京.mov', 'a.mp4'])
      await upload(name, Buffer.from(name));
    expect(await shown()).toEqual(
      ['_.._a.mp4', 'a (2).mp4', 'a (3).mp4', 'a.mp4', '_NUL', 'x', '東京.mov'].sort(),
    );
    expect(await readFile(join(library, 'uploads', 'a.mp4'), 'utf8')).toBe('a.mp4');
  });

  it('does not take the name of what happens to lie there', async () => {
    await mkdir(join(library, 'uploads', 'a.mp4'), { recursive: true });
    await upload('a.mp4', Buffer.from('x'));
    expect(await shown()).toEqual(['a (2).mp4', 'a.mp4']);
  });

  it('is for its owner alone', async () => {
    await upload('a.mp4', Buffer.from('x'));
    if (process.platform !== 'win32') expect((await stat(join(library, 'uploads'))).mode & 0o077).toBe(0);
  });

  it('is refused when it is too large, before it comes', async () => {
    const { status, text } = await create('a.mp4', limit + 1);
    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'upload-too-large' } });
    const path = (await create('b.mp4', 10)).headers.location ?? '';
    expect((await patch(path, 0, randomBytes(11))).status).toBe(413);
    const unknown = await window.ask('/uploads', {
      method: 'POST',
      headers: { ...tus, 'upload-defer-length': '1' },
    });
    expect(unknown.status).toBe(400);
    expect(await shown()).toEqual([]);
  });

  it('is taken in once, also when it is found complete twice at a time', async () => {
    const whole = (await create('a.mp4', 1000)).headers.location?.split('/').at(-1) ?? '';
    await writeFile(join(library, 'uploads', '.incoming', whole), randomBytes(1000));
    const taken: string[] = [];
    const store = new UploadStore({
      libraryPath: library,
      mostBytes: limit,
      onComplete: (path) => {
        taken.push(path);
        return Promise.resolve();
      },
    });
    await Promise.all([store.tidy(), store.tidy(), store.tidy()]);
    expect(taken).toEqual([join(library, 'uploads', 'a.mp4')]);
    expect(await shown()).toEqual(['a.mp4']);
  });

  it('is refused when the disk is too full for it', async () => {
    const full = new UploadStore({
      libraryPath: library,
      mostBytes: limit,
      onComplete: () => Promise.resolve(),
      freeBytes: () => Promise.resolve(256 * 1024 * 1024 + 99),
    });
    const ask = (bytes: number) =>
      full.server.handleWeb(
        new Request('http://127.0.0.1/uploads', {
          method: 'POST',
          headers: { ...tus, 'upload-length': String(bytes) },
        }),
      );
    expect((await ask(99)).status).toBe(201);
    const refused = await ask(100);
    expect([refused.status, await refused.json()]).toMatchObject([507, { error: { code: 'disk-full' } }]);
  });

  it('is forgotten when nobody went on with it for a week', async () => {
    const old = (await create('old.mp4', 10)).headers.location ?? '';
    const young = (await create('young.mp4', 10)).headers.location ?? '';
    const record = join(library, 'uploads', '.incoming', `${old.split('/').at(-1) ?? ''}.json`);
    const known = JSON.parse(await readFile(record, 'utf8')) as Record<string, unknown>;
    const eightDaysAgo = new Date(Date.now() - 8 * 24 * 3600 * 1000).toISOString();
    await writeFile(record, JSON.stringify({ ...known, creation_date: eightDaysAgo }));
    await window.host.close();
    window = await openWebWindow(scriptedEngine(library), { mostUploadBytes: limit });
    await until(async () => (await readdir(join(library, 'uploads', '.incoming'))).length === 2);
    expect((await head(old)).status).toBe(404);
    expect((await head(young)).status).toBe(200);
  });

  it('can be given up', async () => {
    const path = (await create('a.mp4', 10)).headers.location ?? '';
    expect((await window.ask(path, { method: 'DELETE', headers: tus })).status).toBe(204);
    expect((await head(path)).status).toBe(404);
    expect(await readdir(join(library, 'uploads', '.incoming'))).toEqual([]);
  });

  it('waits in its place for an engine that is not there', async () => {
    let isThere = false;
    const unavailable = new AppError('engine-unavailable').serialize();
    engine.answers.set('library.add', () =>
      isThere ? { ok: true, data: {} } : { ok: false, error: unavailable },
    );
    await upload('a.mp4', Buffer.from('x'));
    expect(window.notes.join()).toContain('could not be taken in yet');
    isThere = true;
    engine.say({ kind: 'engine', engine: { state: 'running', library } });
    await until(() => Promise.resolve(added().length === 2));
    engine.say({ kind: 'engine', engine: { state: 'running', library } });
    await window.ask('/');
    expect(added()).toHaveLength(2);
    engine.state = { state: 'failed', library, error: unavailable };
    expect((await create('b.mp4', 1)).status).toBe(503);
  });

  it('is named by nothing but its own id', async () => {
    for (const id of ['a.json', 'x', '0123456789abcdef', `${'0'.repeat(32)}.json`, 'a'.repeat(33)])
      expect((await head(`/uploads/${id}`)).status).toBe(404);
    expect((await head(`/uploads/${'0'.repeat(32)}`)).status).toBe(404);
    expect((await window.ask('/uploads')).status).toBe(404);
  });
});

/** Waits for what comes about by itself; the test's own time limit ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}
