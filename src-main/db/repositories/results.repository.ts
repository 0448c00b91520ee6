/** What stages left behind: runs with manifest and log, artifacts, timeline entries. */
import type {
  Artifact,
  ArtifactName,
  TimelineEntry,
  VectorEntry,
} from '../../../src-preload/contract/artifacts.ts';
import { artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { type Manifest, manifestSchema } from '../../../src-preload/contract/manifest.ts';
import type { Connection } from '../connection.ts';

export interface StoredArtifact {
  readonly name: ArtifactName;
  readonly stage: string;
  readonly runId: string;
  readonly json: string;
}

export class ResultsRepository {
  readonly #insertRun;
  readonly #upsertArtifact;
  readonly #selectArtifact;
  readonly #deleteArtifacts;
  readonly #insertEntry;
  readonly #deleteEntries;
  readonly #insertVector;
  readonly #deleteVectors;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#insertRun = connection.prepare(
      `INSERT INTO runs (id, clip_id, stage, version, run_key, state, started_ms, finished_ms, manifest, log)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#upsertArtifact = connection.prepare(
      `INSERT INTO artifacts (clip_id, name, stage, run_id, data, created_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (clip_id, name) DO UPDATE
       SET stage = excluded.stage, run_id = excluded.run_id, data = excluded.data, created_ms = excluded.created_ms`,
    );
    this.#selectArtifact = connection.prepare(
      'SELECT name, stage, run_id AS runId, data AS json FROM artifacts WHERE clip_id = ? AND name = ?',
    );
    this.#deleteArtifacts = connection.prepare('DELETE FROM artifacts WHERE clip_id = ? AND stage = ?');
    this.#insertEntry = connection.prepare(
      'INSERT INTO timeline (clip_id, lane, start_sec, end_sec, stage, run_id, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#deleteEntries = connection.prepare('DELETE FROM timeline WHERE clip_id = ? AND stage = ?');
    this.#insertVector = connection.prepare(
      `INSERT INTO vectors (clip_id, model, kind, start_sec, end_sec, dimensions, vector, stage, run_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#deleteVectors = connection.prepare('DELETE FROM vectors WHERE clip_id = ? AND stage = ?');
  }

  addRun(manifest: Manifest, log: string): void {
    this.#insertRun.run(
      manifest.runId,
      manifest.clipId,
      manifest.stage,
      manifest.version,
      manifest.runKey,
      manifest.state,
      Date.parse(manifest.startedAt),
      Date.parse(manifest.finishedAt),
      JSON.stringify(manifest),
      log,
    );
  }

  putArtifact<N extends ArtifactName>(
    clipId: string,
    name: N,
    data: Artifact<N>,
    origin: { readonly stage: string; readonly runId: string; readonly nowMs: number },
  ): void {
    this.#upsertArtifact.run(clipId, name, origin.stage, origin.runId, JSON.stringify(data), origin.nowMs);
  }

  /** @throws ZodError on a stored artifact that its schema does not accept */
  artifact<N extends ArtifactName>(clipId: string, name: N): Artifact<N> | null {
    const row = this.storedArtifact(clipId, name);
    return row === null ? null : (artifactSchemas[name].parse(JSON.parse(row.json)) as Artifact<N>);
  }

  storedArtifact(clipId: string, name: ArtifactName): StoredArtifact | null {
    return (this.#selectArtifact.get(clipId, name) as StoredArtifact | undefined) ?? null;
  }

  removeArtifactsOf(clipId: string, stage: string): void {
    this.#deleteArtifacts.run(clipId, stage);
  }

  /** Artifacts, entries of the timeline and vectors; runs are kept. */
  removeResultOf(clipId: string, stage: string): void {
    for (const statement of [this.#deleteArtifacts, this.#deleteEntries, this.#deleteVectors])
      statement.run(clipId, stage);
  }

  replaceTimeline(clipId: string, stage: string, runId: string, entries: readonly TimelineEntry[]): void {
    this.#deleteEntries.run(clipId, stage);
    for (const { lane, startSec, endSec, data } of entries) {
      this.#insertEntry.run(clipId, lane, startSec, endSec, stage, runId, JSON.stringify(data));
    }
  }

  replaceVectors(clipId: string, stage: string, runId: string, entries: readonly VectorEntry[]): void {
    this.#deleteVectors.run(clipId, stage);
    for (const { model, kind, startSec, endSec, vector } of entries) {
      const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
      this.#insertVector.run(clipId, model, kind, startSec, endSec, vector.length, bytes, stage, runId);
    }
  }

  /** Newest run of each stage of a clip. */
  newestRuns(clipId: string): { readonly manifest: Manifest; readonly log: string }[] {
    const rows = this.#connection
      .prepare(
        `SELECT manifest, log FROM runs AS newest WHERE clip_id = ? AND NOT EXISTS (
           SELECT 1 FROM runs AS later WHERE later.clip_id = newest.clip_id AND later.stage = newest.stage
             AND later.rowid > newest.rowid)
         ORDER BY started_ms`,
      )
      .all(clipId) as { manifest: string; log: string }[];
    return rows.map(({ manifest, log }) => ({ manifest: manifestSchema.parse(JSON.parse(manifest)), log }));
  }
}
