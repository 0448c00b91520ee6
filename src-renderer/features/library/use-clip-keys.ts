/** The keyboard over the clips. */
import { type KeyboardEvent, useCallback } from 'react';
import type { LibraryState } from '../../stores/library-store.ts';
import { useStores } from '../../stores/use-stores.ts';
import { cellId } from './clip-card.tsx';
import { type Direction, steppedIndex } from './grid-geometry.ts';
import type { Annotate } from './use-annotate.ts';
import type { ClipDeeds } from './use-clip-deeds.ts';

interface ClipKeysOptions {
  readonly columns: number;
  readonly rowsOnScreen: () => number;
  readonly reveal: (index: number) => void;
  readonly annotate: Annotate;
  readonly deeds: ClipDeeds;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'first',
  End: 'last',
};

export function useClipKeys(options: ClipKeysOptions): (event: KeyboardEvent) => void {
  const { columns, rowsOnScreen, reveal, annotate, deeds } = options;
  const { library } = useStores();
  return useCallback(
    (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget || event.altKey) return;
      const state = library.getState();
      const direction = directions[event.key];
      if (direction !== undefined) {
        event.preventDefault();
        const layout = { columns, total: state.total, rowsOnScreen: rowsOnScreen() };
        const to = steppedIndex(state.selection.cursor?.index ?? null, direction, layout);
        if (to === null) return;
        reveal(to);
        state.moveTo(to, event.shiftKey ? 'range' : 'only');
      } else if (event.ctrlKey || event.metaKey) {
        if (controlled(event, state)) event.preventDefault();
      } else if (opensMenu(event)) {
        event.preventDefault();
        openMenuAtCursor(state);
      } else if (plain(event.key, state, annotate, deeds)) event.preventDefault();
    },
    [library, columns, rowsOnScreen, reveal, annotate, deeds],
  );
}

/** Whether it was a key of ours. */
function controlled({ key }: KeyboardEvent, { selection, selectAll, choose }: LibraryState): boolean {
  if (key.toLowerCase() === 'a') {
    selectAll();
    return true;
  }
  if (key !== ' ' || selection.cursor === null) return false;
  choose(selection.cursor, 'toggle');
  return true;
}

function plain(key: string, state: LibraryState, annotate: Annotate, deeds: ClipDeeds): boolean {
  const { ids, cursor } = state.selection;
  if (key === 'Escape') {
    state.selectNone();
    return ids.size > 0;
  }
  const clipIds = ids.size > 0 ? [...ids] : cursor === null ? [] : [cursor.clipId];
  if (clipIds.length === 0) return false;
  if (key === 'Enter' || key === ' ') {
    deeds.open(cursor !== null && clipIds.includes(cursor.clipId) ? cursor.clipId : (clipIds[0] ?? ''));
    return true;
  }
  if (/^[0-5]$/.test(key)) {
    annotate.rate(clipIds, key === '0' ? null : Number(key));
    return true;
  }
  const letter = key.toLowerCase();
  if (letter !== 't' && letter !== 'n') return false;
  if (ids.size === 0 && cursor !== null) state.choose(cursor, 'only');
  state.askField(letter === 't' ? 'tags' : 'note');
  return true;
}

function opensMenu({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

/** The browser would open it in the middle of everything: what has the focus is the whole grid. */
function openMenuAtCursor({ selection: { cursor } }: LibraryState): void {
  const cell = cursor === null ? null : document.getElementById(cellId(cursor.index));
  if (cell === null) return;
  const { left, top, width, height } = cell.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2 };
  cell.dispatchEvent(new MouseEvent('contextmenu', { ...at, bubbles: true, cancelable: true, button: 2 }));
}
