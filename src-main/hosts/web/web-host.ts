/** The web host: a window served to browsers on this machine. */
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { EngineConnection } from '../../engine/process/engine-connection.ts';
import { createWindowService } from '../window/create-window-service.ts';
import type { HostState } from '../window/host-state.ts';
import { builtRendererFolder } from './renderer-files.ts';
import { Session } from './session.ts';
import { createWebServer } from './web-server.ts';

export interface WebHostOptions {
  readonly connection: EngineConnection;
  readonly state: HostState;
  /** Folders that windows may look into. Real paths. */
  readonly roots: readonly string[];
  /** Where it listens. */
  readonly host: string;
  /** 'usual': 4848, or the next that is free. 0: any that is free. */
  readonly port: number | 'usual';
  /** Host names that it answers to beside this machine's own. */
  readonly names: readonly string[];
  readonly mostUploadBytes: number;
  /** Of the built window. Left out: where the build puts it. */
  readonly rendererFolder?: string;
  warn(note: string): void;
}

export interface WebHost {
  /** What a person opens: the token is in it. */
  readonly address: string;
  /** The same for a program that is told to open it: good for once, within a minute. */
  ticketAddress(): string;
  /** Stops taking requests, then closes the engine. */
  close(): Promise<void>;
}

const usualPort = 4848;
const portsTried = 20;

/** @throws AppError tool-missing when the window was not built; bad-arguments when the port or address can't be had */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { connection, state, roots, mostUploadBytes } = options;
  const service = createWindowService({
    connection,
    state,
    powers: {
      host: 'web',
      roots,
      abilities: {
        reveal: false,
        droppedPaths: false,
        dragOut: false,
        folderDialog: false,
        uploads: { mostBytes: mostUploadBytes },
      },
    },
  });
  const session = new Session();
  const { rendererFolder = builtRendererFolder() } = options;
  const server = await createWebServer({ ...options, service, session, rendererFolder });
  try {
    const port = await listen(server.app, options);
    const base = `http://${shownHost(options)}:${String(port)}/open/`;
    return {
      address: `${base}${session.token}`,
      ticketAddress: () => `${base}${session.issueTicket()}`,
      close: async () => {
        // At once: what is being answered by an engine that closes fails soon, and is waited for no longer.
        await Promise.all([server.close(), service.close()]);
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** @returns the port */
async function listen(app: FastifyInstance, { host, port }: WebHostOptions): Promise<number> {
  const tried =
    port === 'usual' ? [...Array.from({ length: portsTried }, (_, n) => usualPort + n), 0] : [port];
  for (const candidate of tried) {
    try {
      await app.listen({ host, port: candidate });
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : candidate;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (isTaken && candidate !== tried.at(-1)) continue;
      throw cannotListen(error, host, candidate, isTaken);
    }
  }
  throw new AppError('internal', { detail: 'no port was tried' });
}

function cannotListen(error: unknown, host: string, port: number, isTaken: boolean): AppError {
  const detail = isTaken
    ? 'another program has this port; give another one with --port, or none'
    : error instanceof Error
      ? error.message
      : String(error);
  return new AppError('bad-arguments', { host, port, detail }, error);
}

/** What a browser can be told: addresses that mean "all" are none. */
function shownHost({ host, names }: WebHostOptions): string {
  if (host === '0.0.0.0' || host === '::') return names[0] ?? '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
