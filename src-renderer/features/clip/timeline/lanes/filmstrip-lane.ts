/** Pictures along the time: as many tiles as there is room for, each the one that was taken nearest to its middle. */
import type { Lane } from '../lane.ts';
import { timeOf, visibleSec, xOf } from '../time-scale.ts';

/** PURE. Index of the time nearest to `timeSec`. @param timesSec in order; not empty */
export function nearestTile(timesSec: readonly number[], timeSec: number): number {
  const behind = timesSec.findIndex((time) => time >= timeSec);
  if (behind === -1) return timesSec.length - 1;
  const before = Math.max(0, behind - 1);
  const isBefore = timeSec - (timesSec[before] ?? 0) <= (timesSec[behind] ?? 0) - timeSec;
  return isBefore ? before : behind;
}

export const filmstripLane: Lane = {
  id: 'filmstrip',
  title: 'filmstrip',
  stage: 'filmstrip',
  heightPx: 46,
  usually: 'shown',
  has: ({ timeline: { filmstrip } }) => filmstrip !== null && filmstrip.tileTimesSec.length > 0,
  draw({ timeline: { filmstrip }, sprite }, { context, scale, heightPx }) {
    if (filmstrip === null || sprite === null) return;
    const { tileWidth, tileHeight, columns, tileTimesSec } = filmstrip;
    const slotPx = Math.max(8, Math.round((heightPx * tileWidth) / tileHeight));
    const slotSec = slotPx * scale.secPerPx;
    const first = Math.max(0, Math.floor(scale.startSec / slotSec));
    const last = Math.ceil((scale.startSec + visibleSec(scale)) / slotSec);
    context.imageSmoothingQuality = 'high';
    for (let slot = first; slot < last; slot += 1) {
      const tile = nearestTile(tileTimesSec, timeOf(xOf((slot + 0.5) * slotSec, scale), scale));
      const [column, row] = [tile % columns, Math.floor(tile / columns)];
      const x = xOf(slot * slotSec, scale);
      context.drawImage(
        sprite,
        column * tileWidth,
        row * tileHeight,
        tileWidth,
        tileHeight,
        x,
        0,
        slotPx,
        heightPx,
      );
    }
  },
  tell: () => null,
};
