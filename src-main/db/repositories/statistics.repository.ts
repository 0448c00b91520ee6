/** Sums over a whole library. */
import type { Connection } from '../connection.ts';
import { durationSql } from '../duration-sql.ts';

export interface Share {
  readonly name: string;
  readonly clips: number;
  readonly durationSec: number;
}

export interface StageSums {
  readonly stage: string;
  readonly runs: number;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  readonly wallSecMean: number | null;
  readonly wallSecMost: number | null;
  readonly cpuSecMean: number | null;
  readonly cpuSecMost: number | null;
  readonly peakMemoryMean: number | null;
  readonly peakMemoryMost: number | null;
  /** Of finished runs on clips whose duration is known. */
  readonly timedWallSec: number;
  readonly footageSec: number;
}

const probe = `FROM clips c LEFT JOIN artifacts a ON a.clip_id = c.id AND a.name = 'probe'
  LEFT JOIN artifacts d ON d.clip_id = c.id AND d.name = 'probe-detail'`;
const durationSec = durationSql('a', 'd');

/** What clips are counted by. Each gives a name, or null where it does not apply. */
export const shareKinds = {
  codecs: `json_extract(a.data, '$.video.codec')`,
  containers: `json_extract(a.data, '$.containerName')`,
  resolutions: `json_extract(a.data, '$.video.displayWidth') || ' x ' || json_extract(a.data, '$.video.displayHeight')`,
  hdr: `COALESCE(json_extract(d.data, '$.hdr.format'), json_extract(a.data, '$.video.hdr.format'),
          CASE WHEN a.data IS NULL THEN NULL ELSE 'SDR' END)`,
  cameras: `(SELECT TRIM(COALESCE(json_extract(data, '$.make'), '') || ' ' || COALESCE(json_extract(data, '$.model'), ''))
             FROM artifacts WHERE clip_id = c.id AND name = 'exif' AND json_extract(data, '$.model') IS NOT NULL)`,
} as const;

/** Most clips first. */
export function shares(connection: Connection, kind: keyof typeof shareKinds): Share[] {
  return connection
    .prepare(
      `SELECT name, COUNT(*) AS clips, TOTAL(durationSec) AS durationSec
       FROM (SELECT ${shareKinds[kind]} AS name, ${durationSec} AS durationSec ${probe})
       WHERE name IS NOT NULL GROUP BY name ORDER BY clips DESC, name`,
    )
    .all() as Share[];
}

export function footageTotals(connection: Connection): {
  readonly durationSec: number;
  readonly sizeBytes: number;
} {
  return connection
    .prepare(
      `SELECT TOTAL(${durationSec}) AS durationSec, COALESCE(SUM(c.size_bytes), 0) AS sizeBytes ${probe}`,
    )
    .get() as { durationSec: number; sizeBytes: number };
}

/** Of every file that an artifact stands for. */
export function derivedBytes(connection: Connection): number {
  return Number(
    connection
      .prepare(
        `SELECT COALESCE(SUM(json_extract(data, '$.sizeBytes')), 0) FROM artifacts
         WHERE json_extract(data, '$.mediaType') IS NOT NULL AND json_extract(data, '$.path') IS NOT NULL`,
      )
      .pluck()
      .get(),
  );
}

export function databaseBytes(connection: Connection): number {
  const value = (name: string): number => Number(connection.pragma(name, { simple: true }));
  return value('page_count') * value('page_size');
}

export function stageSums(connection: Connection): StageSums[] {
  const manifest = (key: string): string => `json_extract(r.manifest, '$.${key}')`;
  return connection
    .prepare(
      `SELECT r.stage, COUNT(*) AS runs, SUM(r.state = 'done') AS done, SUM(r.state = 'skipped') AS skipped,
              SUM(r.state = 'failed') AS failed,
              AVG(${manifest('wallSec')}) AS wallSecMean, MAX(${manifest('wallSec')}) AS wallSecMost,
              AVG(${manifest('cpuSec')}) AS cpuSecMean, MAX(${manifest('cpuSec')}) AS cpuSecMost,
              AVG(${manifest('peakMemoryBytes')}) AS peakMemoryMean, MAX(${manifest('peakMemoryBytes')}) AS peakMemoryMost,
              TOTAL(CASE WHEN r.state = 'done' AND ${durationSec} > 0 THEN ${manifest('wallSec')} END) AS timedWallSec,
              TOTAL(CASE WHEN r.state = 'done' THEN ${durationSec} END) AS footageSec
       FROM runs r LEFT JOIN artifacts a ON a.clip_id = r.clip_id AND a.name = 'probe'
         LEFT JOIN artifacts d ON d.clip_id = r.clip_id AND d.name = 'probe-detail'
       GROUP BY r.stage`,
    )
    .all() as StageSums[];
}
