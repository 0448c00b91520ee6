/** The HTTP server of the web host: who may ask is looked at first, then where to. */
import fastifyCookie from '@fastify/cookie';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { WindowService } from '../window/window-service.ts';
import { addApiRoute } from './api-route.ts';
import { addLiveRoute } from './live-route.ts';
import { addMediaRoute } from './media-route.ts';
import { plainPage } from './plain-page.ts';
import { addRendererFiles } from './renderer-files.ts';
import { allowedHosts, refusalOf } from './request-checks.ts';
import { securityHeaders } from './response-headers.ts';
import { cookieName, type Session } from './session.ts';
import { addUploadRoutes } from './upload-routes.ts';

export interface WebServerOptions {
  readonly service: WindowService;
  readonly session: Session;
  /** Of the built window. */
  readonly rendererFolder: string;
  /** Host names that it answers to beside this machine's own. */
  readonly names: readonly string[];
  readonly mostUploadBytes: number;
  /** What went wrong inside; never says more of a request than its method and route. */
  warn(note: string): void;
}

export interface WebServer {
  readonly app: FastifyInstance;
  /** Ends the windows' streams, waits a moment for what is being answered, then closes every connection. */
  close(): Promise<void>;
}

const graceMs = 1500;
/** What is open without a session: the door. */
const doorPath = '/open/';

/** @throws AppError tool-missing when the window was not built */
export async function createWebServer(options: WebServerOptions): Promise<WebServer> {
  const { service, session } = options;
  const app = fastify({
    logger: false,
    // An upload may take as long as it needs.
    requestTimeout: 0,
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
  });
  await app.register(fastifyCookie);
  // What a form of another site could send.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    await admit(app, request, reply, options);
  });
  addErrorAnswers(app, options);
  addDoor(app, session);
  addApiRoute(app, service);
  addMediaRoute(app, service);
  const endStreams = addLiveRoute(app, service);
  const endUploads = addUploadRoutes(app, service, {
    mostBytes: options.mostUploadBytes,
    warn: (note) => options.warn(note),
  });
  await addRendererFiles(app, options.rendererFolder);
  await app.ready();
  return {
    app,
    close: async () => {
      endUploads();
      endStreams();
      const impatience = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(impatience);
    },
  };
}

async function admit(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  { names, session }: WebServerOptions,
): Promise<FastifyReply | undefined> {
  const port = request.socket.localPort ?? 0;
  const { host, origin, 'sec-fetch-site': site } = request.headers;
  const fetchSite = Array.isArray(site) ? site.join() : site;
  const facts = { method: request.method, url: request.raw.url ?? '', host, origin, fetchSite };
  const refusal = refusalOf(facts, allowedHosts(port, names));
  if (refusal !== null) return reply.code(refusal.status).type('text/plain').send(`${refusal.reason}\n`);
  if (isBelow(request, doorPath)) return undefined;
  const cookies = app.parseCookie(request.headers.cookie ?? '');
  if (session.admits(cookies[cookieName(port)])) return undefined;
  return sendSessionEnded(request, reply);
}

function sendSessionEnded(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = new AppError('session-ended');
  reply.code(401);
  if (isBelow(request, '/api/')) return reply.send({ ok: false, error: error.serialize() });
  const page = plainPage('Rushes', `${error.message}. Open the address that Rushes shows in its terminal.`);
  return reply.type('text/html').send(page);
}

function isBelow(request: FastifyRequest, path: string): boolean {
  return request.raw.url?.startsWith(path) === true;
}

/** GET /open/<token>: gives the cookie, and leads on to an address without the token. */
function addDoor(app: FastifyInstance, session: Session): void {
  app.get<{ Params: { token: string } }>(
    `${doorPath}:token`,
    { exposeHeadRoute: false },
    (request, reply) => {
      const cookie = session.exchange(request.params.token);
      if (cookie === null) return sendSessionEnded(request, reply);
      return reply
        .setCookie(cookieName(request.socket.localPort ?? 0), cookie, {
          httpOnly: true,
          sameSite: 'strict',
          path: '/',
        })
        .redirect('/', 303);
    },
  );
}

function addErrorAnswers(app: FastifyInstance, options: WebServerOptions): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('Not found\n'));
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500) options.warn(`${request.method} ${request.routeOptions.url ?? '?'}: ${String(error)}`);
    const code = status >= 500 ? codeOf(error) : 'bad-arguments';
    const facts = code === 'bad-arguments' ? { detail: 'the request could not be read' } : {};
    return reply.code(status).send({ ok: false, error: new AppError(code, facts).serialize() });
  });
}

function statusOf(error: unknown): number {
  if (error instanceof AppError) return error.code === 'engine-unavailable' ? 503 : 500;
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

function codeOf(error: unknown) {
  return error instanceof AppError ? error.code : 'internal';
}
