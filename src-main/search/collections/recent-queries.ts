/** Remembers what was searched for. */
import type { CommandRequest, CommandResponse } from '../../../src-preload/contract/commands.ts';
import {
  putRecentQuery,
  recentQueries,
  removeRecentQueries,
} from '../../db/repositories/recent-queries.repository.ts';
import type { CollectionReading, CollectionWriting } from './collections.ts';

/** A longer one was pasted by mistake, and can't be read in a list. */
const longestRemembered = 500;

export function listRecentQueries(
  { limit }: CommandRequest<'search.recent'>,
  { connection }: CollectionReading,
): CommandResponse<'search.recent'> {
  return { queries: recentQueries(connection, limit) };
}

export function rememberQuery(
  { query, mode }: CommandRequest<'search.remember'>,
  { connection, eventLog, clock }: CollectionWriting,
): CommandResponse<'search.remember'> {
  const tidy = query.replace(/\s+/g, ' ').trim();
  if (tidy === '' || tidy.length > longestRemembered) return { kept: 'no' };
  eventLog.transaction(() => {
    putRecentQuery(connection, { query: tidy, mode, askedMs: clock.now() });
  });
  return { kept: 'yes' };
}

export function forgetQueries(
  { query }: CommandRequest<'search.forgetRecent'>,
  { connection, eventLog }: CollectionWriting,
): CommandResponse<'search.forgetRecent'> {
  const forgotten = eventLog.transaction(() =>
    removeRecentQueries(connection, query === null ? null : query.replace(/\s+/g, ' ').trim()),
  );
  return { forgotten };
}
