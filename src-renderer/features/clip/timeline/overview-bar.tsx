/** Below the lanes: which part of the clip they show. Drag it to pan. */
import { type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useClipScope, useTimelineView } from '../clip-context.ts';
import { visibleSec, zoomOf } from './time-scale.ts';
import styles from './timeline.module.css';

export function OverviewBar() {
  const { t } = useTranslation('clip');
  const { view } = useClipScope();
  const scale = useTimelineView((state) => state.scale);
  const grip = useRef<{ readonly x: number; readonly startSec: number } | null>(null);
  if (scale === null || zoomOf(scale) <= 1.0001) return <div className={styles['overview']} aria-hidden />;

  const percent = (sec: number): string => `${String((sec / scale.durationSec) * 100)}%`;
  const hold = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, startSec: scale.startSec };
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (grip.current === null) return;
    const secPerPx = scale.durationSec / scale.widthPx;
    view.startAt(grip.current.startSec + (event.clientX - grip.current.x) * secPerPx);
  };
  const release = (): void => {
    grip.current = null;
  };
  return (
    <div className={styles['overview']}>
      <div
        className={styles['visible']}
        role="scrollbar"
        tabIndex={0}
        aria-label={t('timeline.overview')}
        aria-orientation="horizontal"
        aria-controls="clip-timeline"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(
          (scale.startSec / Math.max(1e-9, scale.durationSec - visibleSec(scale))) * 100,
        )}
        style={{ left: percent(scale.startSec), width: percent(visibleSec(scale)) }}
        onPointerDown={hold}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={release}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -0.1, ArrowRight: 0.1, PageUp: -1, PageDown: 1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          view.panBy(by * scale.widthPx);
        }}
      />
    </div>
  );
}
