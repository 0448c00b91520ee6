import { Bookmark } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Collection } from '../../../src-preload/contract/collections.ts';
import { collectionRoute } from '../../stores/collection-route.ts';
import { useCollectionActions } from '../../stores/use-collections.ts';
import { useNotices, useSession } from '../../stores/use-stores.ts';
import { formatNumber } from '../../ui/format.ts';
import { ContextMenu, type MenuEntry } from '../../ui/menu.tsx';
import styles from './collections.module.css';
import { RenameField } from './rename-field.tsx';
import type { RowDrag } from './use-collection-drag.ts';
import type { CollectionMoves } from './use-collection-moves.ts';

interface CollectionRowProps {
  readonly collection: Collection;
  /** null: it could not be counted; undefined: not yet. */
  readonly clips: number | null | undefined;
  readonly place: { readonly index: number; readonly count: number };
  readonly isShown: boolean;
  readonly moves: CollectionMoves;
  readonly drag: RowDrag;
}

export function CollectionRow(props: CollectionRowProps) {
  const { collection, clips, isShown, moves, drag } = props;
  const { id, name } = collection;
  const [mode, setMode] = useState<'shown' | 'renamed'>('shown');
  const rename = (): void => {
    setMode('renamed');
  };
  const { open, entries, onKeyDown } = useRowDeeds(props, rename);
  if (mode === 'renamed')
    return (
      <li className={styles['item']}>
        <RenameField
          collection={collection}
          onLeave={(how) => {
            setMode('shown');
            if (how === 'key') moves.focus(id);
          }}
        />
      </li>
    );
  return (
    <ContextMenu entries={entries}>
      <li className={styles['item']} data-gap={drag.gap ?? undefined} {...drag.handlers}>
        <button
          type="button"
          className={styles['row']}
          data-collection={id}
          aria-current={isShown ? 'page' : undefined}
          aria-keyshortcuts="F2 Delete Alt+ArrowUp Alt+ArrowDown"
          title={collection.query === '' ? name : `${name}\n${collection.query}`}
          onClick={open}
          onKeyDown={onKeyDown}
        >
          <Bookmark size={15} aria-hidden />
          <span className={styles['label']}>{name}</span>
          <Figure clips={clips} />
        </button>
      </li>
    </ContextMenu>
  );
}

function Figure({ clips }: Pick<CollectionRowProps, 'clips'>) {
  const { t, i18n } = useTranslation('collections');
  if (clips === undefined) return null;
  const [shown, read] =
    clips === null
      ? ['–', t('notCounted')]
      : [formatNumber(clips, i18n.language), t('clips', { count: clips })];
  return (
    <span className={styles['figure']} title={read}>
      <span aria-hidden>{shown}</span>
      <span className="visually-hidden">{read}</span>
    </span>
  );
}

function useRowDeeds({ collection, place, moves }: CollectionRowProps, rename: () => void) {
  const { t } = useTranslation('collections');
  const navigate = useSession((state) => state.navigate);
  const tellError = useNotices((state) => state.tellError);
  const { remove } = useCollectionActions();
  const { id, query } = collection;
  const open = (): void => {
    navigate(collectionRoute(collection));
  };
  const takeAway = (): void => {
    moves.focusNeighbour(id);
    remove(collection);
  };
  const entries = (): readonly MenuEntry[] => [
    { kind: 'item', label: t('menu.open'), onSelect: open },
    { kind: 'item', label: t('menu.rename'), shortcut: 'F2', onSelect: rename },
    {
      kind: 'item',
      label: t('menu.copyQuery'),
      isDisabled: query === '',
      onSelect: () => void navigator.clipboard.writeText(query).catch(tellError),
    },
    { kind: 'separator' },
    {
      kind: 'item',
      label: t('menu.up'),
      shortcut: 'Alt+↑',
      isDisabled: place.index === 0,
      onSelect: () => moves.move(collection, -1),
    },
    {
      kind: 'item',
      label: t('menu.down'),
      shortcut: 'Alt+↓',
      isDisabled: place.index === place.count - 1,
      onSelect: () => moves.move(collection, 1),
    },
    { kind: 'separator' },
    { kind: 'item', label: t('menu.remove'), shortcut: 'Delete', tone: 'danger', onSelect: takeAway },
  ];
  const keys: Readonly<Record<string, () => void>> = {
    F2: rename,
    Delete: takeAway,
    'Alt+ArrowUp': () => moves.move(collection, -1),
    'Alt+ArrowDown': () => moves.move(collection, 1),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const deed = keys[event.altKey ? `Alt+${event.key}` : event.key];
    if (deed === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  };
  return { open, entries, onKeyDown };
}
