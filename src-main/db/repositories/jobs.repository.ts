/** The jobs table: one row for each clip and stage that a profile asks for. */
import type { ErrorCode, SerializedError } from '../../../src-preload/contract/errors.ts';
import type { JobState } from '../../../src-preload/contract/events.ts';
import type { Connection, Statement } from '../connection.ts';

export interface JobRow {
  readonly clipId: string;
  readonly stage: string;
  readonly sequence: number;
  readonly queue: string;
  readonly tier: number;
  readonly priority: number;
  readonly state: JobState;
  readonly ready: 0 | 1;
  readonly runKey: string;
  readonly attempt: number;
  readonly interruptions: number;
  readonly progress: number | null;
  readonly reason: string | null;
  readonly blockedBy: string | null;
  readonly error: string | null;
  readonly retryAtMs: number | null;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
}

/** What the planner decides of a job. */
export interface JobPlan {
  readonly stage: string;
  readonly queue: string;
  readonly tier: number;
  readonly state: JobState;
  readonly ready: boolean;
  readonly runKey: string;
  readonly reason: string | null;
  readonly blockedBy: string | null;
}

const columns = `clip_id AS clipId, stage, sequence, queue, tier, priority, state, ready, run_key AS runKey, attempt,
  interruptions, progress, reason, blocked_by AS blockedBy, error, retry_at_ms AS retryAtMs, started_ms AS startedMs,
  finished_ms AS finishedMs`;

