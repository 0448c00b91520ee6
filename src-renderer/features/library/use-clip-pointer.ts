/** Mouse and trackpad over the clips. One set of handlers on what scrolls, none on the cards. */
import { type MouseEvent, useMemo } from 'react';
import { cardAt } from '../../stores/library-pages.ts';
import type { Step } from '../../stores/library-selection-keeper.ts';
import type { Spot } from '../../stores/library-selection.ts';
import { useStores } from '../../stores/use-stores.ts';
import type { ClipDeeds } from './use-clip-deeds.ts';

export function useClipPointer(deeds: ClipDeeds) {
  const { library } = useStores();
  return useMemo(() => {
    const spotOf = (target: EventTarget): Spot | null => {
      const cell = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
      if (cell === null) return null;
      const index = Number(cell.dataset['index']);
      const card = cardAt(library.getState().pages, index);
      return card === undefined ? null : { clipId: card.id, index };
    };
    return {
      onClick(event: MouseEvent) {
        const spot = spotOf(event.target);
        const { choose, selectNone } = library.getState();
        if (spot !== null) choose(spot, stepOf(event));
        else if (!isControl(event.target)) selectNone();
      },
      onDoubleClick({ target }: MouseEvent) {
        const spot = spotOf(target);
        if (spot !== null) deeds.open(spot.clipId);
      },
      /** The menu is about what is chosen: the clip under the pointer is, by now. */
      onContextMenuCapture({ target }: MouseEvent) {
        const spot = spotOf(target);
        const { selection, choose, selectNone } = library.getState();
        if (spot === null) selectNone();
        else if (!selection.ids.has(spot.clipId)) choose(spot, 'only');
      },
      onDragStart(event: MouseEvent) {
        event.preventDefault();
        const spot = spotOf(event.target);
        if (spot === null) return;
        const { selection, choose } = library.getState();
        const isChosen = selection.ids.has(spot.clipId);
        if (!isChosen) choose(spot, 'only');
        deeds.dragOut(isChosen ? [...selection.ids] : [spot.clipId]);
      },
    };
  }, [library, deeds]);
}

function stepOf({ shiftKey, ctrlKey, metaKey }: MouseEvent): Step {
  const isAdded = ctrlKey || metaKey;
  if (shiftKey) return isAdded ? 'more' : 'range';
  return isAdded ? 'toggle' : 'only';
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, [role=columnheader]') !== null;
}
