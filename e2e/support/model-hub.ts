/** A host of model files on loopback: a repository with the listing of Hugging Face's hub, whose bodies wait when they are told to. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface ModelHub {
  readonly address: string;
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[];
  /** Adds a repository: all its files are listed as kept in LFS. */
  addRepository(name: string, files: Readonly<Record<string, Buffer>>): void;
  /** From now on, large bodies stop in their middle until they are let go. */
  hold(): void;
  letGo(): void;
  close(): Promise<void>;
}

/** Smaller bodies are never held. */
const largeBytes = 64 * 1024;
/** Large bodies come as over a line that takes its time, as far as their middle. */
const [firstPieces, pieceMs] = [8, 100] as const;
const branch = 'main';

const hexOf = (algorithm: 'sha1' | 'sha256', content: string | Buffer): string =>
  createHash(algorithm).update(content).digest('hex');

export async function openModelHub(): Promise<ModelHub> {
  const files = new Map<string, Buffer>();
  const requests: string[] = [];
  let gate = Promise.withResolvers<undefined>();
  gate.resolve(undefined);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    requests.push(pathname);
    send(files.get(pathname), response, () => gate.promise).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${String(port)}`,
    requests,
    addRepository(name, contents) {
      const commit = hexOf('sha1', name);
      const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
      const tree = Object.entries(contents).map(([path, content]) => ({
        ...{ type: 'file', path, size: content.length, oid: hexOf('sha1', content) },
        lfs: { oid: hexOf('sha256', content), size: content.length },
      }));
      files.set(`/api/models/${name}/revision/${branch}`, json({ sha: commit }));
      files.set(`/api/models/${name}/tree/${commit}`, json(tree));
      for (const [path, content] of Object.entries(contents))
        files.set(`/${name}/resolve/${commit}/${path}`, content);
    },
    hold() {
      gate = Promise.withResolvers<undefined>();
    },
    letGo() {
      gate.resolve(undefined);
    },
    async close() {
      gate.resolve(undefined);
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function send(
  content: Buffer | undefined,
  response: ServerResponse,
  mayGoOn: () => Promise<undefined>,
): Promise<void> {
  if (content === undefined) {
    response.writeHead(404).end('not found');
    return;
  }
  response.writeHead(200, { 'content-length': content.length });
  if (content.length < largeBytes) {
    response.end(content);
    return;
  }
  const half = Math.floor(content.length / 2);
  const pieceBytes = Math.ceil(half / firstPieces);
  for (let at = 0; at < half; at += pieceBytes) {
    response.write(content.subarray(at, Math.min(half, at + pieceBytes)));
    await pause(pieceMs);
  }
  await mayGoOn();
  response.end(content.subarray(half));
}
