/**
 * How somebody likes the clip screen: kept from one clip to the next while the window is open. What is drawn over the picture
 * and along its time is kept for the next start as well.
 */
import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KeptChoices } from './kept-choices.ts';

export const clipPanelTabs = ['info', 'transcript', 'found', 'measured', 'stages', 'notes'] as const;
export type ClipPanelTab = (typeof clipPanelTabs)[number];

/** What can be drawn over the picture. */
export const boxLayers = ['objects', 'faces', 'hands', 'body', 'text'] as const;
export type BoxLayer = (typeof boxLayers)[number];

const shownOrHidden = z.enum(['shown', 'hidden']);

const keptView = z.object({
  boxes: shownOrHidden,
  layers: z.partialRecord(z.enum(boxLayers), shownOrHidden),
  lanes: z.record(z.string(), shownOrHidden),
  folds: z.record(z.string(), z.enum(['folded', 'open'])),
});

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
  /** Lanes that were folded or unfolded; the others are folded. */
  readonly folds: Readonly<Record<string, 'folded' | 'open'>>;
  /** What models saw, drawn over the picture: all of it at once, and each kind by itself. */
  readonly boxes: 'shown' | 'hidden';
  readonly layers: Readonly<Partial<Record<BoxLayer, 'shown' | 'hidden'>>>;
  readonly change: (change: Partial<Omit<ClipViewState, 'change'>>) => void;
}

export type ClipViewStore = StoreApi<ClipViewState>;

export function createClipViewStore(kept: KeptChoices): ClipViewStore {
  const store = createStore<ClipViewState>()((set) => ({
    panel: 'open',
    tab: 'info',
    volume: 1,
    sound: 'on',
    rate: 1,
    lanes: {},
    folds: {},
    boxes: 'shown',
    layers: {},
    ...kept.read(keptView),
    change: (change) => {
      set(change);
    },
  }));
  store.subscribe(({ boxes, layers, lanes, folds }, before) => {
    const isSame =
      boxes === before.boxes && layers === before.layers && lanes === before.lanes && folds === before.folds;
    if (!isSame) kept.write({ boxes, layers, lanes, folds });
  });
  return store;
}

export function isLayerShown(
  { boxes, layers }: Pick<ClipViewState, 'boxes' | 'layers'>,
  layer: BoxLayer,
): boolean {
  return boxes === 'shown' && (layers[layer] ?? 'shown') === 'shown';
}
