/** Who may ask, and what for: at the host that runs, not at its parts. */
import { expect } from '@playwright/test';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clipIdOf, waitUntilSettled } from './support/calls.ts';
import type { RunningHost } from './support/host.ts';
import { type RawRequest, rawRequest, sessionCookie } from './support/raw-request.ts';
import { test } from './support/test.ts';

/** One request of each route that there is, as the window sends it. */
function routes(host: RunningHost, clipId: string): readonly RawRequest[] {
  const { origin } = host;
  const json = { origin, 'content-type': 'application/json' };
  const tus = { origin, 'tus-resumable': '1.0.0' };
  const uploadId = 'a'.repeat(32);
  return [
    { target: '/' },
    { target: '/index.html' },
    { target: '/api/live' },
    { method: 'POST', target: '/api/call/library.list', headers: json, body: '{}' },
    { method: 'POST', target: '/api/call/host.facts', headers: json, body: '{}' },
    ...['original', 'proxy', 'poster', 'filmstrip', 'waveform'].map((kind) => ({
      target: `/media/${clipId}/${kind}`,
    })),
    { method: 'POST', target: '/uploads', headers: { ...tus, 'upload-length': '5' } },
    { method: 'HEAD', target: `/uploads/${uploadId}`, headers: tus },
    { method: 'PATCH', target: `/uploads/${uploadId}`, headers: { ...tus, 'upload-offset': '0' } },
    { method: 'DELETE', target: `/uploads/${uploadId}`, headers: tus },
  ];
}

function named({ method = 'GET', target }: RawRequest): string {
  return `${method} ${target}`;
}

test.describe('requests', () => {
  test('are refused on every route without the session, from foreign pages and under foreign names', async ({
    filledLibrary: { context, host },
  }) => {
    const clipId = await clipIdOf({ context, host }, 'alpha.mp4');
    const cookie = await sessionCookie(host);
    expect(cookie).toMatch(/^rushes-\d+=[\w-]{40,}$/);
    const [cookieName = ''] = cookie.split('=');
    const refused: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
      ['no cookie', {}, 401],
      ['wrong cookie', { cookie: `${cookieName}=${'x'.repeat(43)}` }, 401],
      ['the token as cookie', { cookie: `${cookieName}=${host.token}` }, 401],
      ['another name of this machine', { cookie, host: `evil.example:${String(host.port)}` }, 403],
      ['another port', { cookie, host: '127.0.0.1:1' }, 403],
      ['a page of another origin', { cookie, origin: 'https://evil.example' }, 403],
      ['a page without origin', { cookie, origin: 'null' }, 403],
      ['a page of another port', { cookie, origin: 'http://127.0.0.1:1' }, 403],
      ['another site', { cookie, 'sec-fetch-site': 'cross-site' }, 403],
      ['another service of the same site', { cookie, 'sec-fetch-site': 'same-site' }, 403],
    ];
    for (const route of routes(host, clipId)) {
      for (const [who, headers, status] of refused) {
        const answer = await rawRequest(host, { ...route, headers: { ...route.headers, ...headers } });
        expect(answer.status, `${named(route)}, ${who}`).toBe(status);
        expect(answer.body).not.toContain('alpha');
      }
    }
  });

  test('that change something must say that they come from the window', async ({
    filledLibrary: { host },
  }) => {
    const cookie = await sessionCookie(host);
    const body = '{}';
    const asked = { method: 'POST', target: '/api/call/scheduler.pause', body };
    const json = { 'content-type': 'application/json' };
    const silent = await rawRequest(host, { ...asked, headers: { cookie, ...json } });
    expect(silent.status).toBe(403);
    const own = await rawRequest(host, { ...asked, headers: { cookie, origin: host.origin, ...json } });
    expect(own.status).toBe(200);
  });

  test('for paths get nothing, however they are written', async ({ filledLibrary, filled }) => {
    const { context, host } = filledLibrary;
    const clipId = await clipIdOf({ context, host }, 'alpha.mp4');
    const cookie = await sessionCookie(host);
    const file = join(filled.folders.footage, 'day one', 'alpha.mp4');
    const escapes = [
      '../../../../etc/passwd',
      '..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
      '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '..\\..\\..\\etc\\passwd',
      '..%5c..%5cetc%5cpasswd',
      '%252e%252e%252fetc%252fpasswd',
      '/etc/passwd',
      '%2fetc%2fpasswd',
      'C:%5cWindows%5cwin.ini',
      encodeURIComponent(file),
      file,
      'poster%00',
      'poster%00.png',
      '.',
      '.%2f',
    ];
    const bases = [
      '/',
      '/assets/',
      '/media/',
      `/media/${clipId}/`,
      '/uploads/',
      '/api/',
      '/api/call/',
      '/open/',
    ];
    for (const base of bases) {
      for (const escape of escapes) {
        for (const method of ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']) {
          const target = `${base}${escape}`;
          const headers = { cookie, origin: host.origin, 'tus-resumable': '1.0.0' };
          const answer = await rawRequest(host, { method, target, headers });
          expect([400, 401, 404, 405, 412], `${method} ${target}`).toContain(answer.status);
          expect(answer.body).not.toContain('root:');
        }
      }
    }
  });

  test('with bytes that no address has are refused', async ({ emptyLibrary: { host } }) => {
    const cookie = await sessionCookie(host);
    for (const target of [
      '/media/\0/poster',
      '/\0',
      '/media/a\x01b/poster',
      'http://evil.example/',
      '*',
      '//etc/passwd',
    ]) {
      const { status, body } = await rawRequest(host, { target, headers: { cookie, origin: host.origin } });
      expect([400, 403, 404], JSON.stringify(target)).toContain(status);
      expect(body).not.toContain('root:');
    }
  });

  test('for media name clips that there are, and kinds that there are', async ({
    filledLibrary: { context, host },
  }) => {
    const clipId = await clipIdOf({ context, host }, 'alpha.mp4');
    const headers = { cookie: await sessionCookie(host) };
    const asked = async (target: string): Promise<number> =>
      (await rawRequest(host, { method: 'HEAD', target, headers })).status;
    expect(await asked(`/media/${clipId}/original`)).toBe(200);
    expect(await asked(`/media/${clipId}/poster`)).toBe(200);
    expect(await asked(`/media/${clipId}/library.sqlite`)).toBe(404);
    expect(await asked(`/media/${clipId}/original.mp4`)).toBe(404);
    expect(await asked('/media/nosuchclip/original')).toBe(404);
    expect(await asked('/library.sqlite')).toBe(404);
    expect(await asked('/lock')).toBe(404);
  });

  test('to look into folders stay within those that are allowed', async ({ emptyLibrary, folders }) => {
    const { context, host } = emptyLibrary;
    const browse = async (path: string): Promise<unknown> => {
      const response = await context.request.post(`${host.origin}/api/call/host.browse`, {
        data: { path },
        headers: { origin: host.origin },
      });
      return response.json();
    };
    expect(await browse(folders.footage)).toMatchObject({ ok: true });
    for (const path of [
      '/etc',
      folders.base,
      join(folders.footage, '..'),
      `${folders.footage}/../config`,
      '/',
    ])
      expect(await browse(path), path).toMatchObject({ ok: false });
    for (const path of [`${folders.footage}\0/etc`, 'relative'])
      expect(await browse(path), path).toMatchObject({ ok: false });
  });
});

