import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../../../src-preload/contract/cards.ts';
import type { FoundClip } from '../../../../src-preload/contract/search.ts';
import { formatDuration } from '../../../ui/format.ts';
import { PosterPicture } from './moment-picture.tsx';
import { MomentRow } from './moment-row.tsx';
import { itemId } from './result-items.ts';
import styles from './results.module.css';
import { SnippetText } from './snippet-text.tsx';
import { Why } from './why.tsx';

interface ResultCardProps {
  readonly found: FoundClip;
  /** undefined: it was removed a moment ago. */
  readonly card: Card | undefined;
  /** From 1. */
  readonly position: number;
  readonly total: number;
  readonly pictureHeightPx: number;
  /** Where Tab stops: null: the clip; a number: that moment; 'elsewhere': in another card. */
  readonly stop: number | null | 'elsewhere';
  readonly onOpen: (clipId: string, moment: number | null) => void;
}

/** A clip that was found, with its best moments. */
export const ResultCard = memo(function ResultCard(props: ResultCardProps) {
  const { found, card, position, total, pictureHeightPx, stop, onOpen } = props;
  const { t } = useTranslation('search');
  const { clipId, moments } = found;
  const name = card?.name ?? nameIn(found.path) ?? clipId;
  return (
    <article
      className={styles['card']}
      data-away={card?.state === 'missing' ? '' : undefined}
      aria-posinset={position}
      aria-setsize={total}
      aria-labelledby={`${itemId({ clipId, moment: null })}-name`}
    >
      <button
        type="button"
        id={itemId({ clipId, moment: null })}
        data-clip={clipId}
        tabIndex={stop === null ? 0 : -1}
        className={styles['picture']}
        style={{ height: pictureHeightPx }}
        onClick={() => {
          onOpen(clipId, null);
        }}
      >
        <span className="visually-hidden">{name}</span>
        <PosterPicture card={card} />
        <Badges card={card} />
      </button>
      <div className={styles['caption']}>
        <div className={styles['line']}>
          <span
            id={`${itemId({ clipId, moment: null })}-name`}
            className={styles['name']}
            title={found.path ?? name}
          >
            <Name found={found} name={name} />
          </span>
          <Why found={found} name={name} isStop={stop !== 'elsewhere'} />
        </div>
        <Reason found={found} />
      </div>
      {moments.length > 0 && (
        <ul className={styles['moments']} aria-label={t('momentsOf', { name })}>
          {moments.map((moment, index) => (
            <MomentRow
              key={`${moment.lane} ${String(moment.startSec)} ${String(index)}`}
              clipId={clipId}
              card={card}
              moment={moment}
              index={index}
              isStop={stop === index}
              onOpen={() => {
                onOpen(clipId, index);
              }}
            />
          ))}
        </ul>
      )}
    </article>
  );
});

function nameIn(path: string | null): string | undefined {
  return path?.split(/[\\/]/).at(-1);
}

/** Over the picture: what is out of the ordinary above, how long it is below. */
function Badges({ card }: { readonly card: Card | undefined }) {
  if (card === undefined) return null;
  const { resolution, hdrFormat, durationSec } = card;
  const badges = [
    ...(resolution === '8k' || resolution === '4k' ? [resolution.toUpperCase()] : []),
    ...(hdrFormat === null ? [] : ['HDR']),
  ];
  return (
    <>
      <span className={styles['above']}>
        {badges.map((badge) => (
          <span key={badge} className={styles['badge']}>
            {badge}
          </span>
        ))}
      </span>
      {durationSec !== null && (
        <span className={[styles['badge'], styles['duration']].join(' ')}>{formatDuration(durationSec)}</span>
      )}
    </>
  );
}

/** With what was found in it marked, where the snippet is the whole name. */
function Name({ found, name }: { readonly found: FoundClip; readonly name: string }) {
  const snippet = found.fields.find(({ field }) => field === 'name')?.snippet;
  const whole = snippet?.map(({ text }) => text).join('');
  return snippet !== undefined && whole === name ? <SnippetText snippet={snippet} /> : name;
}

/** The best of what the clip as a whole is known by; else what kind of match it is. */
function Reason({ found }: { readonly found: FoundClip }) {
  const { t } = useTranslation('search');
  const field = found.fields.find((one) => one.field !== 'name');
  return (
    <p className={styles['reason']}>
      <span className={styles['match']}>{t(`match.${field?.field ?? found.matchType}`)}</span>
      {field !== undefined && (
        <span className={styles['found']}>
          <SnippetText snippet={field.snippet} />
        </span>
      )}
    </p>
  );
}
