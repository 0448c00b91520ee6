/** Serves the window's own files, `app://rushes/…`, from the folder that they were built into. */
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import mime from 'mime';

/** Answers to requests of the window's scheme. */
export type SchemeHandler = (request: Request) => Promise<Response>;

/** @param folder Absolute. @param headers Sent with every answer. */
export function rendererFiles(folder: string, headers: Readonly<Record<string, string>>): SchemeHandler {
  const answer = (status: number, type: string, body: Uint8Array<ArrayBuffer> | null): Response =>
    new Response(body, { status, headers: { ...headers, 'content-type': type } });
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'text/plain', null);
    const path = filePath(folder, request.url);
    if (path === null) return answer(404, 'text/plain', null);
    try {
      const bytes = await readFile(path);
      return answer(200, contentType(path), request.method === 'HEAD' ? null : bytes);
    } catch {
      return answer(404, 'text/plain', null);
    }
  };
}

/**
 * null: no file of the window has such an address. Names of our files are plain, so whatever needs an escape, a backslash, a
 * drive or a dot in front is refused before a path is made of it.
 */
export function filePath(folder: string, address: string): string | null {
  const path = /^app:\/\/rushes(\/[^?#]*)?(?:[?#].*)?$/.exec(address)?.[1] ?? null;
  if (path === null && !/^app:\/\/rushes(?:[?#].*)?$/.test(address)) return null;
  const name = path === null || path === '/' ? '/index.html' : path;
  if (!/^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/.test(name)) return null;
  const root = resolve(folder);
  const found = join(root, name);
  return found.startsWith(`${root}${sep}`) ? found : null;
}

function contentType(path: string): string {
  const type = mime.getType(extname(path)) ?? 'application/octet-stream';
  return /^text\/|javascript$|json$/.test(type) ? `${type}; charset=utf-8` : type;
}
