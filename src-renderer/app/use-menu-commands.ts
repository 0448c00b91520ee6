import { useEffect } from 'react';
import type { MenuCommand } from '../../src-preload/contract/bridge.ts';
import { focusSearch } from '../features/search/box/focus-search.ts';
import { useClient, useNotices, useSession, useStores } from '../stores/use-stores.ts';
import { useUndo } from './use-undo.ts';
import { isWriting } from './use-window-keys.ts';

/** Does what the native menu asks for. */
export function useMenuCommands(): void {
  const client = useClient();
  const { library } = useStores();
  const { undo } = useUndo();
  const navigate = useSession((state) => state.navigate);
  const openDialog = useSession((state) => state.openDialog);
  const savePreferences = useSession((state) => state.savePreferences);
  const tellError = useNotices((state) => state.tellError);
  useEffect(() => {
    const deeds: Readonly<Record<MenuCommand, () => void>> = {
      'add-folder': () => openDialog('add-folder'),
      'open-library': () => openDialog('libraries'),
      settings: () => openDialog('settings'),
      keyboard: () => openDialog('keyboard'),
      undo: () => {
        // In a text field, undoing means what was typed there, and there is no other way to ask for it.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        if (isWriting(document.activeElement)) document.execCommand('undo');
        else undo();
      },
      'select-all': () => {
        const field = document.activeElement;
        if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
        else library.getState().selectAll();
      },
      find: focusSearch,
      'show-library': () => navigate({ screen: 'library' }),
      'show-activity': () => navigate({ screen: 'activity' }),
      'show-models': () => navigate({ screen: 'models', pack: null }),
      'theme-system': () => void savePreferences({ theme: 'system' }).catch(tellError),
      'theme-dark': () => void savePreferences({ theme: 'dark' }).catch(tellError),
      'theme-light': () => void savePreferences({ theme: 'light' }).catch(tellError),
    };
    return client.onMenu((command) => {
      deeds[command]();
    });
  }, [client, library, undo, navigate, openDialog, savePreferences, tellError]);
}
