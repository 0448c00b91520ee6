import { useEffect } from 'react';
import { focusSearch } from '../features/search/box/focus-search.ts';
import { screenRoute } from '../stores/route.ts';
import { useSession } from '../stores/use-stores.ts';
import { useUndo } from './use-undo.ts';

/** Keys that hold on every screen. Those of a screen are bound there. */
export function useWindowKeys(): void {
  const { undo, redo } = useUndo();
  const navigate = useSession((state) => state.navigate);
  const openDialog = useSession((state) => state.openDialog);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const withControl = event.ctrlKey || event.metaKey;
      const action = withControl ? controlled(event) : isWriting(event.target) ? undefined : plain[event.key];
      if (action === undefined || event.altKey) return;
      if (isDialogOpen() && action !== 'keyboard') return;
      event.preventDefault();
      if (action === 'undo') undo();
      if (action === 'redo') redo();
      if (action === 'find') focusSearch();
      if (action === 'settings' || action === 'keyboard' || action === 'add-folder') openDialog(action);
      if (action === 'library' || action === 'activity' || action === 'models') navigate(screenRoute(action));
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [undo, redo, navigate, openDialog]);
}

type Action =
  'undo' | 'redo' | 'find' | 'settings' | 'keyboard' | 'add-folder' | 'library' | 'activity' | 'models';

const plain: Readonly<Record<string, Action>> = { '?': 'keyboard', '/': 'find' };

function controlled(event: KeyboardEvent): Action | undefined {
  const key = event.key.toLowerCase();
  if (key === 'f') return 'find';
  if (key === ',') return 'settings';
  if (key === 'o' && !event.shiftKey) return 'add-folder';
  if (key === '1') return 'library';
  if (key === '2') return 'activity';
  if (key === '3') return 'models';
  // In a text field these are the field's own.
  if (isWriting(event.target)) return undefined;
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : undefined;
}

export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=range]):not([type=checkbox]), textarea, select'))
  );
}

function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog][data-open]') !== null;
}
