/** The pointer on the timeline: click and drag to seek, hover to look, wheel to zoom and to pan. */
import { type RefObject, useEffect } from 'react';
import { useClipScope } from '../clip-context.ts';
import { timeOf } from './time-scale.ts';
import type { TimelineView } from './timeline-view.ts';

/** Chromium's wheel has 100 a notch, pinching on a touch pad a few at a time. */
const zoomPerPx = 0.004;
const linePx = 16;
/** So near to an edge that a drag goes on behind it. */
const edgePx = 24;

export function useTimelinePointer(tracks: RefObject<HTMLElement | null>): void {
  const { transport, view } = useClipScope();
  useEffect(() => {
    const element = tracks.current;
    if (element === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const seek = (event: PointerEvent): void => {
      const timeSec = timeAt(event, element, view);
      if (timeSec !== null) transport.seek(timeSec);
    };
    element.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 0 || !isOnTracks(event, element)) return;
        event.preventDefault();
        focusPlayhead(element);
        element.setPointerCapture(event.pointerId);
        view.grip('held');
        seek(event);
      },
      { signal },
    );
    element.addEventListener(
      'pointermove',
      (event) => {
        const isHeld = view.store.getState().grip === 'held';
        if (isHeld) {
          panAtEdge(event, element, view);
          seek(event);
        }
        const timeSec = isHeld || isOnTracks(event, element) ? timeAt(event, element, view) : null;
        view.hover(timeSec === null ? null : { timeSec, lane: laneAt(event) });
      },
      { signal },
    );
    const release = (): void => {
      view.grip('free');
    };
    element.addEventListener('pointerup', release, { signal });
    element.addEventListener('pointercancel', release, { signal });
    element.addEventListener(
      'pointerleave',
      () => {
        if (view.store.getState().grip === 'free') view.hover(null);
      },
      { signal },
    );
    element.addEventListener(
      'wheel',
      (event) => {
        turn(event, element, view);
      },
      { signal, passive: false },
    );
    return () => {
      abort.abort();
    };
  }, [tracks, transport, view]);
}

function turn(event: WheelEvent, element: HTMLElement, view: TimelineView): void {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePx : 1;
  if (event.ctrlKey || event.metaKey) {
    // Otherwise the browser zooms the whole page.
    event.preventDefault();
    view.zoomBy(Math.exp(-event.deltaY * unit * zoomPerPx), Math.max(0, xIn(event, element)));
    return;
  }
  const sideways = event.shiftKey ? event.deltaY : event.deltaX;
  const canScroll = isScrollable(event.target);
  const delta = sideways !== 0 ? sideways : canScroll ? 0 : event.deltaY;
  if (delta === 0) return;
  event.preventDefault();
  view.panBy(delta * unit);
}

function isScrollable(target: EventTarget | null): boolean {
  const area = target instanceof Element ? target.closest('[data-scrolls]') : null;
  return area !== null && area.scrollHeight > area.clientHeight;
}

/** Beside the heads, which are as wide as the stylesheet says. */
function xIn(event: MouseEvent, element: HTMLElement): number {
  const headPx = Number.parseFloat(getComputedStyle(element).getPropertyValue('--head-width'));
  return event.clientX - element.getBoundingClientRect().left - headPx;
}

function timeAt(event: MouseEvent, element: HTMLElement, view: TimelineView): number | null {
  const { scale } = view.store.getState();
  return scale === null ? null : timeOf(Math.min(scale.widthPx, Math.max(0, xIn(event, element))), scale);
}

function isOnTracks(event: PointerEvent, element: HTMLElement): boolean {
  return xIn(event, element) >= 0;
}

function laneAt(event: PointerEvent): string | null {
  const target = document.elementFromPoint(event.clientX, event.clientY);
  return target?.closest<HTMLElement>('[data-lane]')?.dataset['lane'] ?? null;
}

function panAtEdge(event: PointerEvent, element: HTMLElement, view: TimelineView): void {
  const { scale } = view.store.getState();
  if (scale === null) return;
  const x = xIn(event, element);
  if (x < edgePx) view.panBy((x - edgePx) / 2);
  if (x > scale.widthPx - edgePx) view.panBy((x - scale.widthPx + edgePx) / 2);
}

function focusPlayhead(element: HTMLElement): void {
  element.querySelector<HTMLElement>('[data-keys=clip]')?.focus({ preventScroll: true });
}
