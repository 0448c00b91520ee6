/** The window in a browser: commands by POST, live messages by server-sent events, files by the tus protocol. */
import { liveMessage } from '../../src-preload/contract/live.ts';
import { mediaAddress } from '../../src-preload/contract/media.ts';
import { AppError, toAppError } from '../../src-preload/contract/errors.ts';
import type { LiveListener, RushesClient } from './client.ts';
import { clientError, dataOf } from './reply.ts';
import { uploadFile } from './upload.ts';

const retryMs = 1_000;

export function createHttpClient(): RushesClient {
  const ask = async (name: string, request: unknown, signal?: AbortSignal): Promise<unknown> =>
    dataOf(await post(`/api/call/${encodeURIComponent(name)}`, request, signal));
  return {
    ask: ask as RushesClient['ask'],
    askHost: ask as RushesClient['askHost'],
    listen,
    mediaUrl: (clipId, kind, version = null) => mediaAddress('/media', clipId, kind, version),
    pathsOf: () => null,
    upload: uploadFile,
    openMap: (latitude, longitude) => {
      const [at, there] = [latitude.toFixed(6), longitude.toFixed(6)];
      const address = `https://www.openstreetmap.org/?mlat=${at}&mlon=${there}#map=15/${at}/${there}`;
      window.open(address, '_blank', 'noopener,noreferrer');
      return Promise.resolve();
    },
    onMenu: () => () => undefined,
  };
}

async function post(address: string, body: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // Where somebody is gets stored as the window goes; what is larger than browsers allow for that is never asked then.
      keepalive: address.endsWith('/settings.savePlace'),
      ...(signal === undefined ? {} : { signal }),
    });
    return await response.json();
  } catch (thrown) {
    if (signal?.aborted === true) throw clientError('cancelled', thrown);
    throw clientError('engine-unavailable', thrown);
  }
}

/**
 * EventSource reconnects by itself and says where it stopped. When the server refuses (a new start has a new session), it
 * gives up, and whether that is for ever is asked for.
 */
function listen(listener: LiveListener): () => void {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let lastId = '';
  let isOver = false;

  const connect = (): void => {
    listener.onConnection('connecting');
    source = new EventSource(lastId === '' ? '/api/live' : `/api/live?after=${encodeURIComponent(lastId)}`);
    source.onopen = () => {
      listener.onConnection('connected');
    };
    source.onmessage = (event: MessageEvent<string>) => {
      if (event.lastEventId !== '') lastId = event.lastEventId;
      const parsed = liveMessage.safeParse(JSON.parse(event.data));
      if (parsed.success) listener.onMessage(parsed.data);
    };
    source.onerror = () => {
      source?.close();
      if (isOver) return;
      listener.onConnection('lost');
      timer = window.setTimeout(() => void reconnect(), retryMs);
    };
  };
  const reconnect = async (): Promise<void> => {
    const end = await sessionEnd();
    if (isOver) return;
    if (end === 'ended') listener.onConnection('ended');
    else connect();
  };
  connect();
  return () => {
    isOver = true;
    window.clearTimeout(timer);
    source?.close();
  };
}

async function sessionEnd(): Promise<'ended' | 'open' | 'unknown'> {
  try {
    dataOf(await post('/api/call/host.facts', {}, undefined));
    return 'open';
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : toAppError(thrown);
    return error.code === 'session-ended' ? 'ended' : 'unknown';
  }
}