test.describe('the page', () => {
  test('runs under a strict policy', async ({ emptyLibrary: { context, host, page }, watch }) => {
    expect(watch.problems()).toEqual([]);
    watch.allow(/content policy|Content Security Policy|security policy/i);
    const answer = await context.request.get(`${host.origin}/`);
    const policy = answer.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-|data:|https?:|\*/);
    expect(answer.headers()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    // The policy is in force, and not only said.
    const injected = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.injected = "yes"';
      document.head.append(script);
      return document.documentElement.dataset['injected'] ?? 'no';
    });
    expect(injected).toBe('no');
    const foreign = await page.evaluate(async () =>
      fetch('https://example.com/').then(
        () => 'sent',
        () => 'refused',
      ),
    );
    expect(foreign).toBe('refused');
  });

  test('keeps the token to itself', async ({ emptyLibrary: { host, page, context } }) => {
    expect(page.url()).toBe(`${host.origin}/`);
    expect(await page.evaluate(() => window.history.length)).toBeLessThanOrEqual(2);
    const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
    expect(stored).not.toContain(host.token);
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(cookie?.value).not.toContain(host.token);
    await page.reload();
    await rawRequest(host, { target: '/open/wrong-token' });
    await rawRequest(host, { target: '/nowhere' });
    expect(host.output().split(host.token)).toHaveLength(2);
    expect(host.errors()).not.toContain(host.token);
    expect(host.errors()).not.toContain(cookie?.value ?? 'no cookie');
  });

  test('is not to be had with another token', async ({ emptyLibrary: { host } }) => {
    const wrong = ['', 'x', 'x'.repeat(43), `${host.token}x`, host.token.slice(1)];
    for (const token of wrong) {
      const { status, headers } = await rawRequest(host, { target: `/open/${token}` });
      expect([400, 401, 404], token).toContain(status);
      expect(headers.has('set-cookie')).toBe(false);
    }
  });
});

test('what is kept on the disk is for its owner alone', async ({ emptyLibrary, folders }) => {
  test.skip(process.platform === 'win32', 'Windows has no such bits');
  const { host } = emptyLibrary;
  await waitUntilSettled(emptyLibrary, 0);
  for (const path of [host.library, join(host.library, 'library.sqlite')])
    expect(statSync(path).mode & 0o077, path).toBe(0);
  expect(readFileSync(join(folders.config, 'window.json'), 'utf8')).not.toContain(host.token);
});
