/** Where the window is, and how its host does. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HostCommandInput, HostCommandResponse } from '../../src-preload/contract/host-commands.ts';
import type { EngineState } from '../../src-preload/contract/live.ts';
import type { ConnectionState, RushesClient } from '../api/client.ts';
import { type Route, routeOfHash, hashOfRoute } from './route.ts';

export type OpenDialog = 'none' | 'settings' | 'keyboard' | 'add-folder' | 'libraries' | 'failures';

export interface SessionState {
  /** null until the host has answered for the first time. */
  readonly facts: HostCommandResponse<'host.facts'> | null;
  readonly engine: EngineState | null;
  readonly connection: ConnectionState;
  readonly route: Route;
  readonly dialog: OpenDialog;
  /** Changes whenever everything that was read from the library has to be read again. */
  readonly epoch: number;

  readonly navigate: (route: Route) => void;
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
    dialog: 'none',
    epoch: 0,

    navigate(route) {
      set({ route });
      const hash = hashOfRoute(route);
      if (window.location.hash !== hash) window.history.pushState(null, '', hash);
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

/** The browser's Back and Forward lead through the screens. Gives what ends it. */
export function followHistory(store: SessionStore): () => void {
  const follow = (): void => {
    store.setState({ route: routeOfHash(window.location.hash) });
  };
  window.addEventListener('popstate', follow);
  return () => {
    window.removeEventListener('popstate', follow);
  };
}
