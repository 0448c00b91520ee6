/** Makes a library that a test has filled by hand searchable, as the engine does at the end of each transaction. */
import type { Connection } from '../../src-main/db/connection.ts';
import { systemClock } from '../../src-main/platform/clock.ts';
import { SearchIndexer } from '../../src-main/search/indexing/search-indexer.ts';
import { VectorCodes } from '../../src-main/search/vectors/vector-codes.ts';

/** @returns what could not be indexed, as told to the log */
export async function indexForSearch(connection: Connection): Promise<readonly string[]> {
  const warnings: string[] = [];
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) };
  const indexer = new SearchIndexer({
    ...{ connection, vectors: new VectorCodes(connection), clock: systemClock, log },
  });
  connection.transaction(() => {
    connection.exec(`UPDATE search_stale SET due = 'now'`);
    indexer.indexChanges();
  })();
  await indexer.close();
  return warnings;
}
