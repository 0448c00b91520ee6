import { CircleAlert, ShieldAlert, Unplug } from 'lucide-react';
import type { Card } from '../../../src-preload/contract/cards.ts';
import { formatDuration } from '../../ui/format.ts';
import styles from './clip-card.module.css';
import { type CardWords, formatBadges } from './card-words.ts';

interface CardBadgesProps {
  readonly card: Card;
  readonly words: CardWords;
}

/** Over the picture: what is out of the ordinary above, how long it is below. */
export function CardBadges({ card, words }: CardBadgesProps) {
  return (
    <>
      <span className={styles['above']}>
        {formatBadges(card).map((badge) => (
          <span key={badge} className={styles['badge']}>
            {badge}
          </span>
        ))}
        <StateBadge card={card} words={words} />
      </span>
      {card.durationSec !== null && (
        <span className={[styles['badge'], styles['duration']].join(' ')}>
          {formatDuration(card.durationSec)}
        </span>
      )}
    </>
  );
}

function StateBadge({ card: { state, stages }, words: { t } }: CardBadgesProps) {
  if (state === 'missing')
    return (
      <span role="img" aria-label={t('badge.offline')} title={t('badge.offline')} className={styles['badge']}>
        <Unplug size={12} aria-hidden />
      </span>
    );
  if (state === 'quarantined')
    return (
      <span
        role="img"
        aria-label={t('badge.quarantined')}
        title={t('badge.quarantined')}
        className={[styles['badge'], styles['bad']].join(' ')}
      >
        <ShieldAlert size={12} aria-hidden />
      </span>
    );
  if (state === 'failed' || stages.failed > 0)
    return (
      <span
        role="img"
        aria-label={t('badge.failed')}
        title={t('badge.failed')}
        className={[styles['badge'], styles['bad']].join(' ')}
      >
        <CircleAlert size={12} aria-hidden />
      </span>
    );
  return null;
}
