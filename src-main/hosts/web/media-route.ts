/** GET and HEAD /media/<clip>/<kind>: pictures and video, by clip and never by path. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mediaClipId, mediaKind } from '../../../src-preload/contract/media.ts';
import { answerMedia } from '../window/media-file.ts';
import type { WindowService } from '../window/window-service.ts';
import { signalOf } from './api-route.ts';

interface MediaAddress {
  Params: { clipId: string; kind: string };
  Querystring: { v?: unknown };
}

export function addMediaRoute(app: FastifyInstance, service: WindowService): void {
  app.route<MediaAddress>({
    method: ['GET', 'HEAD'],
    url: '/media/:clipId/:kind',
    handler: (request, reply) => sendMedia(service, request, reply),
  });
}

async function sendMedia(
  service: WindowService,
  request: FastifyRequest<MediaAddress>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const clipId = mediaClipId.safeParse(request.params.clipId);
  const kind = mediaKind.safeParse(request.params.kind);
  if (!clipId.success || !kind.success) return notFound(reply);
  const location = await service.locateMedia(clipId.data, kind.data, signalOf(reply));
  const { range, 'if-none-match': ifNoneMatch, 'if-range': ifRange } = request.headers;
  const { v: version } = request.query;
  const asked = {
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    range,
    ifNoneMatch,
    ifRange: typeof ifRange === 'string' ? ifRange : undefined,
    address: typeof version === 'string' && version !== '' ? 'versioned' : 'changing',
  } as const;
  const answer = location === null ? null : await answerMedia(asked, location);
  if (answer === null) return notFound(reply);
  return reply
    .code(answer.status)
    .headers(answer.headers)
    .send(answer.body ?? undefined);
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
