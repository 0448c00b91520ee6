/** Smart collections at the side of the library: opened, called otherwise, put in order, taken away. */
import { MoreHorizontal } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCollections, useSession } from '../../stores/use-stores.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { isShown } from '../../stores/collection-route.ts';
import { CollectionRow } from './collection-row.tsx';
import styles from './collections.module.css';
import { useCollectionDrag } from './use-collection-drag.ts';
import { useCollectionMoves } from './use-collection-moves.ts';
import { useCollectionTransfer } from './use-collection-transfer.tsx';

export function CollectionsSection() {
  const { t } = useTranslation('collections');
  const collections = useCollections((state) => state.collections);
  const counts = useCollections((state) => state.counts);
  const watch = useCollections((state) => state.watch);
  const route = useSession((state) => state.route);
  useEffect(() => watch(), [watch]);
  const titleId = useId();
  const list = useRef<HTMLUListElement>(null);
  const moves = useCollectionMoves(list);
  const drag = useCollectionDrag();
  return (
    <section className={styles['section']} aria-labelledby={titleId}>
      <div className={styles['head']}>
        <h2 id={titleId}>{t('title')}</h2>
        <TransferMenu />
      </div>
      {collections?.length === 0 && <p className={styles['hint']}>{t('hint')}</p>}
      <ul ref={list}>
        {(collections ?? []).map((collection, index) => (
          <CollectionRow
            key={collection.id}
            collection={collection}
            clips={counts.get(collection.id)}
            place={{ index, count: collections?.length ?? 0 }}
            isShown={isShown(route, collection)}
            moves={moves}
            drag={drag.of(collection.id, index)}
          />
        ))}
      </ul>
      <p role="status" className="visually-hidden">
        {moves.said}
      </p>
    </section>
  );
}

function TransferMenu() {
  const { t } = useTranslation('collections');
  const { entries, input } = useCollectionTransfer();
  return (
    <>
      {input}
      <Menu
        align="end"
        trigger={
          <IconButton
            className={styles['more']}
            label={t('more')}
            icon={<MoreHorizontal size={15} aria-hidden />}
          />
        }
        entries={entries}
      />
    </>
  );
}
