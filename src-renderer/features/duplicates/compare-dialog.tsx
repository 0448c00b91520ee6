import { Pause, Play } from 'lucide-react';
import { type RefObject, useMemo, useRef } from 'react';
import type { DuplicateClip, DuplicateGroup } from '../../../src-preload/contract/commands/duplicates.ts';
import { relationTo } from '../../stores/duplicates-store-choices.ts';
import { IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Slider } from '../../ui/slider.tsx';
import styles from './compare.module.css';
import { clipFacts, type DuplicateWords, relationText, useDuplicateWords } from './duplicate-words.ts';
import { extentOf, fromTheirBeginning, isWithin, ownTime } from './in-step.ts';
import { useInStep } from './use-in-step.ts';
import { usePlayable } from './use-playable.ts';

export interface Compared {
  readonly group: DuplicateGroup;
  readonly kept: DuplicateClip;
  readonly other: DuplicateClip;
}

interface CompareDialogProps extends Compared {
  readonly onClose: () => void;
}

/** Two clips beside each other, at the same moment of what they show. */
export function CompareDialog({ onClose, ...compared }: CompareDialogProps) {
  const { t } = useDuplicateWords();
  return (
    <Dialog isOpen onClose={onClose} title={t('comparing.title')} size="l" closeLabel={t('shell:close')}>
      <Comparison {...compared} />
    </Dialog>
  );
}

function Comparison({ group, kept, other }: Compared) {
  const words = useDuplicateWords();
  const { t } = words;
  const relation = useMemo(() => relationTo(group, kept.id, other.id), [group, kept, other]);
  const inStep = relation ?? fromTheirBeginning;
  const extent = extentOf(kept.durationSec ?? 0, other.durationSec ?? 0, inStep);
  const first = useRef<HTMLVideoElement>(null);
  const second = useRef<HTMLVideoElement>(null);
  const videos = useMemo(() => ({ first, second }), []);
  const player = useInStep({ inStep, extent, beginSec: relation?.startSec ?? 0, videos });
  const { mode, positionSec } = player;
  const isThere = (side: 'first' | 'second', { durationSec }: DuplicateClip): boolean =>
    isWithin(ownTime(side, positionSec, inStep), durationSec ?? 0);
  return (
    <div className={styles['comparison']}>
      <p>
        {relation === null
          ? t('comparing.apart')
          : t('comparing.together', {
              relation: relationText(relation, { clip: other, reference: kept }, words),
            })}
      </p>
      <div className={styles['pair']}>
        <ComparedClip
          {...{ clip: kept, video: first, words, role: t('comparing.kept'), onLoaded: player.place }}
          place={isThere('first', kept) ? 'inside' : 'outside'}
        />
        <ComparedClip
          {...{ clip: other, video: second, words, role: t('comparing.other'), onLoaded: player.place }}
          place={isThere('second', other) ? 'inside' : 'outside'}
        />
      </div>
      <div className={styles['transport']}>
        <IconButton
          label={t(mode === 'playing' ? 'comparing.pause' : 'comparing.play')}
          icon={mode === 'playing' ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
          onClick={player.toggle}
        />
        <Slider
          label={t('comparing.position')}
          value={positionSec}
          min={extent.startSec}
          max={Math.max(extent.endSec, extent.startSec + 0.1)}
          step={0.1}
          onChange={player.moveTo}
          valueText={(at) => formatDuration(at - extent.startSec, 1)}
        />
        <span className="figures">{formatDuration(positionSec - extent.startSec, 1)}</span>
      </div>
    </div>
  );
}

interface ComparedClipProps {
  readonly clip: DuplicateClip;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly words: DuplicateWords;
  readonly role: string;
  /** Whether it shows the moment that both are at. */
  readonly place: 'inside' | 'outside';
  readonly onLoaded: () => void;
}

function ComparedClip({ clip, video, words, role, place, onLoaded }: ComparedClipProps) {
  const { t } = words;
  const { playable, refuse } = usePlayable(clip.id);
  const facts = clipFacts(clip, words).map(([, value]) => value);
  return (
    <figure className={styles['clip']} data-place={place}>
      <div className={styles['picture']}>
        {playable.state === 'ready' && (
          <video
            ref={video}
            src={playable.address}
            muted
            playsInline
            preload="auto"
            disableRemotePlayback
            tabIndex={-1}
            aria-label={clip.name}
            onLoadedMetadata={onLoaded}
            onError={refuse}
          />
        )}
        {playable.state === 'waiting' && <span>{t('comparing.waiting')}</span>}
        {playable.state === 'unplayable' && <span>{t('comparing.unplayable')}</span>}
        {playable.state === 'ready' && place === 'outside' && (
          <span className={styles['outside']}>{t('comparing.outside')}</span>
        )}
      </div>
      <figcaption>
        <strong>
          {role}: {clip.name}
        </strong>
        <span>{facts.join(' · ')}</span>
      </figcaption>
    </figure>
  );
}
