/** Where the window was when it was closed, and where it may be when it is opened again. */
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';

const edge = z.number().int().min(-100_000).max(100_000);
const side = z.number().int().min(1).max(100_000);

export const windowState = z.object({
  /** When neither maximised nor filling the screen. In device-independent pixels. */
  bounds: z.object({ x: edge, y: edge, width: side, height: side }),
  shown: z.enum(['normal', 'maximized', 'fullscreen']),
});
export type WindowState = z.output<typeof windowState>;

/** `x` and `y` null: the middle of the main display. */
export interface WindowBounds {
  readonly x: number | null;
  readonly y: number | null;
  readonly width: number;
  readonly height: number;
}

const usualSize = { width: 1440, height: 900 } as const;

/** So much of its upper edge has to be on a display, in pixels, that somebody can take hold of it. */
const graspable = { width: 120, height: 32 } as const;

/**
 * @param saved null: it was never opened, or what was kept can't be read.
 * @param workAreas Of the displays that are there now, the main one first: without docks and bars.
 */
export function restoredBounds(saved: WindowState | null, workAreas: readonly Rectangle[]): WindowBounds {
  const home = saved === null ? undefined : workAreas.find((area) => isGraspable(saved.bounds, area));
  const area = home ?? workAreas[0] ?? { x: 0, y: 0, ...usualSize };
  const wished = saved?.bounds ?? usualSize;
  const width = Math.min(wished.width, area.width);
  const height = Math.min(wished.height, area.height);
  if (saved === null || home === undefined) return { x: null, y: null, width, height };
  // What has just been cut to the display's size may still hang over its edge.
  const x = width < saved.bounds.width ? area.x : saved.bounds.x;
  const y = height < saved.bounds.height ? area.y : Math.max(saved.bounds.y, area.y);
  return { x, y, width, height };
}

function isGraspable(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const top = bounds.y >= area.y - graspable.height && bounds.y <= area.y + area.height - graspable.height;
  return top && width >= Math.min(graspable.width, bounds.width);
}

type StatefulWindow = Pick<BrowserWindow, 'getNormalBounds' | 'isFullScreen' | 'isMaximized'>;

export function stateOf(window: StatefulWindow): WindowState {
  const { x, y, width, height } = window.getNormalBounds();
  const shown = window.isFullScreen() ? 'fullscreen' : window.isMaximized() ? 'maximized' : 'normal';
  return { bounds: { x, y, width, height }, shown };
}
