/** PURE: which stretch of a clip's time lies on how many pixels. */
export interface TimeScale {
  /** The time at the left edge. */
  readonly startSec: number;
  /** Above 0. */
  readonly secPerPx: number;
  readonly widthPx: number;
  /** Of the whole clip; above 0. */
  readonly durationSec: number;
}

/** One frame is never wider than this, so that zooming has an end. */
const widestFramePx = 48;
/** Where the frame rate is not known. */
const usualFramesPerSecond = 30;

export function fitScale(widthPx: number, durationSec: number): TimeScale {
  return { startSec: 0, secPerPx: durationSec / Math.max(1, widthPx), widthPx, durationSec };
}

export function xOf(timeSec: number, { startSec, secPerPx }: TimeScale): number {
  return (timeSec - startSec) / secPerPx;
}

/** Within the clip, wherever the pointer is. */
export function timeOf(x: number, { startSec, secPerPx, durationSec }: TimeScale): number {
  return Math.min(durationSec, Math.max(0, startSec + x * secPerPx));
}

export function visibleSec({ widthPx, secPerPx }: TimeScale): number {
  return widthPx * secPerPx;
}

/** How far it is zoomed in: 1 shows the whole clip. */
export function zoomOf(scale: TimeScale): number {
  return scale.durationSec / visibleSec(scale);
}

export function mostZoom({ widthPx, durationSec }: TimeScale, framesPerSecond: number | null): number {
  const frameSec = 1 / (framesPerSecond ?? usualFramesPerSecond);
  return Math.max(1, durationSec / ((Math.max(1, widthPx) / widestFramePx) * frameSec));
}

/** Zooms so that what is at `x` stays there, as far as the clip's ends allow. */
export function zoomedTo(scale: TimeScale, zoom: number, x: number, limit: number): TimeScale {
  const wanted = Math.min(Math.max(1, zoom), Math.max(1, limit));
  const secPerPx = scale.durationSec / wanted / Math.max(1, scale.widthPx);
  const startSec = scale.startSec + x * (scale.secPerPx - secPerPx);
  return within({ ...scale, secPerPx, startSec });
}

export function pannedBy(scale: TimeScale, deltaPx: number): TimeScale {
  return within({ ...scale, startSec: scale.startSec + deltaPx * scale.secPerPx });
}

export function startingAt(scale: TimeScale, startSec: number): TimeScale {
  return within({ ...scale, startSec });
}

/** Turns the page when the time has left the screen, so that a playing clip is followed without everything sliding. */
export function showing(scale: TimeScale, timeSec: number): TimeScale {
  const x = xOf(timeSec, scale);
  if (x >= 0 && x <= scale.widthPx) return scale;
  const lead = 0.06 * visibleSec(scale);
  return within({ ...scale, startSec: timeSec - lead });
}

/** The same stretch of time on another width; the whole clip stays the whole clip. */
export function resized(scale: TimeScale, widthPx: number, durationSec: number): TimeScale {
  if (zoomOf(scale) <= 1.0001 || scale.widthPx < 1) return fitScale(widthPx, durationSec);
  const secPerPx = Math.min(scale.secPerPx, durationSec / Math.max(1, widthPx));
  return within({ ...scale, widthPx, durationSec, secPerPx });
}

function within(scale: TimeScale): TimeScale {
  const lastStart = Math.max(0, scale.durationSec - visibleSec(scale));
  return { ...scale, startSec: Math.min(lastStart, Math.max(0, scale.startSec)) };
}
