import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type ModelHub, openModelHub } from '../../../tests/support/model-hub.ts';
import { failureOf, managePacks, never, stock, wish } from '../../../tests/support/pack-manager.ts';
import { useProxyOf } from './proxy.ts';

/** A proxy that leads every request to the hub, whatever host it is for. */
const asked: string[] = [];
let hub: ModelHub;
let status = 200;

const proxy = createServer((request, response) => {
  const { host, pathname } = new URL(request.url ?? '/');
  asked.push(host);
  if (status !== 200) {
    response.writeHead(status).end();
    return;
  }
  httpRequest(hub.address + pathname, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  }).end();
});
proxy.on('connect', (request, socket) => {
  asked.push(request.url ?? '');
  if (status !== 200) {
    socket.end(`HTTP/1.1 ${String(status)} No\r\n\r\n`);
    return;
  }
  const { port } = new URL(hub.address);
  const inner = connect(Number(port), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    inner.pipe(socket).pipe(inner);
  });
  inner.on('error', () => socket.destroy());
  socket.on('error', () => inner.destroy());
});

let leave = (): void => undefined;

beforeAll(async () => {
  hub = await openModelHub();
  stock(hub);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  afterAll(() => proxy.closeAllConnections());
  afterAll(() => new Promise((resolve) => proxy.close(resolve)));
});

afterEach(() => {
  leave();
  status = 200;
});

const address = (): string => `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;

it('goes through the proxy that the environment names', async () => {
  leave = useProxyOf({ HTTP_PROXY: address(), NO_PROXY: 'nothing.example.org' });
  const { manager } = await managePacks('http://models.example.org');
  expect((await manager.download(wish('eyes'), never)).pack.state).toBe('installed');
  expect(asked[0]).toMatch(/^models\.example\.org/);
});

it('says so where the proxy refuses, or is not there', async () => {
  leave = useProxyOf({ http_proxy: address() });
  const { manager } = await managePacks('http://models.example.org');
  status = 407;
  expect((await failureOf(manager.download(wish('eyes'), never))).code).toBe('download-failed');
  leave();
  leave = useProxyOf({ http_proxy: 'http://127.0.0.1:1' });
  expect((await failureOf(manager.download(wish('ears'), never))).facts['reason']).toBe('unreachable');
});

it('leaves everything as it is where there is none', () => {
  const before = globalThis.fetch;
  useProxyOf({ PATH: '/bin' })();
  expect(globalThis.fetch).toBe(before);
});
