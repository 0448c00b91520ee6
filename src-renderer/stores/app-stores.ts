/** All state that features share, made once for a window, and how live messages reach it. */
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { RushesClient } from '../api/client.ts';
import { type ActivityStore, createActivityStore } from './activity-store.ts';
import { type ClipViewStore, createClipViewStore } from './clip-view-store.ts';
import { type CollectionsStore, createCollectionsStore } from './collections-store.ts';
import { createDuplicatesStore, type DuplicatesStore } from './duplicates-store.ts';
import { createKeptChoices } from './kept-choices.ts';
import { createModelsStore, type ModelsStore } from './models-store.ts';
import { createHistoryStore, type HistoryStore } from './history-store.ts';
import { followSession } from './library-session.ts';
import { createLibraryStore, type LibraryStore } from './library-store.ts';
import { createLiveBus, type LiveBus } from './live-bus.ts';
import { createNoticesStore, type NoticesStore } from './notices-store.ts';
import { createSearchStore, type SearchStore } from './search-store.ts';
import { followSearch } from './search-session.ts';
import { createSessionStore, followHistory, type SessionStore } from './session-store.ts';

export interface AppStores {
  readonly client: RushesClient;
  readonly session: SessionStore;
  readonly library: LibraryStore;
  readonly search: SearchStore;
  readonly activity: ActivityStore;
  readonly history: HistoryStore;
  readonly notices: NoticesStore;
  readonly clipView: ClipViewStore;
  readonly models: ModelsStore;
  readonly collections: CollectionsStore;
  readonly duplicates: DuplicatesStore;
  /** For what only one component needs to hear. */
  readonly live: LiveBus;
}

/** Asking for the status once a second is often enough to read along. */
const statusEveryMs = 1_000;

export function createAppStores(client: RushesClient): AppStores {
  const history = createHistoryStore(client);
  return {
    client,
    session: createSessionStore(client),
    library: createLibraryStore(client),
    search: createSearchStore(client),
    activity: createActivityStore(client),
    history,
    notices: createNoticesStore(),
    clipView: createClipViewStore(createKeptChoices('rushes.clip-view', () => window.localStorage)),
    models: createModelsStore(
      client,
      createKeptChoices('rushes.models', () => window.localStorage),
    ),
    collections: createCollectionsStore(client),
    duplicates: createDuplicatesStore(client, history),
    live: createLiveBus(),
  };
}

/** Connects the stores to the host. Gives what ends it. */
export function connectStores(stores: AppStores): () => void {
  const { client, session, notices } = stores;
  const readStatus = async (): Promise<void> => {
    await stores.activity.getState().readStatus();
    await stores.activity.getState().readStageTitles();
  };
  const status = throttled(() => void readStatus().catch(ignoreOutage), statusEveryMs);
  const startAnew = (): void => {
    stores.activity.getState().startAnew();
    stores.history.getState().startAnew();
    stores.models.getState().startAnew();
    stores.collections.getState().startAnew();
    stores.duplicates.getState().startAnew();
    session.getState().startAnew();
    status.ask();
  };
  const hear = (message: LiveMessage): void => {
    if (message.kind === 'engine') session.getState().setEngine(message.engine);
    if (message.kind === 'notice') notices.getState().tellFailure(message.error);
    if (message.kind === 'reset') startAnew();
    if (message.kind === 'events' || message.kind === 'engine') status.ask();
    stores.activity.getState().hear(message);
    stores.library.getState().hear(message);
    stores.search.getState().hear(message);
    stores.models.getState().hear(message);
    stores.collections.getState().hear(message);
    stores.live.publish(message);
  };
  const silence = client.listen({
    onMessage: hear,
    onConnection: (connection) => {
      session.getState().setConnection(connection);
      if (connection !== 'connected') return;
      session.getState().loadFacts().catch(notices.getState().tellError);
      status.ask();
    },
  });
  const unfollow = followHistory(session);
  const keepPlace = (): void => {
    stores.library.getState().keepPlace();
  };
  window.addEventListener('pagehide', keepPlace);
  const leaveLibrary = followSession(stores.library, session);
  const leaveSearch = followSearch(stores.search, session);
  return () => {
    silence();
    unfollow();
    window.removeEventListener('pagehide', keepPlace);
    leaveLibrary();
    leaveSearch();
    status.end();
  };
}

/** While the engine is away there is nothing to read; its return is told by a message of its own. */
function ignoreOutage(): void {
  return;
}

/** Runs at once, then at most once an interval, and once more at its end if it was asked meanwhile. */
function throttled(run: () => void, everyMs: number): { ask(): void; end(): void } {
  let timer: number | undefined;
  let isAsked = false;
  const ask = (): void => {
    if (timer !== undefined) {
      isAsked = true;
      return;
    }
    run();
    timer = window.setTimeout(() => {
      timer = undefined;
      if (isAsked) {
        isAsked = false;
        ask();
      }
    }, everyMs);
  };
  return {
    ask,
    end: () => {
      window.clearTimeout(timer);
    },
  };
}
