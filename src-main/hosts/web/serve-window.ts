/** Opens a library and serves its window: the web host as a whole, for whoever starts it. */
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { EngineConnection } from '../../engine/process/engine-connection.ts';
import { engineEntryPath, forkEngineProcess } from '../../engine/process/fork-process.ts';
import { createEngineConnection } from '../../engine/process/supervisor.ts';
import type { ServedWindow, ServeRequest } from '../cli/window-hosts.ts';
import { configFolder, openHostState } from '../window/host-state.ts';
import { existingRoots, machineRoots } from '../window/machine-roots.ts';
import { startWebHost } from './web-host.ts';

/** @throws AppError what the library could not be opened for; bad-arguments; tool-missing */
export async function serveWindow(
  request: ServeRequest,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<ServedWindow> {
  const { libraryPath, command, workers, paths } = request;
  if (request.roots !== null) await refuseMissingRoots(request.roots);
  const connection = createEngineConnection({
    start: forkEngineProcess,
    entryPath: engineEntryPath(),
    library: libraryPath,
    command,
    ifMissing: 'create',
    workers,
  });
  try {
    await whenOpen(connection, signal);
    const usual = request.roots ?? (await machineRoots());
    const window = await startWebHost({
      ...request,
      connection,
      state: openHostState(configFolder(environment)),
      roots: await existingRoots([...usual, libraryPath, ...paths]),
    });
    if (paths.length > 0) await add(connection, request, signal);
    return window;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** @throws AppError what it failed with; cancelled */
function whenOpen(connection: EngineConnection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { state } = connection;
      if (signal.aborted) reject(new AppError('cancelled'));
      else if (state.state === 'running') resolve();
      else if (state.state === 'failed') reject(new AppError(state.error.code, state.error.facts));
      else return;
      unsubscribe();
      signal.removeEventListener('abort', look);
    };
    const unsubscribe = connection.subscribe(look);
    signal.addEventListener('abort', look);
    look();
  });
}

/** What can't be taken in is told, and stops nothing. */
async function add(connection: EngineConnection, request: ServeRequest, signal: AbortSignal): Promise<void> {
  const reply = await connection.call('library.add', { paths: request.paths }, signal);
  if (!reply.ok) request.warn(reply.error.message);
}

async function refuseMissingRoots(roots: readonly string[]): Promise<void> {
  for (const root of roots) {
    if ((await existingRoots([root])).length === 0)
      throw new AppError('bad-arguments', { field: '--root', file: root, detail: 'there is no such folder' });
  }
}
