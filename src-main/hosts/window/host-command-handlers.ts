/** What a host does itself: which library is open, what is on this machine's disks, and what only a desktop can do. */
import type {
  HostCommandName,
  HostCommandRequest,
  HostCommandResponse,
} from '../../../src-preload/contract/host-commands.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { EngineConnection } from '../../engine/process/engine-connection.ts';
import { holdsLibrary } from '../../engine/folder-look.ts';
import { rushesVersion } from '../../platform/rushes-version.ts';
import { browse } from './folder-browser.ts';
import { type HostState, libraryName } from './host-state.ts';
import type { PathGuard } from './path-guard.ts';
import type { HostPowers } from './window-service.ts';

export interface HostParts {
  readonly connection: EngineConnection;
  readonly powers: HostPowers;
  readonly state: HostState;
  readonly guard: PathGuard;
}

export type Handler<N extends HostCommandName> = (
  request: HostCommandRequest<N>,
  parts: HostParts,
  signal: AbortSignal,
) => Promise<HostCommandResponse<N>>;

/** Paths in requests have been admitted by the guard. */
export const hostHandlers: { readonly [N in HostCommandName]: Handler<N> } = {
  'host.facts': (_request, parts) => readFacts(parts),
  'host.browse': ({ path }, { guard }) => browse(path, guard),
  'host.openLibrary': async ({ path, ifMissing }, { connection, state }) => {
    await connection.open(path, ifMissing);
    state.remember(path);
    return { library: named(path) };
  },
  'host.restartEngine': async (_request, { connection }) => {
    await connection.restart();
    return { engine: connection.state };
  },
  'host.reveal': async ({ clipId }, parts, signal) => {
    const { powers } = parts;
    if (powers.reveal === undefined) throw notOffered('host.reveal');
    await powers.reveal(await originalPath(clipId, parts, signal));
    return {};
  },
  'host.chooseFolders': async ({ purpose }, { powers }) => {
    if (powers.chooseFolders === undefined) throw notOffered('host.chooseFolders');
    return { paths: [...(await powers.chooseFolders(purpose))] };
  },
  'host.dragOut': async ({ clipIds }, parts, signal) => {
    const { powers, connection } = parts;
    if (powers.dragOut === undefined) throw notOffered('host.dragOut');
    const paths = await Promise.all(clipIds.map((clipId) => originalPath(clipId, parts, signal)));
    const icon = await connection.locate(clipIds[0] ?? '', 'poster', signal);
    await powers.dragOut(paths, icon?.path ?? null);
    return {};
  },
  'host.openMap': async ({ latitude, longitude }, { powers }) => {
    if (powers.openExternal === undefined) throw notOffered('host.openMap');
    await powers.openExternal(mapAddress(latitude, longitude));
    return {};
  },
  'host.savePreferences': (request, { state }) => Promise.resolve(state.savePreferences(request)),
};

async function readFacts(parts: HostParts): Promise<HostCommandResponse<'host.facts'>> {
  const { connection, powers, state } = parts;
  const engine = connection.state;
  return {
    host: powers.host,
    version: rushesVersion(),
    platform: process.platform,
    engine,
    library: engine.state === 'stopped' ? null : named(engine.library),
    recent: (await recentLibraries(parts)).map(named),
    preferences: state.preferences,
    abilities: powers.abilities,
  };
}

/** Those that are there and may be opened from a window; the one that is open comes first. */
async function recentLibraries({ connection, state, guard }: HostParts): Promise<string[]> {
  const { state: engineState, library } = connection.state;
  const paths = [...new Set([...(engineState === 'running' ? [library] : []), ...state.recent])];
  const present = await Promise.all(
    paths.map(async (path) => (await holdsLibrary(path)) && guard.covers(path)),
  );
  return paths.filter((path, index) => path === library || present[index] === true);
}

function named(path: string) {
  return { path, name: libraryName(path) };
}

/** @throws AppError file-missing */
async function originalPath(clipId: string, { connection }: HostParts, signal: AbortSignal): Promise<string> {
  const location = await connection.locate(clipId, 'original', signal);
  if (location === null)
    throw new AppError('file-missing', { clip: clipId, detail: 'no disk that holds it is there' });
  return location.path;
}

/** @see https://wiki.openstreetmap.org/wiki/Browsing#Sharing_a_link */
function mapAddress(latitude: number, longitude: number): string {
  const [at, there] = [latitude.toFixed(6), longitude.toFixed(6)];
  return `https://www.openstreetmap.org/?mlat=${at}&mlon=${there}#map=15/${at}/${there}`;
}

function notOffered(command: string): AppError {
  return new AppError('not-offered', { command });
}
