/** The name of a lane; of one that can be unfolded, a button, and the names of its rows. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../../stores/use-stores.ts';
import type { Fold, Lane } from './lane.ts';
import styles from './timeline.module.css';

interface LaneHeadProps {
  readonly lane: Lane;
  readonly fold: Fold | 'none';
  readonly rowNames: readonly string[];
}

export function LaneHead({ lane, fold, rowNames }: LaneHeadProps) {
  const { t } = useTranslation('clip');
  const { clipView } = useStores();
  const title = t(`timeline.lanes.${lane.title}`);
  if (fold === 'none') return <div className={styles['head']}>{title}</div>;
  const toggle = (): void => {
    const { folds, change } = clipView.getState();
    change({ folds: { ...folds, [lane.id]: fold === 'open' ? 'folded' : 'open' } });
  };
  const Arrow = fold === 'open' ? ChevronDown : ChevronRight;
  return (
    <div className={styles['head']} data-fold={fold}>
      <button
        type="button"
        className={styles['fold']}
        aria-expanded={fold === 'open'}
        aria-label={
          fold === 'open'
            ? t('timeline.foldLane', { lane: title })
            : t('timeline.unfoldLane', { lane: title })
        }
        onClick={toggle}
      >
        <Arrow size={12} aria-hidden />
        <span>{title}</span>
      </button>
      {fold === 'open' &&
        rowNames.map((name) => (
          <span key={name} className={styles['rowName']} title={name}>
            {name}
          </span>
        ))}
    </div>
  );
}
