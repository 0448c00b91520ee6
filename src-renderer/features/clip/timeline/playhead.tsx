import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useClip, useClipScope, useFrameClock, useTransport } from '../clip-context.ts';
import { formatPosition } from '../timecode.ts';
import { xOf } from './time-scale.ts';
import styles from './timeline.module.css';

/** The line across all lanes. It has the focus for the keyboard; its keys are those of the whole screen. */
export function Playhead() {
  const { t } = useTranslation('clip');
  const { transport, view } = useClipScope();
  const clock = useFrameClock();
  const durationSec = useClip((state) => state.timeline?.durationSec ?? 0);
  // Read aloud when it rests: telling each frame would be noise.
  const restingSec = useTransport((state) => (state.speed === 0 ? state.timeSec : null));
  const line = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const place = (): void => {
      const { scale } = view.store.getState();
      if (line.current === null) return;
      const x = scale === null ? -1 : xOf(transport.store.getState().timeSec, scale);
      const isSeen = scale !== null && x >= -1 && x <= scale.widthPx + 1;
      line.current.style.visibility = isSeen ? 'visible' : 'hidden';
      line.current.style.transform = `translateX(${String(x)}px)`;
    };
    place();
    const ends = [transport.store.subscribe(place), view.store.subscribe(place)];
    return () => {
      for (const end of ends) end();
    };
  }, [transport, view]);

  return (
    <div
      ref={line}
      className={styles['playhead']}
      role="slider"
      tabIndex={0}
      data-keys="clip"
      aria-label={t('timeline.playhead')}
      aria-valuemin={0}
      aria-valuemax={durationSec}
      aria-valuenow={restingSec ?? 0}
      aria-valuetext={restingSec === null ? t('timeline.playing') : formatPosition(restingSec, clock)}
    />
  );
}
