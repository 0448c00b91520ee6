import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Likeness } from '../../../stores/search-route.ts';
import { useClient, useSearch } from '../../../stores/use-stores.ts';
import { useLikeName } from '../use-like-name.ts';
import styles from './search-box.module.css';

interface LikeChipProps {
  readonly like: Likeness;
  readonly onRemove: () => void;
}

/** What results have to be like, as a small picture in the box. */
export function LikeChip({ like, onRemove }: LikeChipProps) {
  const { t } = useTranslation('search');
  const client = useClient();
  const pictures = useSearch((state) => state.pictures);
  const { name, card } = useLikeName(like);
  const address =
    like.kind === 'picture'
      ? pictures.get(like.picture)
      : card?.poster === undefined || card.poster === null
        ? undefined
        : client.mediaUrl(card.id, 'poster', card.poster.version);
  return (
    <span className={styles['like']}>
      {address !== undefined && <img src={address} alt="" draggable={false} />}
      <span className={styles['likeName']} title={name}>
        {name}
      </span>
      <button type="button" aria-label={t('removeLike', { what: name })} onClick={onRemove}>
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