export class JobsRepository {
  readonly #connection: Connection;
  readonly #statements = new Map<string, Statement>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  #sql(text: string): Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#connection.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  ofClip(clipId: string): JobRow[] {
    return this.#sql(`SELECT ${columns} FROM jobs WHERE clip_id = ?`).all(clipId) as JobRow[];
  }

  find(clipId: string, stage: string): JobRow | undefined {
    return this.#sql(`SELECT ${columns} FROM jobs WHERE clip_id = ? AND stage = ?`).get(clipId, stage) as
      JobRow | undefined;
  }

  /** The next job of a queue that may start now: clips of higher priority, then lower tiers, then older clips. */
  nextReady(queue: string, nowMs: number): JobRow | undefined {
    return this.#sql(
      `SELECT ${columns} FROM jobs
       WHERE queue = ? AND state = 'waiting' AND ready = 1 AND (retry_at_ms IS NULL OR retry_at_ms <= ?)
       ORDER BY priority DESC, tier, interruptions, sequence LIMIT 1`,
    ).get(queue, nowMs) as JobRow | undefined;
  }

  readyOfClip(clipId: string, nowMs: number): JobRow[] {
    return this.#sql(
      `SELECT ${columns} FROM jobs WHERE clip_id = ? AND state = 'waiting' AND ready = 1
       AND (retry_at_ms IS NULL OR retry_at_ms <= ?)`,
    ).all(clipId, nowMs) as JobRow[];
  }

  /** When the earliest postponed job may be tried again, or null. */
  earliestRetryMs(): number | null {
    return this.#sql(
      `SELECT MIN(retry_at_ms) FROM jobs WHERE state = 'waiting' AND ready = 1 AND retry_at_ms IS NOT NULL`,
    )
      .pluck()
      .get() as number | null;
  }

  insert(clipId: string, sequence: number, priority: number, plan: JobPlan): void {
    this.#sql(
      `INSERT INTO jobs (clip_id, stage, sequence, queue, tier, priority, state, ready, run_key, reason, blocked_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      clipId,
      plan.stage,
      sequence,
      plan.queue,
      plan.tier,
      priority,
      plan.state,
      plan.ready ? 1 : 0,
      plan.runKey,
      plan.reason,
      plan.blockedBy,
    );
  }

  /** Takes over what the planner says. A job whose result no longer stands starts afresh: no attempts, no error. */
  replan(row: JobRow, plan: JobPlan): void {
    const afresh =
      plan.runKey !== row.runKey || row.state === 'done' || row.state === 'skipped' || row.state === 'failed';
    this.#sql(
      `UPDATE jobs SET queue = @queue, tier = @tier, state = @state, ready = @ready, run_key = @runKey, reason = @reason,
         blocked_by = @blockedBy,
         attempt = CASE WHEN @afresh THEN 0 ELSE attempt END, error = CASE WHEN @afresh THEN NULL ELSE error END,
         retry_at_ms = CASE WHEN @afresh THEN NULL ELSE retry_at_ms END
       WHERE clip_id = @clipId AND stage = @stage`,
    ).run({
      clipId: row.clipId,
      stage: row.stage,
      queue: plan.queue,
      tier: plan.tier,
      state: plan.state,
      ready: plan.ready ? 1 : 0,
      runKey: plan.runKey,
      reason: plan.reason,
      blockedBy: plan.blockedBy,
      afresh: afresh ? 1 : 0,
    });
  }

  remove(clipId: string, stage: string): void {
    this.#sql('DELETE FROM jobs WHERE clip_id = ? AND stage = ?').run(clipId, stage);
  }

  markRunning(clipId: string, stage: string, nowMs: number): void {
    this.#sql(
      `UPDATE jobs SET state = 'running', ready = 0, attempt = attempt + 1, progress = NULL, retry_at_ms = NULL,
         error = NULL, reason = NULL, started_ms = ?, finished_ms = NULL
       WHERE clip_id = ? AND stage = ?`,
    ).run(nowMs, clipId, stage);
  }

  markSettled(
    clipId: string,
    stage: string,
    end: {
      readonly state: 'done' | 'skipped' | 'failed';
      readonly reason: string | null;
      readonly error: SerializedError | null;
      readonly nowMs: number;
    },
  ): void {
    this.#sql(
      `UPDATE jobs SET state = ?, ready = 0, progress = NULL, reason = ?, error = ?, finished_ms = ?, interruptions = 0
       WHERE clip_id = ? AND stage = ?`,
    ).run(
      end.state,
      end.reason,
      end.error === null ? null : JSON.stringify(end.error),
      end.nowMs,
      clipId,
      stage,
    );
  }

  /** Back in line: `retryAtMs` null = at once. `counts` false takes the attempt back (we stopped it, it did not fail). */
  markWaiting(
    clipId: string,
    stage: string,
    again: {
      readonly retryAtMs: number | null;
      readonly error: SerializedError | null;
      readonly counts: boolean;
    },
  ): void {
    this.#sql(
      `UPDATE jobs SET state = 'waiting', ready = 1, progress = NULL, retry_at_ms = ?, error = ?,
         attempt = CASE WHEN ? THEN attempt ELSE MAX(attempt - 1, 0) END
       WHERE clip_id = ? AND stage = ?`,
    ).run(
      again.retryAtMs,
      again.error === null ? null : JSON.stringify(again.error),
      again.counts ? 1 : 0,
      clipId,
      stage,
    );
  }

  saveProgress(clipId: string, stage: string, fraction: number): void {
    this.#sql(`UPDATE jobs SET progress = ? WHERE clip_id = ? AND stage = ? AND state = 'running'`).run(
      fraction,
      clipId,
      stage,
    );
  }

  /** After a crash: what was running waits again, behind work that has not been interrupted. Gives the clips touched. */
  recoverInterrupted(): string[] {
    const clipIds = this.#sql(`SELECT DISTINCT clip_id FROM jobs WHERE state = 'running'`)
      .pluck()
      .all() as string[];
    this.#sql(
      `UPDATE jobs SET state = 'waiting', ready = 1, progress = NULL, interruptions = interruptions + 1,
         attempt = MAX(attempt - 1, 0) WHERE state = 'running'`,
    ).run();
    return clipIds;
  }

  /** Gives the number of open jobs that it concerns. */
  raise(clipId: string, priority: number): number {
    this.#sql('UPDATE jobs SET priority = ? WHERE clip_id = ?').run(priority, clipId);
    return this.openOf(clipId).length;
  }

  raiseStage(clipId: string, stage: string, priority: number): void {
    this.#sql('UPDATE jobs SET priority = ? WHERE clip_id = ? AND stage = ?').run(priority, clipId, stage);
  }

  openOf(clipId: string): JobRow[] {
    return this.ofClip(clipId).filter((row) => row.state === 'waiting' || row.state === 'running');
  }

  /** Failed for good -> fresh; gives the clips touched and the number of jobs. null = all clips. */
  forgetFailures(clipId: string | null): { readonly clipIds: string[]; readonly stages: number } {
    const touched = this.#sql(
      `SELECT DISTINCT clip_id FROM jobs WHERE state = 'failed' AND (@clipId IS NULL OR clip_id = @clipId)`,
    )
      .pluck()
      .all({ clipId }) as string[];
    const { changes } = this.#sql(
      `UPDATE jobs SET state = 'waiting', ready = 0, run_key = '', attempt = 0, error = NULL, retry_at_ms = NULL
       WHERE state = 'failed' AND (@clipId IS NULL OR clip_id = @clipId)`,
    ).run({ clipId });
    return { clipIds: touched, stages: changes };
  }

  /** Failed for good of this, on whichever clip. */
  failedOf(code: ErrorCode): readonly { readonly clipId: string; readonly stage: string }[] {
    return this.#sql(
      `SELECT clip_id AS clipId, stage FROM jobs WHERE state = 'failed' AND json_extract(error, '$.code') = ?`,
    ).all(code) as { clipId: string; stage: string }[];
  }

  /** The result no longer stands, whatever it is. */
  forgetResult(clipId: string, stage: string): void {
    this.#sql(
      `UPDATE jobs SET state = 'waiting', ready = 0, run_key = '', attempt = 0, error = NULL, retry_at_ms = NULL
       WHERE clip_id = ? AND stage = ? AND state <> 'running'`,
    ).run(clipId, stage);
  }

  isSettled(clipId: string): boolean {
    return (
      this.#sql(`SELECT 1 FROM jobs WHERE clip_id = ? AND state IN ('waiting', 'running') LIMIT 1`).get(
        clipId,
      ) === undefined
    );
  }

  clipsWithOpenJobs(): string[] {
    return this.#sql(`SELECT DISTINCT clip_id FROM jobs WHERE state IN ('waiting', 'running', 'blocked')`)
      .pluck()
      .all() as string[];
  }
}
