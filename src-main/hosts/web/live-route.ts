/** GET /api/live: server-sent events. `Last-Event-ID`, or `?after=` from a window that connects anew by itself. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { WindowService } from '../window/window-service.ts';
import { type LiveSink, LiveStream } from './live-stream.ts';

/** Windows that may listen at once: far more than a person opens. */
const mostStreams = 100;

/** @returns what ends all streams */
export function addLiveRoute(app: FastifyInstance, service: WindowService): () => void {
  const open = new Set<ServerResponse>();
  app.get<{ Querystring: { after?: unknown } }>(
    '/api/live',
    { exposeHeadRoute: false },
    async (request, reply) => {
      if (open.size >= mostStreams) return reply.code(503).send('Too many windows are open.');
      const { after } = request.query;
      const header = request.headers['last-event-id'];
      const lastId = typeof header === 'string' ? header : typeof after === 'string' ? after : null;
      const response = begin(reply);
      open.add(response);
      const stream = new LiveStream(service, sinkOf(response));
      response.once('close', () => {
        stream.close();
        open.delete(response);
      });
      await stream.start(lastId);
      return reply;
    },
  );
  return () => {
    for (const response of open) response.end();
  };
}

function begin(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream; charset=utf-8' };
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200);
  reply.raw.flushHeaders();
  return reply.raw;
}

function sinkOf(response: ServerResponse): LiveSink {
  return {
    write: (text) => {
      if (!response.writableEnded && !response.destroyed) response.write(text);
    },
    get bufferedBytes() {
      return response.writableLength;
    },
    drop: () => response.destroy(),
  };
}
