/** /uploads: files that windows send, into the library that is open. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { engineState, type LiveMessage } from '../../../src-preload/contract/live.ts';
import type { WindowService } from '../window/window-service.ts';
import { signalOf } from './api-route.ts';
import { UploadStore } from './upload-store.ts';

export interface UploadOptions {
  readonly mostBytes: number;
  warn(note: string): void;
}

const uploadId = /^[0-9a-f]{32}$/;
const facts = z.object({ engine: engineState });

/** @returns what to call when the server stops */
export function addUploadRoutes(
  app: FastifyInstance,
  service: WindowService,
  options: UploadOptions,
): () => void {
  const uploads = new Uploads(service, options);
  // tus reads the bodies itself.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  app.route({
    method: 'POST',
    url: '/uploads',
    handler: (request, reply) => uploads.handle(request, reply, null),
  });
  app.route<{ Params: { id: string } }>({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: '/uploads/:id',
    handler: (request, reply) => uploads.handle(request, reply, request.params.id),
  });
  return () => uploads.close();
}

class Uploads {
  readonly #service: WindowService;
  readonly #options: UploadOptions;
  readonly #unsubscribe: () => void;
  /** Complete files that the engine could not be told of yet. */
  readonly #untold = new Set<string>();
  #store: UploadStore | null = null;

  constructor(service: WindowService, options: UploadOptions) {
    this.#service = service;
    this.#options = options;
    this.#unsubscribe = service.subscribe((message) => {
      this.#hear(message);
    });
    void this.#openLibrary(new AbortController().signal).then((library) => {
      if (library !== null) this.#tidy(library);
    });
  }

  close(): void {
    this.#unsubscribe();
  }

  async handle(request: FastifyRequest, reply: FastifyReply, id: string | null): Promise<FastifyReply> {
    if (id !== null && !uploadId.test(id)) {
      reply.callNotFound();
      return reply;
    }
    const library = await this.#openLibrary(signalOf(reply));
    if (library === null) {
      const error = new AppError('engine-unavailable', { detail: 'no library is open' });
      return reply.code(503).send({ ok: false, error: error.serialize() });
    }
    const store = this.#storeOf(library);
    const completedBytes = id === null ? null : store.completedBytes(id);
    if (completedBytes !== null && request.method === 'HEAD') return sendCompleted(reply, completedBytes);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    await store.server.handle(request.raw, reply.raw);
    return reply;
  }

  /** Path of the library; null: none is open. */
  async #openLibrary(signal: AbortSignal): Promise<string | null> {
    const reply = await this.#service.call('host.facts', {}, signal);
    const read = reply.ok ? facts.safeParse(reply.data) : null;
    const engine = read?.success === true ? read.data.engine : null;
    return engine?.state === 'running' || engine?.state === 'restarting' ? engine.library : null;
  }

  #storeOf(libraryPath: string): UploadStore {
    if (this.#store?.libraryPath !== libraryPath) {
      this.#store = new UploadStore({
        libraryPath,
        mostBytes: this.#options.mostBytes,
        onComplete: (path) => this.#takeIn(path),
      });
    }
    return this.#store;
  }

  #hear(message: LiveMessage): void {
    if (message.kind !== 'engine' || message.engine.state !== 'running') return;
    this.#tidy(message.engine.library);
    for (const path of this.#untold) void this.#takeIn(path);
  }

  /** Once for each library that is opened, and only where something was ever sent. */
  #tidy(library: string): void {
    if (this.#store?.libraryPath === library || !existsSync(join(library, 'uploads'))) return;
    this.#storeOf(library)
      .tidy()
      .catch((error: unknown) => {
        this.#options.warn(`unfinished uploads could not be looked through: ${String(error)}`);
      });
  }

  /** The file is safe whatever comes of this; the engine is told when it is there again. */
  async #takeIn(path: string): Promise<void> {
    this.#untold.add(path);
    const request = { paths: [path] };
    const reply = await this.#service.call('library.add', request, new AbortController().signal);
    if (reply.ok || reply.error.code !== 'engine-unavailable') this.#untold.delete(path);
    if (!reply.ok) this.#options.warn(`an upload could not be taken in yet: ${reply.error.message}`);
  }
}

/** For a window that lost its connection just before the last answer. */
function sendCompleted(reply: FastifyReply, sizeBytes: number): FastifyReply {
  return reply
    .headers({
      'tus-resumable': '1.0.0',
      'upload-offset': String(sizeBytes),
      'upload-length': String(sizeBytes),
    })
    .send();
}
