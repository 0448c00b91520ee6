/** What all parts of the clip screen share: the clip, what is known of it, where it is played, and what is seen of its time. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { ClipReader, ClipState } from './clip-store.ts';
import type { Transport, TransportState } from './player/transport.ts';
import type { FrameClock } from './timecode.ts';
import type { TimelineView, TimelineViewState } from './timeline/timeline-view.ts';

export interface ClipScope {
  readonly clipId: string;
  readonly reader: ClipReader;
  readonly transport: Transport;
  readonly view: TimelineView;
}

export const ClipContext = createContext<ClipScope | null>(null);

export function useClipScope(): ClipScope {
  const scope = useContext(ClipContext);
  if (scope === null) throw new AppError('internal', { detail: 'a component is outside of ClipContext' });
  return scope;
}

export function useClip<T>(select: (state: ClipState) => T): T {
  return useStore(useClipScope().reader.store, select);
}

export function useTransport<T>(select: (state: TransportState) => T): T {
  return useStore(useClipScope().transport.store, select);
}

export function useTimelineView<T>(select: (state: TimelineViewState) => T): T {
  return useStore(useClipScope().view.store, select);
}

/** null: the clip's frames can't be counted. */
export const FrameClockContext = createContext<FrameClock | null>(null);

export function useFrameClock(): FrameClock | null {
  return useContext(FrameClockContext);
}
