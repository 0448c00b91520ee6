/** POST /api/call/<name>: a command's request as JSON, its reply as JSON. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { WindowService } from '../window/window-service.ts';

/** Undoing a change of ten thousand notes fits in. */
const mostRequestBytes = 32 * 1024 * 1024;

export function addApiRoute(app: FastifyInstance, service: WindowService): void {
  app.post<{ Params: { name: string } }>(
    '/api/call/:name',
    { bodyLimit: mostRequestBytes },
    async (request, reply) => {
      // Other types have no parser; this is for a request without a body, which may have none.
      if (request.body === undefined) return reply.code(415).send('Send the request as JSON.\n');
      return service.call(request.params.name, request.body, signalOf(reply));
    },
  );
}

/** Fires when whoever asked is gone before the answer. */
export function signalOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
