/** Figures of a whole library: what is in it, and what making it took. */
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import { countLibrary } from '../db/repositories/activity.repository.ts';
import { type CacheTotals, cacheTotals } from '../db/repositories/ingest-outcome.repository.ts';
import {
  databaseBytes,
  derivedBytes,
  footageTotals,
  shares,
  type StageSums,
  stageSums,
} from '../db/repositories/statistics.repository.ts';
import type { LibraryView } from './library-view.ts';

type Statistics = CommandResponse<'library.stats'>;

export function readStatistics(view: LibraryView): Statistics {
  const { connection } = view;
  return {
    library: view.libraryPath,
    ...countLibrary(connection),
    ...footageTotals(connection),
    derivedBytes: derivedBytes(connection),
    databaseBytes: databaseBytes(connection),
    codecs: shares(connection, 'codecs'),
    containers: shares(connection, 'containers'),
    resolutions: shares(connection, 'resolutions'),
    hdr: shares(connection, 'hdr'),
    cameras: shares(connection, 'cameras'),
    cache: describeCache(cacheTotals(connection)),
    stages: describeStages(
      stageSums(connection),
      view.registry.stages.map(({ name }) => name),
    ),
  };
}

/** PURE. */
export function describeCache({ stagesRun, stagesReused }: CacheTotals): Statistics['cache'] {
  const all = stagesRun + stagesReused;
  return { stagesRun, stagesReused, hitRate: all === 0 ? null : stagesReused / all };
}

/** In the given order; stages that there are no more come last. PURE. */
function describeStages(sums: readonly StageSums[], order: readonly string[]): Statistics['stages'] {
  const place = (stage: string): number => (order.includes(stage) ? order.indexOf(stage) : order.length);
  return [...sums]
    .sort((a, b) => place(a.stage) - place(b.stage) || (a.stage < b.stage ? -1 : 1))
    .map(({ stage, runs, done, skipped, failed, ...sum }) => ({
      stage,
      runs,
      done,
      skipped,
      failed,
      wallSec: meanAndMost(sum.wallSecMean, sum.wallSecMost),
      cpuSec: meanAndMost(sum.cpuSecMean, sum.cpuSecMost),
      peakMemoryBytes: meanAndMost(sum.peakMemoryMean, sum.peakMemoryMost),
      speed: sum.timedWallSec > 0 ? sum.footageSec / sum.timedWallSec : null,
    }));
}

function meanAndMost(mean: number | null, most: number | null): { mean: number; most: number } | null {
  return mean === null || most === null ? null : { mean, most };
}
