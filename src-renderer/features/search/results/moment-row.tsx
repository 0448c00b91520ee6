import { useTranslation } from 'react-i18next';
import type { Card } from '../../../../src-preload/contract/cards.ts';
import type { FoundMoment } from '../../../../src-preload/contract/search.ts';
import { formatDuration } from '../../../ui/format.ts';
import { LaneIcon } from '../lane-icon.tsx';
import { MomentPicture } from './moment-picture.tsx';
import { MomentPlayer } from './moment-player.tsx';
import { itemId } from './result-items.ts';
import styles from './results.module.css';
import { SnippetText } from './snippet-text.tsx';
import { useLingering } from './use-lingering.ts';

interface MomentRowProps {
  readonly clipId: string;
  readonly card: Card | undefined;
  readonly moment: FoundMoment;
  readonly index: number;
  readonly isStop: boolean;
  readonly onOpen: () => void;
}

/** One moment of a clip: what is shown there, when, and what was found. */
export function MomentRow({ clipId, card, moment, index, isStop, onOpen }: MomentRowProps) {
  const { t } = useTranslation('search');
  const { lingers, handlers } = useLingering();
  const lane = t(`lane.${moment.lane}`);
  return (
    <li>
      <button
        type="button"
        id={itemId({ clipId, moment: index })}
        data-clip={clipId}
        data-moment={index}
        tabIndex={isStop ? 0 : -1}
        className={styles['moment']}
        onClick={onOpen}
        {...handlers}
      >
        <span className={styles['thumb']}>
          <MomentPicture card={card} span={moment} />
          {lingers && <MomentPlayer clipId={clipId} moment={moment} />}
        </span>
        <span className={styles['words']}>
          <span className={styles['when']}>
            <LaneIcon lane={moment.lane} />
            <span>{formatDuration(moment.startSec)}</span>
            <span className={styles['lane']}>{lane}</span>
          </span>
          {moment.snippet.length > 0 && (
            <span className={styles['snippet']}>
              <SnippetText snippet={moment.snippet} />
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
