/** The clip along its time: ruler, lanes, and the playhead across them. */
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useClipView } from '../../../stores/use-stores.ts';
import { type CanvasPalette, useCanvasPalette } from '../../../ui/canvas-palette.ts';
import { useClip, useClipScope, useTimelineView } from '../clip-context.ts';
import { HoverMark } from './hover-mark.tsx';
import type { Lane, LaneData } from './lane.ts';
import { LaneHead } from './lane-head.tsx';
import { isLaneShown, lanes, shapeOf } from './lanes.ts';
import { OverviewBar } from './overview-bar.tsx';
import { Playhead } from './playhead.tsx';
import { Ruler } from './ruler.tsx';
import { TimeCanvas } from './time-canvas.tsx';
import type { TimeScale } from './time-scale.ts';
import styles from './timeline.module.css';
import { useLaneData } from './use-lane-data.ts';
import { useTimelinePointer } from './use-timeline-pointer.ts';

export function Timeline() {
  const { t } = useTranslation('clip');
  const palette = useCanvasPalette();
  const data = useLaneData();
  const chosen = useClipView((state) => state.lanes);
  const stages = useClip((state) => state.info?.stages ?? null);
  // A lane whose stage is still to come has its room already: the picture above would jump otherwise.
  const isExpected = (lane: Lane): boolean =>
    stages?.some(({ name, state }) => name === lane.stage && (state === 'waiting' || state === 'running')) ??
    false;
  const shown = lanes.filter(
    (lane) => data !== null && isLaneShown(lane, chosen) && (lane.has(data) || isExpected(lane)),
  );
  const tracks = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useWidth(scroller, tracks);
  useFollow();
  useTimelinePointer(tracks);

  return (
    <section className={styles['timeline']} aria-label={t('timeline.title')}>
      <div ref={tracks} id="clip-timeline" className={styles['tracks']}>
        <div className={styles['row']}>
          <div className={styles['head']} />
          <Ruler palette={palette} />
        </div>
        <div ref={scroller} className={styles['scroller']} data-scrolls>
          {data !== null &&
            shown.map((lane) => <LaneRow key={lane.id} lane={lane} data={data} palette={palette} />)}
          {data !== null && shown.length === 0 && <NoLanes />}
        </div>
        <div className={styles['overlay']}>
          <HoverMark data={data} />
          <Playhead />
        </div>
      </div>
      <OverviewBar />
    </section>
  );
}

interface LaneRowProps {
  readonly lane: Lane;
  readonly data: LaneData;
  readonly palette: CanvasPalette;
}

function LaneRow({ lane, data, palette }: LaneRowProps) {
  const folds = useClipView((state) => state.folds);
  const { heightPx, fold, rowNames } = shapeOf(lane, data, folds);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, scale: TimeScale) => {
      lane.draw(data, { context, scale, palette, heightPx, fold: fold === 'none' ? 'folded' : fold });
    },
    [lane, data, palette, heightPx, fold],
  );
  return (
    <div className={styles['row']} data-lane={lane.id}>
      <LaneHead lane={lane} fold={fold} rowNames={rowNames} />
      <TimeCanvas heightPx={heightPx} draw={draw} />
    </div>
  );
}

function NoLanes() {
  const { t } = useTranslation('clip');
  return <p className={styles['none']}>{t('timeline.none')}</p>;
}

/** The tracks are as wide as the scroller leaves them beside its bar and the heads. */
function useWidth(scroller: RefObject<HTMLElement | null>, tracks: RefObject<HTMLElement | null>): void {
  const { view } = useClipScope();
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => {
      const headPx = Number.parseFloat(getComputedStyle(element).getPropertyValue('--head-width'));
      const widthPx = Math.max(0, Math.floor(element.clientWidth - headPx));
      tracks.current?.style.setProperty('--tracks-width', `${String(widthPx)}px`);
      view.setWidth(widthPx);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [scroller, tracks, view]);
}

/** While it plays, the page turns with the playhead. */
function useFollow(): void {
  const { transport, view } = useClipScope();
  const isFree = useTimelineView((state) => state.grip === 'free');
  useEffect(() => {
    if (!isFree) return;
    return transport.store.subscribe(({ speed, timeSec }, before) => {
      if (speed !== 0 && timeSec !== before.timeSec) view.show(timeSec);
    });
  }, [transport, view, isFree]);
}
