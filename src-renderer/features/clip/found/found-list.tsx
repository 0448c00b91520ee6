import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration, formatNumber } from '../../../ui/format.ts';
import { useClipScope, useFrameClock, useTransport } from '../clip-context.ts';
import { formatPosition } from '../timecode.ts';
import type { LaneSpan } from '../timeline/lane-rows.ts';
import { type FoundEntry, type FoundKind, foundSources } from './found-entries.ts';
import styles from './found.module.css';

interface FoundListProps {
  readonly kind: FoundKind;
  readonly entries: readonly FoundEntry[];
}

const usualEntryPx = 68;
/** More moments than this are shown when somebody asks for them. */
const fewMoments = 10;

export function FoundList({ kind, entries }: FoundListProps) {
  const { t } = useTranslation('understood');
  const scroller = useRef<HTMLUListElement>(null);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualEntryPx,
    overscan: 6,
  });
  const { colour } = foundSources[kind];
  const token = colour === 'danger' ? '--danger' : `--kind-${colour}`;
  return (
    <ul
      ref={scroller}
      className={styles['list']}
      data-scrolls
      tabIndex={0}
      aria-label={t(`found.kinds.${kind}`)}
      style={{ '--kind': `var(${token})` } as CSSProperties}
    >
      <li aria-hidden style={{ height: virtualizer.getTotalSize() }} />
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const entry = entries[index];
        if (entry === undefined) return null;
        return (
          <li
            key={entry.id}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={entries.length}
            aria-posinset={index + 1}
            className={styles['item']}
            style={{ transform: `translateY(${String(start)}px)` }}
          >
            <Entry entry={entry} />
          </li>
        );
      })}
    </ul>
  );
}

function Entry({ entry }: { readonly entry: FoundEntry }) {
  const { t, i18n } = useTranslation('understood');
  const [isAll, setAll] = useState(false);
  const { name, detail, confidence, moments, seconds } = entry;
  const shown = isAll ? moments : moments.slice(0, fewMoments);
  const here = useTransport(({ timeSec }) =>
    moments.findIndex(({ startSec, endSec }) => timeSec >= startSec && timeSec < endSec),
  );
  const facts = [
    detail,
    seconds < 60
      ? t('found.seconds', { seconds: formatNumber(seconds, i18n.language, seconds < 10 ? 1 : 0) })
      : formatDuration(seconds),
    confidence === null ? null : `${formatNumber(confidence * 100, i18n.language)} %`,
  ];
  return (
    <article className={styles['entry']} data-here={here === -1 ? undefined : ''}>
      <p className={styles['head']}>
        <strong className="selectable">{name}</strong>
        <span>{facts.filter((fact) => fact !== null).join(' · ')}</span>
      </p>
      <div className={styles['moments']}>
        {shown.map((moment, index) => (
          <Moment key={index} name={name} moment={moment} isHere={index === here} />
        ))}
        {moments.length > shown.length && (
          <button
            type="button"
            className={styles['rest']}
            onClick={() => {
              setAll(true);
            }}
          >
            {t('found.rest', { number: moments.length - shown.length })}
          </button>
        )}
      </div>
    </article>
  );
}

interface MomentProps {
  readonly name: string;
  readonly moment: LaneSpan;
  readonly isHere: boolean;
}

function Moment({ name, moment, isHere }: MomentProps) {
  const { t } = useTranslation('understood');
  const { transport, view } = useClipScope();
  const clock = useFrameClock();
  const { startSec, endSec } = moment;
  const from = formatPosition(startSec, clock);
  const shown = formatDuration(startSec, 1);
  return (
    <button
      type="button"
      className={styles['moment']}
      aria-current={isHere}
      aria-label={t('found.goTo', { name, time: shown })}
      title={`${from} – ${formatPosition(endSec, clock)}`}
      onClick={() => {
        transport.seek(startSec);
        view.show(startSec);
      }}
    >
      {shown}
    </button>
  );
}
