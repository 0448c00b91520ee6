import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pathFromBytes } from '../../platform/paths.ts';
import { type ScriptedEngine, scriptedEngine } from '../../../tests/support/scripted-engine.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { openWebWindow, type WebWindow } from '../../../tests/support/web-window.ts';

const content = randomBytes(300_000);
const pipeMaker = 'mkfifo';
let folder: string;
let engine: ScriptedEngine;
let window: WebWindow;

function offer(clip: string, path: string, sizeBytes = content.length): void {
  engine.media.set(clip, { path, sizeBytes, mediaType: 'video/mp4', entityTag: 'abc' });
}

beforeAll(async () => {
  folder = await tempDir();
  engine = scriptedEngine(folder);
  window = await openWebWindow(engine);
  // A name as old cameras and disks leave them: Latin-1, which is not UTF-8.
  const name = Buffer.concat([Buffer.from(`${folder}/Caf`), Buffer.from([0xe9]), Buffer.from('.mp4')]);
  await writeFile(name, content);
  offer('clip1/original', pathFromBytes(name));
});

const ask = (headers: Readonly<Record<string, string>> = {}, query = '', method = 'GET') =>
  window.ask(`/media/clip1/original${query}`, { method, headers });

describe('media', () => {
  it('comes whole, whatever its name is', async () => {
    const { status, headers, body } = await ask();
    expect(status).toBe(200);
    expect(body.equals(content)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '300000',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(JSON.stringify(headers)).not.toContain(folder);
  });

  it('comes in parts', async () => {
    const { status, headers, body } = await ask({ range: 'bytes=1000-200000' });
    expect([status, headers['content-range']]).toEqual([206, 'bytes 1000-200000/300000']);
    expect(body.equals(content.subarray(1000, 200_001))).toBe(true);
    expect((await ask({ range: 'bytes=-10' })).body.equals(content.subarray(-10))).toBe(true);
    expect(await ask({ range: 'bytes=300000-' })).toMatchObject({
      status: 416,
      headers: { 'content-range': 'bytes */300000' },
    });
  });

  it('does not come again where it is known', async () => {
    const { headers } = await ask();
    const tag = headers.etag ?? '';
    expect(tag).toBe('"abc"');
    const again = await ask({ 'if-none-match': tag });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect((await ask({ range: 'bytes=0-9', 'if-range': tag })).status).toBe(206);
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"old"' })).status).toBe(200);
    expect((await ask({}, '?v=7')).headers['cache-control']).toContain('immutable');
  });

  it('tells its size alone', async () => {
    const { status, headers, body } = await ask({}, '', 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, '300000', 0]);
  });

  it('is told apart when it has changed since', async () => {
    const path = join(folder, 'grown.mp4');
    await writeFile(path, content.subarray(0, 1000));
    offer('clip2/original', path);
    const { headers, body } = await window.ask('/media/clip2/original');
    expect([headers['content-length'], body.length]).toEqual(['1000', 1000]);
    expect(headers.etag).not.toBe('"abc"');
  });

  it('that is cut off while it is sent ends its connection', async () => {
    const path = join(folder, 'cut.mp4');
    const bytes = 64 * 1024 * 1024;
    await writeFile(path, '');
    await truncate(path, bytes);
    offer('clip3/original', path, bytes);
    const response = await fetch(`${window.origin}/media/clip3/original`, {
      headers: { cookie: window.cookie },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await truncate(path, 1_000_000);
    const readAll = async (): Promise<void> => {
      while ((await reader?.read())?.done === false);
    };
    await expect(readAll()).rejects.toThrow('terminated');
  });

  it('that nobody reads on does not keep the server from stopping', async () => {
    const path = join(folder, 'long.mp4');
    await writeFile(path, '');
    await truncate(path, 256 * 1024 * 1024);
    const own = scriptedEngine(folder);
    own.media.set('clip1/original', {
      path,
      sizeBytes: 256 * 1024 * 1024,
      mediaType: 'video/mp4',
      entityTag: 'a',
    });
    const leaving = await openWebWindow(own);
    // A player that is paused.
    const response = await fetch(`${leaving.origin}/media/clip1/original`, {
      headers: { cookie: leaving.cookie },
    });
    expect(response.status).toBe(200);
    await leaving.host.close();
    expect(own.closed).toBe(true);
    await expect(response.arrayBuffer()).rejects.toThrow('terminated');
  });

  it('is not there under other names', async () => {
    for (const path of [
      '/media/clip9/original',
      '/media/clip1/poster',
      '/media/clip1/raw',
      '/media/x/original',
      `/media/${'a'.repeat(65)}/original`,
    ])
      expect((await window.ask(path)).status, path).toBe(404);
    offer('clip4/original', join(folder, 'gone.mp4'));
    offer('clip5/original', folder);
    expect((await window.ask('/media/clip4/original')).status).toBe(404);
    expect((await window.ask('/media/clip5/original')).status).toBe(404);
    expect((await window.ask('/media/clip4/original')).headers['cache-control']).toBe('no-store');
  });

  it.skipIf(process.platform === 'win32')('is never waited for on a pipe', async () => {
    const path = join(folder, 'pipe.mp4');
    execFileSync(pipeMaker, [path]);
    offer('clip6/original', path);
    expect((await window.ask('/media/clip6/original')).status).toBe(404);
  });
});
