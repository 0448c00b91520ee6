import { ChevronDown, FolderPlus, Keyboard, Plus, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAddMenu } from '../features/adding/use-add-menu.tsx';
import { ActivityButton } from '../features/activity/activity-button.tsx';
import { SearchBox } from '../features/search/box/search-box.tsx';
import { screenRoute } from '../stores/route.ts';
import { useSession } from '../stores/use-stores.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import styles from './top-bar.module.css';

export function TopBar() {
  const { t } = useTranslation('shell');
  const openDialog = useSession((state) => state.openDialog);
  return (
    <header className={styles['bar']}>
      <LibraryMenu />
      <Screens />
      <div className={styles['middle']}>
        <SearchBox />
      </div>
      <AddMenu />
      <ActivityButton />
      <span className={styles['buttons']}>
        <IconButton
          label={t('keyboard')}
          shortcut="?"
          icon={<Keyboard size={18} aria-hidden />}
          onClick={() => {
            openDialog('keyboard');
          }}
        />
        <IconButton
          label={t('settings')}
          shortcut="Ctrl+,"
          icon={<Settings size={18} aria-hidden />}
          onClick={() => {
            openDialog('settings');
          }}
        />
      </span>
    </header>
  );
}

function LibraryMenu() {
  const { t } = useTranslation('shell');
  const facts = useSession((state) => state.facts);
  const openDialog = useSession((state) => state.openDialog);
  const openLibrary = useSession((state) => state.openLibrary);
  const name = facts?.library?.name ?? 'Rushes';
  const others = (facts?.recent ?? []).filter(({ path }) => path !== facts?.library?.path).slice(0, 8);
  const trigger = (
    <button type="button" className={styles['library']}>
      <img src={logoAddress} alt="" width={22} height={22} />
      <span>{name}</span>
      <ChevronDown size={14} aria-hidden />
    </button>
  );
  return (
    <Menu
      trigger={trigger}
      entries={[
        ...others.map(({ path, name: label }) => ({
          kind: 'item' as const,
          label,
          onSelect: () => void openLibrary(path, 'refuse'),
        })),
        ...(others.length > 0 ? [{ kind: 'separator' as const }] : []),
        {
          kind: 'item',
          label: t('openAnother'),
          onSelect: () => {
            openDialog('libraries');
          },
        },
      ]}
    />
  );
}

function Screens() {
  const { t } = useTranslation('shell');
  const screen = useSession((state) => state.route.screen);
  const navigate = useSession((state) => state.navigate);
  return (
    <nav aria-label={t('screens')} className={styles['screens']}>
      {(['library', 'duplicates', 'activity', 'models'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-current={screen === name || (name === 'library' && screen === 'clip') ? 'page' : undefined}
          onClick={() => {
            navigate(screenRoute(name));
          }}
        >
          {t(name)}
        </button>
      ))}
    </nav>
  );
}

function AddMenu() {
  const { t } = useTranslation('shell');
  const { entries, input } = useAddMenu();
  return (
    <>
      {input}
      <Menu
        align="end"
        trigger={<Button icon={<Plus size={16} aria-hidden />}>{t('add')}</Button>}
        entries={[
          {
            kind: 'item',
            label: t('addFolder'),
            icon: <FolderPlus size={16} aria-hidden />,
            shortcut: 'Ctrl+O',
            onSelect: entries.addFolder,
          },
          ...(entries.addFiles === null
            ? []
            : [{ kind: 'item' as const, label: t('addFiles'), onSelect: entries.addFiles }]),
          { kind: 'item', label: t('addSamples'), onSelect: entries.addSamples },
          { kind: 'separator' },
          { kind: 'item', label: t('lookAgain'), onSelect: entries.lookAgain },
        ]}
      />
    </>
  );
}

const logoAddress = new URL('./logo.svg', import.meta.url).href;
