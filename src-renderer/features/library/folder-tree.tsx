import { ChevronRight, Folder, HardDrive, Network, Unplug, Usb } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLibrary } from '../../stores/use-stores.ts';
import { formatNumber } from '../../ui/format.ts';
import { ContextMenu, type MenuEntry } from '../../ui/menu.tsx';
import { type FolderRow, folderRows, keysAbove, rowKey } from './folder-rows.ts';
import styles from './side-bar.module.css';
import { useClipDeeds } from './use-clip-deeds.ts';

const indentPx = 14;

/** Disks and their folders. Only what is unfolded is there. */
export function FolderTree() {
  const { t } = useTranslation('library');
  const volumes = useLibrary((state) => state.places?.volumes);
  const chosen = useLibrary((state) => state.place.filter.place);
  /** What somebody folded or unfolded; volumes, and what leads to the folder that is chosen, are unfolded by themselves. */
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const rows = useMemo(() => {
    const found = volumes ?? [];
    const chosenVolume = found.find(({ volume }) => volume === chosen?.volume);
    const unfolded = new Set(found.map(({ volume }) => rowKey(volume, '')));
    if (chosenVolume !== undefined && chosen !== null && chosen.folder !== '')
      for (const key of keysAbove(chosenVolume, chosen.folder)) unfolded.add(key);
    for (const [key, isUnfolded] of turned) {
      if (isUnfolded) unfolded.add(key);
      else unfolded.delete(key);
    }
    return folderRows(found, unfolded);
  }, [volumes, chosen, turned]);
  if (rows.length === 0) return null;
  const chosenKey = chosen === null ? null : rowKey(chosen.volume, chosen.folder);
  return (
    <section className={styles['section']}>
      <h2>{t('side.folders')}</h2>
      <ul>
        {rows.map((row) => (
          <TreeRow
            key={row.key}
            row={row}
            isChosen={row.key === chosenKey}
            onTurn={() => {
              setTurned(new Map(turned).set(row.key, row.fold === 'folded'));
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface TreeRowProps {
  readonly row: FolderRow;
  readonly isChosen: boolean;
  readonly onTurn: () => void;
}

function TreeRow({ row, isChosen, onTurn }: TreeRowProps) {
  const { t, i18n } = useTranslation('library');
  const changeFilter = useLibrary((state) => state.changeFilter);
  const { copyText } = useClipDeeds();
  const { name, fold, depth, state } = row;
  const choose = (): void => {
    changeFilter({ place: { volume: row.volume, folder: row.folder }, states: [], opened: 'any' });
  };
  const entries = (): readonly MenuEntry[] => [
    { kind: 'item', label: t('menu.showOnly'), onSelect: choose },
    {
      kind: 'item',
      label: t('menu.showEverything'),
      isDisabled: !isChosen,
      onSelect: () => changeFilter({ place: null }),
    },
    { kind: 'separator' },
    {
      kind: 'item',
      label: t('menu.copyPath', { count: 1 }),
      onSelect: () => copyText(row.folder === '' ? row.name : row.folder),
    },
  ];
  return (
    <ContextMenu entries={entries}>
      <li
        className={[styles['branch'], state === 'offline' && styles['offline']].filter(Boolean).join(' ')}
        style={{ paddingLeft: depth * indentPx }}
      >
        {fold === 'leaf' ? (
          <span className={styles['noFold']} />
        ) : (
          <button
            type="button"
            className={styles['fold']}
            aria-expanded={fold === 'unfolded'}
            aria-label={fold === 'unfolded' ? t('side.fold', { name }) : t('side.unfold', { name })}
            onClick={onTurn}
          >
            <ChevronRight size={13} aria-hidden />
          </button>
        )}
        <button
          type="button"
          className={styles['row']}
          aria-current={isChosen ? 'true' : undefined}
          title={state === 'offline' && depth === 0 ? t('side.volumeOffline') : row.folder || name}
          onClick={choose}
        >
          <PlaceIcon row={row} />
          <span className={styles['label']}>{name}</span>
          <span className={styles['figure']}>{formatNumber(row.clips, i18n.language)}</span>
        </button>
      </li>
    </ContextMenu>
  );
}

function PlaceIcon({ row: { kind, state } }: { readonly row: FolderRow }) {
  const size = 15;
  if (kind === 'folder') return <Folder size={size} aria-hidden />;
  if (state === 'offline') return <Unplug size={size} aria-hidden />;
  if (kind === 'network') return <Network size={size} aria-hidden />;
  return kind === 'removable' ? <Usb size={size} aria-hidden /> : <HardDrive size={size} aria-hidden />;
}
