import { useCallback } from 'react';
import type { CanvasPalette } from '../../../ui/canvas-palette.ts';
import { useFrameClock } from '../clip-context.ts';
import { ticksOf } from './ticks.ts';
import { TimeCanvas } from './time-canvas.tsx';
import { type TimeScale, xOf } from './time-scale.ts';

const rulerHeightPx = 24;
const labelRoomPx = 76;

export function Ruler({ palette }: { readonly palette: CanvasPalette }) {
  const clock = useFrameClock();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, scale: TimeScale) => {
      context.font = `400 10.5px ${palette.font}`;
      context.textBaseline = 'middle';
      for (const { timeSec, label } of ticksOf(scale, clock, labelRoomPx)) {
        const x = Math.round(xOf(timeSec, scale));
        const height = label === null ? 5 : 12;
        context.fillStyle = palette.lineStrong;
        context.fillRect(x, rulerHeightPx - height, 1, height);
        if (label === null) continue;
        context.fillStyle = palette.text3;
        context.fillText(label, x + 4, 10);
      }
    },
    [palette, clock],
  );
  return <TimeCanvas heightPx={rulerHeightPx} draw={draw} />;
}
