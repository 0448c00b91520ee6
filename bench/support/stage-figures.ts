/** What a library's manifests and results say of its stages. */
import Database from 'better-sqlite3';
import { join } from 'node:path';

export interface StageFigures {
  readonly stage: string;
  readonly runs: number;
  /** Of the clips that it ran on. */
  readonly footageSec: number;
  /** Sum over its runs; a shared decode counts whole for each of its stages. */
  readonly wallSec: number;
  /** Of its child processes, its part of a shared decode and, for frame analyzers, its own code in the engine. */
  readonly cpuSec: number;
}

export interface FrameFigures {
  readonly stage: string;
  /** Frames that came, and those of them that models were asked about. */
  readonly seen: number;
  readonly analysed: number;
}

export interface LibraryFigures {
  readonly footageSec: number;
  /** Runs that ended well, in the order of their cost. */
  readonly stages: readonly StageFigures[];
  readonly frames: readonly FrameFigures[];
  readonly failed: number;
}

const duration = `COALESCE((SELECT json_extract(p.data, '$.durationSec') FROM artifacts p
  WHERE p.clip_id = c.id AND p.name = 'probe'), 0)`;

export function libraryFigures(library: string): LibraryFigures {
  const connection = new Database(join(library, 'library.sqlite'), { readonly: true });
  try {
    const stages = connection
      .prepare<[], StageFigures>(
        `SELECT r.stage, COUNT(*) AS runs, TOTAL(${duration}) AS footageSec,
           TOTAL(json_extract(r.manifest, '$.wallSec')) AS wallSec,
           TOTAL(json_extract(r.manifest, '$.cpuSec')) AS cpuSec
         FROM runs r JOIN clips c ON c.id = r.clip_id
         WHERE r.state = 'done' GROUP BY r.stage ORDER BY wallSec DESC`,
      )
      .all();
    const frames = connection
      .prepare<[], FrameFigures>(
        `SELECT stage, TOTAL(json_extract(data, '$.frames.seen')) AS seen,
           TOTAL(json_extract(data, '$.frames.analysed')) AS analysed
         FROM artifacts WHERE json_extract(data, '$.frames.seen') IS NOT NULL GROUP BY stage ORDER BY stage`,
      )
      .all();
    const number = (query: string): number => Number(connection.prepare(query).pluck().get() ?? 0);
    return {
      footageSec: number(`SELECT TOTAL(${duration}) FROM clips c`),
      stages,
      frames,
      failed: number(`SELECT COUNT(*) FROM runs WHERE state = 'failed'`),
    };
  } finally {
    connection.close();
  }
}
