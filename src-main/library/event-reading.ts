/** Reads what the engine told of itself, whichever process it ran in. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { newestEventSequence, readEvents } from '../db/event-log.ts';
import { oldestEventSequence, sequenceBeforeNewest } from '../db/repositories/event-window.repository.ts';
import { resolveClip } from './clip-names.ts';
import type { LibraryView } from './library-view.ts';

export function readEventLog(
  request: CommandRequest<'events.read'>,
  { connection }: LibraryView,
): CommandResponse<'events.read'> {
  const { clip, relativeTo, limit } = request;
  const clipId = clip === null ? null : resolveClip(connection, { clip, relativeTo });
  const newest = newestEventSequence(connection);
  const afterSequence = request.afterSequence ?? sequenceBeforeNewest(connection, limit, clipId);
  const events = readEvents(connection, { afterSequence, clipId, limit });
  const oldest = oldestEventSequence(connection);
  return {
    events,
    lastSequence: events.length === limit ? (events.at(-1)?.sequence ?? newest) : newest,
    gap: request.afterSequence !== null && oldest !== null && oldest > request.afterSequence + 1,
  };
}
