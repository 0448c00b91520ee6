/**
 * A host of model files on loopback, that misbehaves as a test tells it to: raw files by path, and repositories with the API of
 * Hugging Face's hub.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Misbehaviour {
  /** Answers so, so many times; then as usual. */
  readonly status?: { readonly code: number; readonly times: number };
  /** Breaks the connection after so many bytes of the body, so many times. */
  readonly cut?: { readonly afterBytes: number; readonly times: number };
  /** Sends so many bytes, then nothing more until `release` is called. */
  readonly holdAfterBytes?: number;
  /** Knows nothing about ranges. */
  readonly ranges?: 'ignored';
  /** Sends this in place of the content. */
  readonly content?: Buffer;
}

export interface ModelHub {
  readonly address: string;
  /** "GET /path range" of every request, in order. */
  readonly requests: string[];
  /** By path, with a slash in front. */
  readonly files: Map<string, Buffer>;
  readonly misbehaviours: Map<string, Misbehaviour>;
  /** Adds a repository; small files are listed with git's hash, '.onnx' as kept in LFS. */
  addRepository(name: string, files: Readonly<Record<string, Buffer>>): void;
  /** Lets held bodies go on. */
  release(): void;
  /** Resolves as soon as a body is held. */
  held(): Promise<void>;
  /** Forgets files, misbehaviours and requests, and lets go what is held. */
  reset(): void;
  close(): Promise<void>;
}

export const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** The same bytes for the same seed; they repeat nowhere near. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** Closed when the test file has ended. */
export async function openModelHub(): Promise<ModelHub> {
  const hub = new Hub();
  await hub.listen();
  afterAll(() => hub.close());
  return hub;
}

class Hub implements ModelHub {
  readonly requests: string[] = [];
  readonly files = new Map<string, Buffer>();
  readonly misbehaviours = new Map<string, Misbehaviour>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #done = new Map<string, number>();
  #released = Promise.withResolvers<undefined>();
  #held = Promise.withResolvers<undefined>();

  get address(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.release();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  release(): void {
    this.#released.resolve(undefined);
    this.#released = Promise.withResolvers<undefined>();
    this.#held = Promise.withResolvers<undefined>();
  }

  reset(): void {
    this.release();
    this.requests.length = 0;
    this.files.clear();
    this.misbehaviours.clear();
    this.#done.clear();
  }

  held(): Promise<void> {
    return this.#held.promise;
  }

  addRepository(name: string, files: Readonly<Record<string, Buffer>>): void {
    const sha = createHash('sha1').update(name).digest('hex');
    const tree = Object.entries(files).map(([path, content]) => {
      const blob = createHash('sha1')
        .update(`blob ${String(content.length)}\0`)
        .update(content)
        .digest('hex');
      const lfs = { oid: sha256Of(content), size: content.length, pointerSize: 130 };
      return {
        type: 'file',
        path,
        size: content.length,
        oid: blob,
        ...(path.endsWith('.onnx') ? { lfs } : {}),
      };
    });
    const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
    this.files.set(`/api/models/${name}/revision/main`, json({ sha }));
    // Two pages, as of a long listing.
    this.files.set(
      `/api/models/${name}/tree/${sha}`,
      json([{ type: 'directory', path: 'onnx' }, ...tree.slice(0, 1)]),
    );
    this.files.set(`/api/models/${name}/tree-2/${sha}`, json(tree.slice(1)));
    for (const [path, content] of Object.entries(files))
      this.files.set(`/${name}/resolve/${sha}/${path}`, content);
  }

  #times(key: string): number {
    const times = (this.#done.get(key) ?? 0) + 1;
    this.#done.set(key, times);
    return times;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    this.requests.push(`GET ${pathname}${range === undefined ? '' : ` from ${range}`}`);
    const misbehaviour = this.misbehaviours.get(pathname) ?? {};
    const { status } = misbehaviour;
    if (status !== undefined && this.#times(`status ${pathname}`) <= status.times) {
      response.writeHead(status.code).end('no');
      return;
    }
    const content = misbehaviour.content ?? this.files.get(pathname);
    if (content === undefined) {
      response.writeHead(404).end('not found');
      return;
    }
    const start = misbehaviour.ranges === 'ignored' ? 0 : Number(range ?? 0);
    if (range !== undefined && start >= content.length) {
      response.writeHead(416).end();
      return;
    }
    const body = content.subarray(start);
    const next = pathname.replace('/tree/', '/tree-2/');
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': body.length,
      ...(start > 0
        ? {
            'content-range': `bytes ${String(start)}-${String(content.length - 1)}/${String(content.length)}`,
          }
        : {}),
      ...(next === pathname ? {} : { link: `<https://huggingface.co${next}>; rel="next"` }),
    });
    await this.#send(pathname, body, response, misbehaviour);
  }

  async #send(
    path: string,
    body: Buffer,
    response: ServerResponse,
    { cut, holdAfterBytes }: Misbehaviour,
  ): Promise<void> {
    if (cut !== undefined && this.#times(`cut ${path}`) <= cut.times) {
      response.write(body.subarray(0, cut.afterBytes), () => setTimeout(() => response.destroy(), 20));
      return;
    }
    if (holdAfterBytes !== undefined) {
      const released = this.#released.promise;
      response.write(body.subarray(0, holdAfterBytes), () => this.#held.resolve(undefined));
      await released;
      response.end(body.subarray(holdAfterBytes));
      return;
    }
    response.end(body);
  }
}
