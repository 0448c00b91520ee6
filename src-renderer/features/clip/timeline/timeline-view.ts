/** Which stretch of the clip the timeline shows, and what the pointer is at. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  fitScale,
  mostZoom,
  pannedBy,
  resized,
  showing,
  startingAt,
  type TimeScale,
  xOf,
  zoomedTo,
  zoomOf,
} from './time-scale.ts';

export interface TimelineViewState {
  /** null: there is no length to draw along yet. */
  readonly scale: TimeScale | null;
  /** Under the pointer; null: it is elsewhere. */
  readonly hover: { readonly timeSec: number; readonly lane: string | null } | null;
  /** Somebody has hold of the playhead. */
  readonly grip: 'held' | 'free';
}

export class TimelineView {
  readonly store: StoreApi<TimelineViewState> = createStore<TimelineViewState>()(() => ({
    scale: null,
    hover: null,
    grip: 'free',
  }));
  #framesPerSecond: number | null = null;
  #durationSec = 0;
  #widthPx = 0;

  setClip(durationSec: number, framesPerSecond: number | null): void {
    this.#durationSec = durationSec;
    this.#framesPerSecond = framesPerSecond;
    this.#fitIn();
  }

  setWidth(widthPx: number): void {
    this.#widthPx = widthPx;
    this.#fitIn();
  }

  get mostZoom(): number {
    const { scale } = this.store.getState();
    return scale === null ? 1 : mostZoom(scale, this.#framesPerSecond);
  }

  /** @param x what stays where it is, in pixels */
  zoomTo(zoom: number, x: number): void {
    this.#change((scale) => zoomedTo(scale, zoom, x, this.mostZoom));
  }

  zoomBy(factor: number, x: number): void {
    this.#change((scale) => zoomedTo(scale, zoomOf(scale) * factor, x, this.mostZoom));
  }

  /** Around a time: the playhead, for keys and buttons; around the middle where that is out of sight. */
  zoomAtTime(factor: number, timeSec: number): void {
    const { scale } = this.store.getState();
    if (scale === null) return;
    const x = xOf(timeSec, scale);
    this.zoomBy(factor, x >= 0 && x <= scale.widthPx ? x : scale.widthPx / 2);
  }

  fit(): void {
    this.#change((scale) => fitScale(scale.widthPx, scale.durationSec));
  }

  panBy(deltaPx: number): void {
    this.#change((scale) => pannedBy(scale, deltaPx));
  }

  startAt(startSec: number): void {
    this.#change((scale) => startingAt(scale, startSec));
  }

  show(timeSec: number): void {
    this.#change((scale) => showing(scale, timeSec));
  }

  hover(hover: TimelineViewState['hover']): void {
    this.store.setState({ hover });
  }

  grip(grip: TimelineViewState['grip']): void {
    this.store.setState({ grip });
  }

  #change(change: (scale: TimeScale) => TimeScale): void {
    const { scale } = this.store.getState();
    if (scale === null) return;
    const changed = change(scale);
    if (changed !== scale) this.store.setState({ scale: changed });
  }

  #fitIn(): void {
    const [widthPx, durationSec] = [this.#widthPx, this.#durationSec];
    if (widthPx < 1 || durationSec <= 0) return;
    const { scale } = this.store.getState();
    const fitted = scale === null ? fitScale(widthPx, durationSec) : resized(scale, widthPx, durationSec);
    this.store.setState({ scale: fitted });
  }
}
