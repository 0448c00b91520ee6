import { useTranslation } from 'react-i18next';
import { useClient, useNotices, useSession } from '../../stores/use-stores.ts';

interface Adding {
  /** Files and folders by their places on this machine. */
  readonly addPaths: (paths: readonly string[], options?: { readonly isRecursive: boolean }) => void;
  readonly addSamples: () => Promise<void>;
  readonly lookAgain: () => void;
  /** By the system's own dialog; where there is none, by ours. */
  readonly chooseFolders: () => void;
}

export function useAdding(): Adding {
  const { t } = useTranslation('adding');
  const client = useClient();
  const tell = useNotices((state) => state.tell);
  const tellError = useNotices((state) => state.tellError);
  const navigate = useSession((state) => state.navigate);
  const openDialog = useSession((state) => state.openDialog);
  const hasSystemDialog = useSession((state) => state.facts?.abilities.folderDialog === true);

  const addPaths: Adding['addPaths'] = (paths, { isRecursive } = { isRecursive: true }) => {
    if (paths.length === 0) return;
    client.ask('library.add', { paths: [...paths], recursive: isRecursive }).then(() => {
      tell(t('added', { name: paths.join(', ') }));
      navigate({ screen: 'library' });
    }, tellError);
  };
  return {
    addPaths,
    addSamples: async () => {
      try {
        const { paths } = await client.ask('library.makeSamples', {});
        await client.ask('library.add', { paths });
      } catch (thrown) {
        tellError(thrown);
      }
    },
    lookAgain: () => {
      client.ask('library.rescan', {}).then(({ scan }) => {
        tell(t(scan === null ? 'noFolders' : 'rescanning'));
      }, tellError);
    },
    chooseFolders: () => {
      if (!hasSystemDialog) {
        openDialog('add-folder');
        return;
      }
      client.askHost('host.chooseFolders', { purpose: 'add' }).then(({ paths }) => {
        addPaths(paths);
      }, tellError);
    },
  };
}
