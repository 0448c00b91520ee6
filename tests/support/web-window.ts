/** A web host on a port of its own, and requests to it with exactly the header fields that a test wants. */
import { mkdir, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { EngineConnection } from '../../src-main/engine/process/engine-connection.ts';
import { type WebHost, type WebHostOptions, startWebHost } from '../../src-main/hosts/web/web-host.ts';
import { openHostState } from '../../src-main/hosts/window/host-state.ts';
import { tempDir } from './temp-dir.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface WebWindow {
  readonly host: WebHost;
  readonly port: number;
  /** Of the page: "http://127.0.0.1:<port>". */
  readonly origin: string;
  readonly cookie: string;
  readonly notes: string[];
  /** As it is given, nothing added but the right Host. */
  bare(path: string, ask?: Ask): Promise<Answer>;
  /** As our own page asks: with cookie and Origin. */
  ask(path: string, ask?: Ask): Promise<Answer>;
  /** A command; the parsed reply. */
  call(name: string, request: unknown): Promise<unknown>;
  /** Opens a stream of live messages. */
  listen(path?: string, headers?: Readonly<Record<string, string>>): Promise<LiveReader>;
}

export interface LiveReader {
  /** Blocks of the stream as they came: fields by name. */
  readonly blocks: { id?: string; data?: string; retry?: string }[];
  /** Resolves when a block passes; rejects when the stream ends first. */
  until(passes: (blocks: LiveReader['blocks']) => boolean): Promise<void>;
  readonly ended: Promise<void>;
  close(): void;
}

const hosts: WebHost[] = [];
afterAll(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});

export const pageText = '<!doctype html><title>window</title>';

/** The built window, as small as can be. */
export async function makeRenderer(): Promise<string> {
  const folder = await tempDir();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), pageText);
  await writeFile(join(folder, 'assets', 'index-a1b2c3.js'), 'export {};');
  await writeFile(join(folder, '.secret'), 'secret');
  return folder;
}

export async function openWebWindow(
  connection: EngineConnection,
  options: Partial<WebHostOptions> = {},
): Promise<WebWindow> {
  const notes: string[] = [];
  const host = await startWebHost({
    connection,
    state: openHostState(join(await tempDir(), 'config')),
    roots: [connection.state.library],
    host: '127.0.0.1',
    port: 0,
    names: [],
    mostUploadBytes: 1024 ** 3,
    rendererFolder: await makeRenderer(),
    warn: (note) => notes.push(note),
    ...options,
  });
  hosts.push(host);
  const { port: portText, origin, pathname } = new URL(host.address);
  const port = Number(portText);
  const bare = (path: string, ask: Ask = {}): Promise<Answer> => send(port, path, ask);
  const opened = await bare(pathname);
  const cookie = opened.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const own = { cookie, origin };
  const ask = (path: string, { headers, ...rest }: Ask = {}): Promise<Answer> =>
    bare(path, { ...rest, headers: { ...own, ...headers } });
  return {
    host,
    port,
    origin,
    cookie,
    notes,
    bare,
    ask,
    call: async (name, request) => {
      const headers = { 'content-type': 'application/json' };
      const { text } = await ask(`/api/call/${name}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(request),
      });
      return JSON.parse(text) as unknown;
    },
    listen: (path = '/api/live', headers = {}) => listen(port, path, { ...own, ...headers }),
  };
}

function send(port: number, path: string, { method = 'GET', headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const all = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: all,
            text: all.toString(),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function listen(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<LiveReader> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`the stream was answered with ${String(response.statusCode)}`));
        return;
      }
      const blocks: LiveReader['blocks'] = [];
      const waiting = new Set<() => void>();
      const ended = Promise.withResolvers<undefined>();
      let text = '';
      let isOver = false;
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        const whole = text.split('\n\n');
        text = whole.pop() ?? '';
        blocks.push(...whole.map(parseBlock).filter((block) => Object.keys(block).length > 0));
        for (const look of [...waiting]) look();
      });
      response.on('error', () => undefined);
      response.on('close', () => {
        isOver = true;
        ended.resolve(undefined);
        for (const look of [...waiting]) look();
      });
      resolve({
        blocks,
        ended: ended.promise,
        close: () => request.destroy(),
        until: (passes) =>
          new Promise((done, fail) => {
            const look = (): void => {
              if (passes(blocks)) done();
              else if (isOver) fail(new Error('the stream ended'));
              else return;
              waiting.delete(look);
            };
            waiting.add(look);
            look();
          }),
      });
    });
    request.on('error', reject);
    request.end();
  });
}

function parseBlock(block: string): Record<string, string> {
  const fields = block.split('\n').filter((line) => line !== '' && !line.startsWith(':'));
  return Object.fromEntries(
    fields.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
}
