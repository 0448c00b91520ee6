/** `rushes serve` and `rushes start` as processes of their own, from the sources, on a real engine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { makeClip } from '../../../tests/support/make-clip.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { builtRendererFolder } from '../web/renderer-files.ts';

const program = resolve(import.meta.dirname, 'main.ts');

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
  /** The first line on standard output. */
  readonly line: Promise<string>;
}

function rushes(words: readonly string[], folder: string, input: 'ignore' | 'pipe' = 'ignore'): Running {
  const env = {
    ...process.env,
    RUSHES_LIBRARY: join(folder, 'Main.rushes'),
    RUSHES_CONFIG: join(folder, 'config'),
    NO_COLOR: '1',
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  };
  const child = spawn(process.execPath, [program, ...words], {
    env,
    stdio: [input, 'pipe', 'pipe'],
    detached: true,
  });
  const line = Promise.withResolvers<string>();
  const ended = new Promise<Awaited<Running['ended']>>((done, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.includes('\n')) line.resolve(stdout.split('\n')[0] ?? '');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      done({ exitCode, stdout, stderr });
      line.reject(new Error(`it ended with ${String(exitCode)}: ${stderr}`));
    });
  });
  line.promise.catch(() => undefined);
  return { child, ended, line: line.promise };
}

const isBuilt = existsSync(join(builtRendererFolder(), 'index.html'));

const addressIn = (line: string): string =>
  /(http:\/\/127\.0\.0\.1:\d+\/open\/[\w-]{43})$/.exec(line)?.[1] ?? '';

/** Opens the window as a browser would. */
async function openWindow(address: string) {
  const { origin } = new URL(address);
  const opened = await fetch(address, { redirect: 'manual' });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { cookie, origin, 'content-type': 'application/json' };
  return {
    page: () => fetch(`${origin}/`, { headers: { cookie } }),
    call: async (name: string, request: unknown): Promise<unknown> => {
      const body = JSON.stringify(request);
      return (await fetch(`${origin}/api/call/${name}`, { method: 'POST', headers, body })).json();
    },
  };
}

describe.runIf(isBuilt)('a served window', () => {
  it.each([
    // As a terminal sends it: to the engine's process as well.
    ['SIGINT', 'group'],
    ['SIGHUP', 'group'],
    ['SIGTERM', 'process'],
  ] as const)('is there until %s to its %s, and leaves all in order', async (signal, to) => {
    const folder = await tempDir();
    const { child, ended, line } = rushes(['serve', '--port', '0'], folder);
    const window = await openWindow(addressIn(await line));
    expect((await window.page()).status).toBe(200);
    expect(await window.call('host.facts', {})).toMatchObject({
      ok: true,
      data: { engine: { state: 'running' }, library: { name: 'Main' } },
    });
    process.kill(to === 'group' ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
    const { exitCode, stdout, stderr } = await ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(await readdir(join(folder, 'Main.rushes'))).not.toContain('lock');
  });

  it('takes folders in at once, and ends when whoever started it is gone', async () => {
    const folder = await tempDir();
    const clip = await makeClip(folder, 'a.mp4', [
      ...['-f', 'lavfi', '-i', 'testsrc2=size=160x90:duration=1', '-c:v', 'mpeg4'],
    ]);
    const { child, ended, line } = rushes(['start', '--no-open', '--port', '0', folder], folder, 'pipe');
    const window = await openWindow(addressIn(await line));
    let paths: unknown = [];
    while (Array.isArray(paths) && paths.length === 0) {
      const { data } = (await window.call('library.list', {})) as { data: { clips: { path: string }[] } };
      paths = data.clips.map(({ path }) => path);
      await sleep(50);
    }
    expect(paths).toEqual([clip]);
    child.stdin?.end();
    expect(await ended).toMatchObject({ exitCode: 0 });
  });

  it('says in one line that there is no window of Electron where there is none', async () => {
    const folder = await tempDir();
    const { child, ended, line } = rushes(['start'], folder);
    expect(await line).toContain('http://127.0.0.1:');
    child.kill('SIGTERM');
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(0);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('in a browser instead')]);
  });

  it('is refused while another Rushes writes the library', async () => {
    const folder = await tempDir();
    const first = rushes(['serve', '--port', '0'], folder);
    await first.line;
    const { exitCode, stderr } = await rushes(['serve', '--port', '0'], folder).ended;
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Another Rushes is writing this library');
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ exitCode: 0 });
  });
});

describe('a window that can not be served', () => {
  it.runIf(!isBuilt)('because it was not built says how it is', async () => {
    const { exitCode, stderr } = await rushes(['serve', '--port', '0'], await tempDir()).ended;
    expect(exitCode).toBe(1);
    expect(stderr).toContain('run npm start once');
  });

  it('for want of a folder says so before anything is opened', async () => {
    const folder = await tempDir();
    const { exitCode, stderr } = await rushes(['serve', '--root', join(folder, 'none')], folder).ended;
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is no such folder');
    expect(existsSync(join(folder, 'Main.rushes'))).toBe(false);
  });
});
