/** Whether the search index is sound and says of clips what it should. Nothing of it is lost for good: it is made from the rest. */
import { setImmediate as pause } from 'node:timers/promises';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import { clipOfMoment } from '../db/repositories/search-index.repository.ts';
import {
  indexIntegrity,
  leftBehind,
  pendingParts,
  searchIndexes,
  type SearchIndexName,
  withoutText,
  WordCounts,
} from '../db/repositories/search-upkeep.repository.ts';

const pageRows = 200;
const remedy = '"rushes reindex" makes the index anew';

/** @throws AppError cancelled */
export async function checkSearchIndex(connection: Connection, signal: AbortSignal) {
  const problems = [
    ...searchIndexes.flatMap((index) => indexIntegrity(connection, index)),
    ...leftBehind(connection).map((sequence) => `clip number ${String(sequence)} is gone and still in it`),
    ...withoutText(connection).map((clipId) => `clip ${clipId} is not in it`),
  ];
  let examined = 0;
  for (const index of searchIndexes) {
    const counted = await checkWords(connection, index, signal);
    examined += counted.examined;
    problems.push(...counted.problems);
  }
  return { examined, problems: problems.map((problem) => `${problem}; ${remedy}`) };
}

async function checkWords(connection: Connection, index: SearchIndexName, signal: AbortSignal) {
  const counts = new WordCounts(connection, index);
  const clip = (id: number): string => String(index === 'search_clips' ? id : clipOfMoment(id));
  try {
    const surplus = counts.surplus();
    const wrong: number[] = [];
    let examined = surplus.length;
    for (let id = 0; ;) {
      await pause();
      if (signal.aborted) throw new AppError('cancelled', {}, signal.reason);
      const page = counts.wrongBehind(id, pageRows);
      wrong.push(...page.wrong);
      examined += page.examined;
      id = page.last;
      if (page.examined < pageRows) break;
    }
    const problems = [
      ...new Set(surplus.map((row) => `words of clip number ${clip(row)} are left in it`)),
      ...new Set(wrong.map((row) => `its words of clip number ${clip(row)} are not those of the text`)),
    ];
    return { examined, problems };
  } finally {
    counts.close();
  }
}

/** The next start of the engine sees to them. */
export function pendingClips(connection: Connection): string[] {
  return pendingParts(connection).map(({ clipId, parts }) => `clip ${clipId} waits to be indexed: ${parts}`);
}
