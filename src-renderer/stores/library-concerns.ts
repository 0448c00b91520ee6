/** What events mean for the clips on the screen. */
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import type { LibraryPlace } from './library-place.ts';

export interface Concerns {
  /** Whose cards may be out of date. */
  readonly clipIds: ReadonlySet<string>;
  /** 'changed': other clips may pass the filter, or in another order. */
  readonly order: 'same' | 'changed';
}

export function concernsOf(events: readonly EngineEvent[], place: LibraryPlace): Concerns {
  const clipIds = new Set(events.flatMap(clipsOf));
  const order = events.some((event) => mayReorder(event, place)) ? 'changed' : 'same';
  return { clipIds, order };
}

function clipsOf(event: EngineEvent): readonly string[] {
  switch (event.type) {
    case 'job-changed':
    case 'artifact-stored':
    case 'clip-quarantined':
      return [event.data.clipId];
    case 'file-changed':
      return event.data.clipId === null ? [] : [event.data.clipId];
    case 'clips-annotated':
      return event.data.clipIds;
    default:
      return [];
  }
}

function mayReorder(event: EngineEvent, { filter, sort }: LibraryPlace): boolean {
  switch (event.type) {
    case 'clip-added':
    case 'file-changed':
    case 'scan-finished':
      return true;
    case 'clip-quarantined':
      return filter.states.length > 0;
    case 'job-changed':
      return filter.states.length > 0;
    case 'artifact-stored': {
      // Stages find out what these go by.
      const { resolutions, codecs, hdr, cameras, durations } = filter;
      const isNarrowed = [resolutions, codecs, hdr, cameras, durations].some(({ length }) => length > 0);
      return isNarrowed || ['taken', 'duration', 'resolution'].includes(sort.by);
    }
    case 'clips-annotated':
      return (
        filter.text !== '' ||
        filter.tags.length > 0 ||
        filter.ratingAtLeast > 0 ||
        filter.opened === 'new' ||
        sort.by === 'rating'
      );
    default:
      return false;
  }
}
