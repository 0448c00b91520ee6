/** How somebody likes the clip screen: kept while the window is open, from one clip to the next. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export const clipPanelTabs = ['info', 'measured', 'stages', 'notes'] as const;
export type ClipPanelTab = (typeof clipPanelTabs)[number];

export interface ClipViewState {
  readonly panel: 'open' | 'closed';
  readonly tab: ClipPanelTab;
  /** 0 to 1. */
  readonly volume: number;
  readonly sound: 'on' | 'muted';
  /** What Space plays at. */
  readonly rate: number;
  /** Lanes that were switched; what is not in here is as the lane itself says. */
  readonly lanes: Readonly<Record<string, 'shown' | 'hidden'>>;
  readonly change: (change: Partial<Omit<ClipViewState, 'change'>>) => void;
}

export type ClipViewStore = StoreApi<ClipViewState>;

export function createClipViewStore(): ClipViewStore {
  return createStore<ClipViewState>()((set) => ({
    panel: 'open',
    tab: 'info',
    volume: 1,
    sound: 'on',
    rate: 1,
    lanes: {},
    change: (change) => {
      set(change);
    },
  }));
}
