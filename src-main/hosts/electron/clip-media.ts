/** Serves the media of clips, `media://clip/<id>/<kind>`, whole or in pieces. */
import { Readable } from 'node:stream';
import { mediaBase, windowOrigin } from '../../../src-preload/contract/bridge.ts';
import { mediaClipId, mediaKind, type MediaKind } from '../../../src-preload/contract/media.ts';
import { answerMedia } from '../window/media-file.ts';
import type { MediaRequest } from '../window/media-response.ts';
import type { WindowService } from '../window/window-service.ts';
import type { SchemeHandler } from './renderer-files.ts';

/** Scripts of the window may read what the window may show; it has another origin. */
const sharing = {
  'access-control-allow-origin': windowOrigin,
  'access-control-expose-headers': 'accept-ranges, content-length, content-range, etag',
  'cross-origin-resource-policy': 'cross-origin',
};

export function clipMedia(service: Pick<WindowService, 'locateMedia'>): SchemeHandler {
  return async (request) => {
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') return refusal(405);
    const wanted = readAddress(request.url);
    if (wanted === null) return refusal(404);
    try {
      const location = await service.locateMedia(wanted.clipId, wanted.kind, request.signal);
      const answer =
        location === null
          ? null
          : await answerMedia(readRequest(request.headers, method, wanted.address), location);
      if (answer === null) return refusal(404);
      const { status, headers, body } = answer;
      return new Response(body === null ? null : webStream(body), {
        status,
        headers: { ...headers, ...sharing },
      });
    } catch {
      // The engine is being started again; players and pictures ask once more.
      return refusal(503);
    }
  };
}

export interface MediaAddress {
  readonly clipId: string;
  readonly kind: MediaKind;
  readonly address: MediaRequest['address'];
}

/** null: it names no media of a clip. Ids and kinds are plain, so an address with an escape in it is none. */
export function readAddress(address: string): MediaAddress | null {
  if (!address.startsWith(`${mediaBase}/`)) return null;
  const match = /^([^/?#]+)\/([^/?#]+)(?:\?v=([^&#]+))?$/.exec(address.slice(mediaBase.length + 1));
  const clipId = mediaClipId.safeParse(match?.[1]);
  const kind = mediaKind.safeParse(match?.[2]);
  if (!clipId.success || !kind.success) return null;
  return {
    clipId: clipId.data,
    kind: kind.data,
    address: match?.[3] === undefined ? 'changing' : 'versioned',
  };
}

function readRequest(
  headers: Headers,
  method: MediaRequest['method'],
  address: MediaRequest['address'],
): MediaRequest {
  const field = (name: string): string | undefined => headers.get(name) ?? undefined;
  return {
    method,
    address,
    range: field('range'),
    ifNoneMatch: field('if-none-match'),
    ifRange: field('if-range'),
  };
}

/** A player that goes elsewhere cancels the stream, which closes the file. */
function webStream(body: Readable): ConstructorParameters<typeof Response>[0] {
  return Readable.toWeb(body) as ConstructorParameters<typeof Response>[0];
}

function refusal(status: 404 | 405 | 503): Response {
  return new Response(null, { status, headers: { ...sharing, 'cache-control': 'no-store' } });
}
