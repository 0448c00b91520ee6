/** How components reach the stores: `useSession((state) => state.route)`. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { RushesClient } from '../api/client.ts';
import type { ActivityState } from './activity-store.ts';
import type { AppStores } from './app-stores.ts';
import type { ClipViewState } from './clip-view-store.ts';
import type { CollectionsState } from './collections-store.ts';
import type { DuplicatesState } from './duplicates-store.ts';
import type { HistoryState } from './history-store.ts';
import type { LibraryState } from './library-store.ts';
import type { ModelsState } from './models-store.ts';
import type { NoticesState } from './notices-store.ts';
import type { SearchState } from './search-state.ts';
import type { SessionState } from './session-store.ts';

export const StoresContext = createContext<AppStores | null>(null);

export function useStores(): AppStores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new AppError('internal', { detail: 'a component is outside of StoresContext' });
  return stores;
}

export function useClient(): RushesClient {
  return useStores().client;
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useStores().session, select);
}

export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(useStores().library, select);
}

export function useSearch<T>(select: (state: SearchState) => T): T {
  return useStore(useStores().search, select);
}

export function useActivity<T>(select: (state: ActivityState) => T): T {
  return useStore(useStores().activity, select);
}

export function useHistory<T>(select: (state: HistoryState) => T): T {
  return useStore(useStores().history, select);
}

export function useNotices<T>(select: (state: NoticesState) => T): T {
  return useStore(useStores().notices, select);
}

export function useClipView<T>(select: (state: ClipViewState) => T): T {
  return useStore(useStores().clipView, select);
}

export function useCollections<T>(select: (state: CollectionsState) => T): T {
  return useStore(useStores().collections, select);
}

export function useDuplicates<T>(select: (state: DuplicatesState) => T): T {
  return useStore(useStores().duplicates, select);
}

export function useModels<T>(select: (state: ModelsState) => T): T {
  return useStore(useStores().models, select);
}
