import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { type ScriptedEngine, scriptedEngine } from '../../../tests/support/scripted-engine.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import {
  type Ask,
  makeRenderer,
  openWebWindow,
  pageText,
  type WebWindow,
} from '../../../tests/support/web-window.ts';

let engine: ScriptedEngine;
let window: WebWindow;
beforeAll(async () => {
  engine = scriptedEngine(await tempDir());
  window = await openWebWindow(engine);
});

const json = { 'content-type': 'application/json' };
const post = (headers: Readonly<Record<string, string>> = json, body = '{}'): Ask => ({
  method: 'POST',
  headers,
  body,
});

/** One address of each route. */
const routes: readonly [path: string, ask: Ask][] = [
  ['/', {}],
  ['/assets/index-a1b2c3.js', {}],
  ['/api/call/library.list', post()],
  ['/api/live', {}],
  ['/media/clip1/original', {}],
  ['/media/clip1/original', { method: 'HEAD' }],
  ['/uploads', { method: 'POST', headers: { 'tus-resumable': '1.0.0', 'upload-length': '1' } }],
  ['/uploads/0123456789abcdef0123456789abcdef', { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } }],
  ['/uploads/0123456789abcdef0123456789abcdef', { method: 'PATCH', headers: { 'tus-resumable': '1.0.0' } }],
];

describe('the door', () => {
  it('exchanges the token for a cookie that scripts and other sites do not get', async () => {
    const { status, headers } = await window.bare(new URL(window.host.address).pathname);
    expect([status, headers.location]).toEqual([303, '/']);
    const [cookie] = headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^rushes-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(window.host.address.split('/').at(-1));
    expect((await window.ask('/')).text).toBe(pageText);
  });

  it.each(['wrong', 'A'.repeat(43), 'x'.repeat(150)])('stays shut for %s', async (token) => {
    const { status, headers } = await window.bare(`/open/${token}`);
    expect([status, headers['set-cookie']]).toEqual([401, undefined]);
  });

  it('stays shut for a token of which a part is right, and for other methods', async () => {
    const { pathname } = new URL(window.host.address);
    expect((await window.bare(pathname.slice(0, -1))).status).toBe(401);
    expect((await window.bare(`${pathname}a`)).status).toBe(401);
    expect((await window.bare(pathname, { method: 'HEAD' })).headers['set-cookie']).toBeUndefined();
    const origin = { origin: window.origin };
    expect((await window.bare(pathname, { method: 'POST', headers: origin })).status).toBe(404);
  });

  it('opens once for a ticket', async () => {
    const { pathname } = new URL(window.host.ticketAddress());
    const first = await window.bare(pathname);
    expect(first.status).toBe(303);
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect((await window.bare('/', { headers: { cookie } })).status).toBe(200);
    expect((await window.bare(pathname)).status).toBe(401);
  });
});

describe('without a session', () => {
  it.each(routes)('%s is not answered', async (path, ask) => {
    for (const cookie of ['', 'x=1', `rushes-${String(window.port)}=${'A'.repeat(43)}`]) {
      const headers = { origin: window.origin, ...ask.headers, cookie };
      const { status, text, headers: answered } = await window.bare(path, { ...ask, headers });
      expect(status).toBe(401);
      expect(answered['cache-control']).toBe('no-store');
      expect(text).not.toContain('<script');
      expect(text).not.toContain(pageText);
      if (path.startsWith('/api/'))
        expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'session-ended' } });
    }
    expect(engine.asked.filter(({ name }) => name === 'library.list')).toEqual([]);
  });

  it('a person is told where to go', async () => {
    const { text, headers } = await window.bare('/');
    expect(text).toContain('terminal');
    expect(headers['content-type']).toContain('text/html');
  });
});

