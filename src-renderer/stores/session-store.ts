/** Where the window is, and how its host does. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HostCommandInput, HostCommandResponse } from '../../src-preload/contract/host-commands.ts';
import type { EngineState } from '../../src-preload/contract/live.ts';
import type { ConnectionState, RushesClient } from '../api/client.ts';
import { type Route, routeOfHash, hashOfRoute } from './route.ts';

export type OpenDialog = 'none' | 'settings' | 'keyboard' | 'add-folder' | 'libraries' | 'failures';

export type Origin = Extract<Route, { screen: 'library' | 'search' }>;

export interface SessionState {
  /** null until the host has answered for the first time. */
  readonly facts: HostCommandResponse<'host.facts'> | null;
  readonly engine: EngineState | null;
  readonly connection: ConnectionState;
  readonly route: Route;
  /** Where the open clip was reached from: leaving it leads back there. */
  readonly origin: Origin;
  readonly dialog: OpenDialog;
  /** Changes whenever everything that was read from the library has to be read again. */
  readonly epoch: number;

  /** 'replace': Back does not lead to where the window was until now. */
  readonly navigate: (route: Route, step?: 'push' | 'replace') => void;
  readonly openDialog: (dialog: OpenDialog) => void;
  readonly loadFacts: () => Promise<void>;
  readonly savePreferences: (change: HostCommandInput<'host.savePreferences'>) => Promise<void>;
  readonly openLibrary: (path: string, ifMissing: 'create' | 'refuse') => Promise<void>;
  readonly setEngine: (engine: EngineState) => void;
  readonly setConnection: (connection: ConnectionState) => void;
  readonly startAnew: () => void;
}

export type SessionStore = StoreApi<SessionState>;

export function createSessionStore(client: RushesClient): SessionStore {
  return createStore<SessionState>()((set, get) => ({
    facts: null,
    engine: null,
    connection: 'connecting',
    route: routeOfHash(window.location.hash),
    origin: { screen: 'library' },
    dialog: 'none',
    epoch: 0,

    navigate(route, step = 'push') {
      set({ route, origin: originOf(get(), route) });
      const hash = hashOfRoute(route);
      if (window.location.hash === hash) return;
      if (step === 'push') window.history.pushState(null, '', hash);
      else window.history.replaceState(null, '', hash);
    },
    openDialog(dialog) {
      set({ dialog });
    },
    async loadFacts() {
      const facts = await client.askHost('host.facts', {});
      set({ facts, engine: facts.engine });
    },
    async savePreferences(change) {
      const preferences = await client.askHost('host.savePreferences', change);
      const { facts } = get();
      if (facts !== null) set({ facts: { ...facts, preferences } });
    },
    async openLibrary(path, ifMissing) {
      await client.askHost('host.openLibrary', { path, ifMissing });
      await get().loadFacts();
      get().navigate({ screen: 'library' });
      get().startAnew();
    },
    setEngine(engine) {
      set({ engine });
    },
    setConnection(connection) {
      set({ connection });
    },
    startAnew() {
      set({ epoch: get().epoch + 1 });
    },
  }));
}

function originOf({ route: from, origin }: Pick<SessionState, 'route' | 'origin'>, to: Route): Origin {
  if (to.screen !== 'clip' || from.screen === 'clip') return origin;
  return from.screen === 'search' || from.screen === 'library' ? from : { screen: 'library' };
}

/** The browser's Back and Forward lead through the screens. Gives what ends it. */
export function followHistory(store: SessionStore): () => void {
  const follow = (): void => {
    const route = routeOfHash(window.location.hash);
    store.setState({ route, origin: originOf(store.getState(), route) });
  };
  window.addEventListener('popstate', follow);
  return () => {
    window.removeEventListener('popstate', follow);
  };
}
