/** The window: bar, screen, and what lies above them. */
import { useTranslation } from 'react-i18next';
import { ActivityScreen } from '../features/activity/activity-screen.tsx';
import { FailuresDialog } from '../features/activity/failures-dialog.tsx';
import { AddFolderDialog } from '../features/adding/add-folder-dialog.tsx';
import { DropArea } from '../features/adding/drop-area.tsx';
import { WelcomeScreen } from '../features/adding/welcome-screen.tsx';
import { ClipScreen } from '../features/clip/clip-screen.tsx';
import { CollectionsSection } from '../features/collections/collections-section.tsx';
import { SaveCollection } from '../features/collections/save-collection.tsx';
import { DuplicatesScreen } from '../features/duplicates/duplicates-screen.tsx';
import { LibraryScreen } from '../features/library/library-screen.tsx';
import { ModelsScreen } from '../features/models/models-screen.tsx';
import { SearchScreen } from '../features/search/search-screen.tsx';
import { KeyboardDialog } from '../features/settings/keyboard-dialog.tsx';
import { LibrariesDialog } from '../features/settings/libraries-dialog.tsx';
import { SettingsDialog } from '../features/settings/settings-dialog.tsx';
import { useNotices, useSession } from '../stores/use-stores.ts';
import { Notices } from '../ui/notices.tsx';
import { EngineBanner } from './engine-banner.tsx';
import styles from './frame.module.css';
import { TopBar } from './top-bar.tsx';
import { useLibraryContent } from './use-library-content.ts';
import { useMenuCommands } from './use-menu-commands.ts';
import { usePreferences } from './use-preferences.ts';
import { contentId, useScreenFocus } from './use-screen-focus.ts';
import { useWindowKeys } from './use-window-keys.ts';
import { useWindowTitle } from './use-window-title.ts';

export function Frame() {
  const { t } = useTranslation('shell');
  usePreferences();
  useScreenFocus();
  useWindowKeys();
  useMenuCommands();
  useWindowTitle();
  return (
    <DropArea>
      <div className={styles['frame']}>
        <a className={styles['skip']} href={`#${contentId}`}>
          {t('skip')}
        </a>
        <TopBar />
        <EngineBanner />
        <main id={contentId} tabIndex={-1} className={styles['screen']}>
          <Screen />
        </main>
      </div>
      <Dialogs />
      <WindowNotices />
    </DropArea>
  );
}

function Screen() {
  const { t } = useTranslation('shell');
  const route = useSession((state) => state.route);
  const epoch = useSession((state) => state.epoch);
  const content = useLibraryContent();
  if (route.screen === 'activity') return <ActivityScreen key={epoch} />;
  if (route.screen === 'duplicates') return <DuplicatesScreen key={epoch} />;
  if (route.screen === 'models') return <ModelsScreen key={epoch} />;
  if (route.screen === 'clip')
    return (
      <ClipScreen
        key={`${String(epoch)} ${route.clipId}`}
        clipId={route.clipId}
        timeSec={route.timeSec ?? 0}
      />
    );
  if (route.screen === 'search') return <SearchScreen actions={<SaveCollection />} />;
  if (content === 'unknown') return null;
  if (content === 'empty') return <WelcomeScreen />;
  return (
    <>
      <h1 className="visually-hidden">{t('library')}</h1>
      <LibraryScreen key={epoch} collections={<CollectionsSection />} />
    </>
  );
}

function Dialogs() {
  const dialog = useSession((state) => state.dialog);
  const openDialog = useSession((state) => state.openDialog);
  const onClose = (): void => {
    openDialog('none');
  };
  return (
    <>
      <SettingsDialog isOpen={dialog === 'settings'} onClose={onClose} />
      <KeyboardDialog isOpen={dialog === 'keyboard'} onClose={onClose} />
      <LibrariesDialog isOpen={dialog === 'libraries'} onClose={onClose} />
      <AddFolderDialog isOpen={dialog === 'add-folder'} onClose={onClose} />
      <FailuresDialog isOpen={dialog === 'failures'} onClose={onClose} />
    </>
  );
}

function WindowNotices() {
  const { t } = useTranslation('shell');
  const notices = useNotices((state) => state.notices);
  const close = useNotices((state) => state.close);
  return <Notices label={t('notices')} closeLabel={t('close')} notices={notices} onClose={close} />;
}
