import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { pageHeaders } from './content-policy.ts';
import { filePath, rendererFiles, type SchemeHandler } from './renderer-files.ts';

let serve: SchemeHandler;
let folder: string;

beforeAll(async () => {
  const outer = await tempDir();
  folder = join(outer, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(outer, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'index-Ab_1.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'inter.woff2'), new Uint8Array([1, 2, 3]));
  await symlink(outer, join(folder, '.hidden'));
  serve = rendererFiles(folder, pageHeaders);
});

const get = (address: string, method = 'GET'): Promise<Response> => serve(new Request(address, { method }));

describe("the window's own files", () => {
  it.each([
    ['app://rushes/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://rushes', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://rushes/index.html?x#y', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://rushes/assets/index-Ab_1.js', 'text/javascript; charset=utf-8', 'export {};'],
    ['app://rushes/assets/inter.woff2', 'font/woff2', '\u0001\u0002\u0003'],
  ])('are there: %s', async (address, type, text) => {
    const response = await get(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe(text);
  });

  it('say what a page may do even where there is no such file', async () => {
    const response = await get('app://rushes/nothing.html');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('are only read', async () => {
    expect((await get('app://rushes/', 'POST')).status).toBe(405);
    const head = await get('app://rushes/', 'HEAD');
    expect([head.status, head.body]).toEqual([200, null]);
  });

  it('do not include folders', async () => {
    expect((await get('app://rushes/assets')).status).toBe(404);
  });
});

describe('filePath', () => {
  it.each([
    'app://rushes/../secret.txt',
    'app://rushes/assets/../../secret.txt',
    'app://rushes/%2e%2e/secret.txt',
    'app://rushes/..%2fsecret.txt',
    'app://rushes/%2e%2e%2fsecret.txt',
    'app://rushes/..\\secret.txt',
    'app://rushes/..%5csecret.txt',
    'app://rushes//etc/passwd',
    'app://rushes/%00',
    'app://rushes/index.html%00.js',
    'app://rushes/index.html\u0000',
    'app://rushes/C:/Windows/win.ini',
    'app://rushes/.hidden/secret.txt',
    'app://rushes/assets/./index-Ab_1.js',
    'app://rushes/assets//index-Ab_1.js',
    'app://rushes/assets/',
    'app://other/index.html',
    'app://rushes.evil/index.html',
    'app://x@rushes/index.html',
    'file:///etc/passwd',
    '/etc/passwd',
    '',
  ])('makes no path of %s', (address) => {
    expect(filePath(folder, address)).toBeNull();
  });
});
