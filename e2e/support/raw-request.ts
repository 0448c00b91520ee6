/** Requests byte by byte: clients that are polite would mend what these are made of. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { RunningHost } from './host.ts';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  /** As it is sent. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const answerMs = 5_000;

/** Sends one request and reads until the other side closes, or for long enough where it streams. */
export async function rawRequest(host: RunningHost, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', target, body = '' } = request;
  const headers = { host: `127.0.0.1:${String(host.port)}`, connection: 'close', ...request.headers };
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ ...headers, ...length }).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(host.port, '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  socket.setTimeout(answerMs, () => socket.destroy());
  socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
  await once(socket, 'close');
  return parse(Buffer.concat(pieces).toString('utf8'));
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(statusLine.split(' ')[1]), headers, body: text.slice(end + 4) };
}

/** The cookie that the token is exchanged for, as a request sends it. */
export async function sessionCookie(host: RunningHost): Promise<string> {
  const { headers } = await rawRequest(host, { target: `/open/${host.token}` });
  return headers.get('set-cookie')?.split(';')[0] ?? '';
}