describe('a request from elsewhere', () => {
  const cookied = (headers: Readonly<Record<string, string>>) => ({ cookie: window.cookie, ...headers });

  it.each(routes)('is refused at %s', async (path, ask) => {
    const { port, origin } = window;
    const foreign: Record<string, string>[] = [
      { origin, host: 'evil.example' },
      { origin, host: `evil.example:${String(port)}` },
      { origin, host: '127.0.0.1:1' },
      { origin, host: '127.0.0.1' },
      { origin, host: `127.0.0.1.evil.example:${String(port)}` },
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${String(port)}` },
      { origin: `${origin}.evil.example` },
      { origin, 'sec-fetch-site': 'cross-site' },
      { origin, 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const { status } = await window.bare(path, {
        ...ask,
        headers: { ...ask.headers, ...cookied(headers) },
      });
      expect(status, JSON.stringify(headers)).toBe(403);
    }
  });

  it('is refused where it would change something and does not say where it is from', async () => {
    for (const [path, ask] of routes.filter(([, { method }]) => method !== undefined && method !== 'HEAD')) {
      const bare = await window.bare(path, { ...ask, headers: { ...ask.headers, ...cookied({}) } });
      expect(bare.status, path).toBe(403);
      const typed = await window.bare(path, {
        ...ask,
        headers: { ...ask.headers, ...cookied({ 'sec-fetch-site': 'none' }) },
      });
      expect(typed.status, path).toBe(403);
    }
    const headers = cookied({ ...json, 'sec-fetch-site': 'same-origin' });
    expect((await window.bare('/api/call/library.list', post(headers))).status).toBe(200);
  });

  it('is refused when it is no JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect((await window.ask('/api/call/library.list', post({ 'content-type': type }))).status).toBe(415);
    expect((await window.ask('/api/call/library.list', { method: 'POST' })).status).toBe(415);
    expect((await window.ask('/api/call/library.list', post(json, ''))).status).toBe(400);
    expect((await window.ask('/api/call/library.list', post(json, '{'))).status).toBe(400);
    expect((await window.ask('/api/call/library.list', post(json, '{"__proto__": {}}'))).status).toBe(400);
  });

  it('is answered under the other names of this machine', async () => {
    const host = `localhost:${String(window.port)}`;
    const headers = { host, cookie: window.cookie, origin: `http://${host}` };
    expect((await window.bare('/', { headers })).status).toBe(200);
    const named = await openWebWindow(engine, { names: ['nas.example'] });
    for (const name of ['nas.example', `NAS.example:${String(named.port)}`])
      expect((await named.bare('/', { headers: { host: name, cookie: named.cookie } })).status).toBe(200);
    expect((await named.bare('/', { headers: { host: 'nas.example:1', cookie: named.cookie } })).status).toBe(
      403,
    );
  });
});

describe('a path that leads astray', () => {
  const tricks = [
    '..',
    '../index.html',
    '../../etc/passwd',
    '%2e%2e/index.html',
    '%2e%2e%2findex.html',
    '..%2f..%2fetc%2fpasswd',
    '..%5c..%5cetc',
    '..\\..\\etc',
    'a\\b',
    '%00',
    'a%00.js',
    '%c0%ae%c0%ae/',
    '%252e%252e%252f',
    '/etc/passwd',
    '%2fetc%2fpasswd',
    'C:%5cWindows',
    '.secret',
    './index.html',
    'a/.git/config',
    '%',
    '%zz',
    'a;b',
  ];
  const below = ['/', '/assets/', '/media/', '/media/clip1/', '/api/', '/api/call/', '/uploads/', '/open/'];

  it.each(below)('is refused below %s', async (prefix) => {
    for (const trick of tricks) {
      for (const method of ['GET', 'HEAD', 'POST', 'PATCH']) {
        const { status, text } = await window.ask(`${prefix}${trick}`, { method, headers: json, body: '' });
        expect([400, 404], `${method} ${prefix}${trick}`).toContain(status);
        expect(text).not.toContain('secret');
        expect(text).not.toContain(pageText);
      }
    }
  });

  it('is refused as a whole address and without a beginning', async () => {
    for (const path of [
      'http://127.0.0.1/index.html',
      'index.html',
      '//index.html',
      '/assets//index-a1b2c3.js',
    ])
      expect([400, 404], path).toContain((await window.ask(path)).status);
  });
});

describe('the window', () => {
  it('is one page, and assets that may be kept', async () => {
    const page = await window.ask('/');
    expect(page.text).toBe(pageText);
    expect(page.headers['cache-control']).toBe('no-store');
    const asset = await window.ask('/assets/index-a1b2c3.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['content-type']).toContain('javascript');
    for (const path of ['/library', '/assets', '/assets/gone.js'])
      expect((await window.ask(path)).status).toBe(404);
  });

  it('is under a policy that lets nothing else in', async () => {
    const { headers } = await window.ask('/');
    const policy = String(headers['content-security-policy']);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy.split('; ')).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'permissions-policy': expect.stringContaining('camera=()') as string,
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('has to be built', async () => {
    const rendererFolder = await makeRenderer();
    await rm(join(rendererFolder, 'index.html'));
    await expect(openWebWindow(engine, { rendererFolder })).rejects.toMatchObject({
      code: 'tool-missing',
      message: expect.stringContaining('npm start') as string,
    });
  });
});

describe('calls', () => {
  it('travel with their requests and replies', async () => {
    engine.answers.set('cards.page', (request) => ({ ok: true, data: { got: request } }));
    expect(await window.call('cards.page', { limit: 3 })).toEqual({ ok: true, data: { got: { limit: 3 } } });
    const error = new AppError('clip-unknown', { clip: 'x' }).serialize();
    engine.answers.set('clip.info', () => ({ ok: false, error }));
    expect(await window.call('clip.info', { clip: 'x' })).toEqual({ ok: false, error });
    expect(await window.call('host.facts', {})).toMatchObject({ ok: true, data: { host: 'web' } });
  });

  it('are given up when the window goes away', async () => {
    const gone = new Promise<void>((resolve) => {
      engine.answers.set('cards.ids', (_request, signal) => {
        signal.addEventListener('abort', () => resolve());
        leave.abort();
        return new Promise(() => undefined);
      });
    });
    const leave = new AbortController();
    const headers = { cookie: window.cookie, origin: window.origin, ...json };
    await expect(
      fetch(`${window.origin}/api/call/cards.ids`, {
        method: 'POST',
        headers,
        body: '{}',
        signal: leave.signal,
      }),
    ).rejects.toThrow('aborted');
    await gone;
  });

  it('that break say nothing of where, to the window or the terminal', async () => {
    const broken = scriptedEngine(await tempDir());
    broken.locate = () => Promise.reject(new TypeError('oops at /secret/place'));
    const other = await openWebWindow(broken);
    const { status, text } = await other.ask('/media/clip1/original?v=1');
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('.ts:');
    expect(other.notes.join()).toContain('GET /media/:clipId/:kind');
    const [, token = ''] = other.host.address.split('/open/');
    for (const secret of [token, other.cookie.split('=')[1] ?? ''])
      expect(other.notes.join()).not.toContain(secret);
  });
});

describe('ports', () => {
  it('are taken as they are given, or not at all', async () => {
    await expect(openWebWindow(engine, { port: window.port })).rejects.toMatchObject({
      code: 'bad-arguments',
      facts: { port: window.port },
    });
  });

  it('are the next that is free where none is given', async () => {
    const [one, two] = [
      await openWebWindow(engine, { port: 'usual' }),
      await openWebWindow(engine, { port: 'usual' }),
    ];
    expect(one.port).toBeGreaterThanOrEqual(4848);
    expect(two.port).not.toBe(one.port);
    expect((await one.ask('/')).status).toBe(200);
    expect((await two.ask('/')).status).toBe(200);
    expect((await two.bare('/', { headers: { cookie: one.cookie } })).status).toBe(401);
  });
});

describe('stopping', () => {
  it('ends streams, and the engine', async () => {
    const own = scriptedEngine(await tempDir());
    const leaving = await openWebWindow(own);
    const stream = await leaving.listen();
    await leaving.host.close();
    await stream.ended;
    expect(own.closed).toBe(true);
    await expect(leaving.ask('/')).rejects.toThrow('ECONNREFUSED');
  });
});
