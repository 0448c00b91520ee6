/** Where the pointer is: a line, the time there, what is there, and the picture nearest to it. */
import { useTranslation } from 'react-i18next';
import type { CSSProperties } from 'react';
import { useClient } from '../../../stores/use-stores.ts';
import { useClipScope, useFrameClock, useTimelineView } from '../clip-context.ts';
import { formatPosition } from '../timecode.ts';
import type { LaneData } from './lane.ts';
import { lanes } from './lanes.ts';
import { nearestTile } from './lanes/filmstrip-lane.ts';
import { xOf } from './time-scale.ts';
import styles from './timeline.module.css';

const previewWidthPx = 168;
const marginPx = 4;

export function HoverMark({ data }: { readonly data: LaneData | null }) {
  const { i18n } = useTranslation('clip');
  const clock = useFrameClock();
  const hover = useTimelineView((state) => state.hover);
  const scale = useTimelineView((state) => state.scale);
  if (hover === null || scale === null || data === null) return null;
  const x = xOf(hover.timeSec, scale);
  const half = previewWidthPx / 2;
  const left = Math.min(Math.max(half + marginPx, x), scale.widthPx - half - marginPx);
  const told = lanes.find(({ id }) => id === hover.lane)?.tell(data, hover.timeSec) ?? null;
  return (
    <div aria-hidden lang={i18n.language}>
      <div className={styles['hoverLine']} style={{ transform: `translateX(${String(x)}px)` }} />
      <div className={styles['preview']} style={{ left, width: previewWidthPx }}>
        <Tile data={data} timeSec={hover.timeSec} />
        <div className={styles['previewText']}>
          <strong>{formatPosition(hover.timeSec, clock)}</strong>
          {told !== null && <span>{told}</span>}
        </div>
      </div>
    </div>
  );
}

function Tile({ data, timeSec }: { readonly data: LaneData; readonly timeSec: number }) {
  const { clipId } = useClipScope();
  const client = useClient();
  const { filmstrip } = data.timeline;
  if (filmstrip === null || filmstrip.tileTimesSec.length === 0) return null;
  const { tileWidth, tileHeight, columns, tileTimesSec, width, height, sha256 } = filmstrip;
  const tile = nearestTile(tileTimesSec, timeSec);
  // Upright clips get as high as others get wide.
  const factor = Math.min(previewWidthPx / tileWidth, previewWidthPx / tileHeight);
  const px = (value: number): string => `${String(Math.round(value * factor))}px`;
  const style: CSSProperties = {
    width: px(tileWidth),
    height: px(tileHeight),
    backgroundImage: `url("${client.mediaUrl(clipId, 'filmstrip', sha256)}")`,
    backgroundSize: `${px(width)} ${px(height)}`,
    backgroundPosition: `-${px((tile % columns) * tileWidth)} -${px(Math.floor(tile / columns) * tileHeight)}`,
  };
  return <div className={styles['tile']} style={style} />;
}
