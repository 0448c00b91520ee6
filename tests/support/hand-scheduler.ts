/** A scheduler on a real database whose claims, clock and ends are in the hands of a test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import type { Manifest } from '../../src-preload/contract/manifest.ts';
import { type Connection, openDatabase } from '../../src-main/db/connection.ts';
import { EventLog } from '../../src-main/db/event-log.ts';
import { JobsRepository } from '../../src-main/db/repositories/jobs.repository.ts';
import { ResultsRepository } from '../../src-main/db/repositories/results.repository.ts';
import type { ClaimRunner } from '../../src-main/pipeline/claim-work.ts';
import { JobStore } from '../../src-main/pipeline/job-store.ts';
import type { ClipDirectory } from '../../src-main/pipeline/job-store-parts.ts';
import { createRegistry } from '../../src-main/pipeline/registry.ts';
import { Scheduler, type SchedulerOptions } from '../../src-main/pipeline/scheduler.ts';
import type { DueStage, EndedRun } from '../../src-main/pipeline/stage-run.ts';
import type { Clock } from '../../src-main/platform/clock.ts';
import { createLog } from '../../src-main/platform/log.ts';

/** A clock that stands still until it is moved. */
export class HandClock implements Clock {
  ms = 1_000_000;
  #timers: { atMs: number; callback: () => void }[] = [];
  now(): number {
    return this.ms;
  }
  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.ms + delayMs, callback };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }
  async forward(ms: number): Promise<void> {
    this.ms += ms;
    const due = this.#timers.filter((timer) => timer.atMs <= this.ms);
    this.#timers = this.#timers.filter((timer) => timer.atMs > this.ms);
    for (const timer of due) timer.callback();
    await turn();
  }
}

export async function turn(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await Promise.resolve();
}

type Ending = 'done' | AppError | { readonly skipped: string };

interface Started {
  readonly clipId: string;
  readonly stages: readonly string[];
  readonly signal: AbortSignal;
  end(how?: Ending, extra?: Partial<EndedRun>): Promise<void>;
  /** As a runner should not: what its promise rejects with. */
  break(thrown: Error): Promise<void>;
  progress(stage: string, fraction: number): void;
}

/** Hands every claim to the test, which says how it ends; an aborted claim ends by itself. */
export class HandRunner implements ClaimRunner {
  readonly started: Started[] = [];
  readonly open: Started[] = [];
  run: ClaimRunner['run'] = (claim, signal, onProgress) =>
    new Promise((resolve, reject) => {
      const leave = (): Promise<void> => {
        this.open.splice(this.open.indexOf(started), 1);
        return turn();
      };
      const end = (how: Ending = 'done', extra: Partial<EndedRun> = {}): Promise<void> => {
        resolve(claim.due.map((due) => ({ ...endedRun(claim.clipId, due, how), ...extra })));
        return leave();
      };
      const started: Started = {
        clipId: claim.clipId,
        stages: claim.due.map((due) => due.stage.name),
        signal,
        end,
        break: (thrown) => {
          reject(thrown);
          return leave();
        },
        progress: onProgress,
      };
      this.started.push(started);
      this.open.push(started);
      signal.addEventListener('abort', () => {
        if (!this.open.includes(started)) return;
        void end(
          signal.reason instanceof AppError ? signal.reason : new AppError('internal', { detail: 'stopped' }),
        );
      });
    });
  names(): string[] {
    return this.started.map(({ clipId, stages }) => `${clipId}:${stages.join('+')}`);
  }
}

function endedRun(clipId: string, due: DueStage, how: Ending): EndedRun {
  const error = how instanceof AppError ? how : null;
  const reason = how !== 'done' && !(how instanceof AppError) ? how.skipped : null;
  const manifest: Manifest = {
    runId: crypto.randomUUID(),
    clipId,
    stage: due.stage.name,
    version: due.stage.version,
    runKey: due.runKey,
    params: due.params,
    models: [],
    profile: 'default',
    attempt: due.attempt,
    state: error !== null ? 'failed' : reason !== null ? 'skipped' : 'done',
    reason,
    error: error?.serialize() ?? null,
    startedAt: new Date(0).toISOString(),
    finishedAt: new Date(0).toISOString(),
    wallSec: 0,
    cpuSec: null,
    peakMemoryBytes: null,
    inputs: { file: { path: '/x', sizeBytes: 1, modifiedNs: '0' }, artifacts: [] },
    outputs: { artifacts: [], files: [], timelineEntries: 0 },
    sharedDecode: null,
    tools: {},
  };
  const nothing = (): void => undefined;
  return {
    due,
    manifest,
    log: '',
    artifacts: {},
    timeline: [],
    vectors: [],
    error,
    commitFiles: nothing,
    discard: nothing,
  };
}

const stage = (name: string, over: Record<string, unknown>) => ({
  fileName: name,
  exported: {
    kind: 'stage',
    name,
    title: name,
    version: 1,
    requires: [],
    provides: [name],
    params: z.object({}),
    ...over,
  },
});

const measuringStages = [
  stage('probe', { tier: 1, queue: 'io' }),
  stage('poster', { tier: 1, queue: 'cpu', requires: ['probe'] }),
  stage('scenes', { tier: 2, queue: 'cpu', requires: ['probe'], kind: 'frame-analyzer' }),
  stage('exposure', { tier: 2, queue: 'cpu', requires: ['probe'], kind: 'frame-analyzer' }),
  stage('proxy', { tier: 3, queue: 'proxy', requires: ['probe'] }),
];

const modelStages = [
  stage('faces', {
    ...{ tier: 3, queue: 'inference', requires: ['probe'], kind: 'frame-analyzer' },
    models: [{ task: 'faces', need: 'required' }],
  }),
  stage('content-warning', {
    ...{ tier: 3, queue: 'inference', requires: ['probe'], initially: 'off' },
    models: [{ task: 'content-warning', need: 'required' }],
  }),
];

class SimpleDirectory implements ClipDirectory {
  readonly #connection: Connection;
  readonly #params = new Map<string, ReturnType<ClipDirectory['paramsOf']>>();
  reachable = true;
  readonly imports = new Map<string, ReturnType<ClipDirectory['importsOf']>>();
  constructor(connection: Connection) {
    this.#connection = connection;
  }
  find: ClipDirectory['find'] = (id) =>
    (this.#connection
      .prepare(
        'SELECT id, sequence, profile, plan_key AS planKey, quarantined_ms AS quarantinedMs FROM clips WHERE id = ?',
      )
      .get(id) as ReturnType<ClipDirectory['find']> | undefined) ?? null;
  isReachable: ClipDirectory['isReachable'] = () => this.reachable;
  setProfile: ClipDirectory['setProfile'] = (id, profile) => {
    this.#connection.prepare('UPDATE clips SET profile = ? WHERE id = ?').run(profile, id);
  };
  paramsOf: ClipDirectory['paramsOf'] = (id) => this.#params.get(id) ?? {};
  setParams: ClipDirectory['setParams'] = (id, stage, params) => {
    this.#params.set(id, { ...this.paramsOf(id), [stage]: params });
  };
  importsOf: ClipDirectory['importsOf'] = (id) => this.imports.get(id) ?? new Map<string, never>();
  behind: ClipDirectory['behind'] = (sequence, limit) =>
    this.#connection
      .prepare(
        `SELECT id, sequence, profile, plan_key AS planKey, quarantined_ms AS quarantinedMs FROM clips
         WHERE sequence > ? ORDER BY sequence LIMIT ?`,
      )
      .all(sequence, limit) as ReturnType<ClipDirectory['behind']>;
  setPlanKey: ClipDirectory['setPlanKey'] = (id, key) => {
    this.#connection.prepare('UPDATE clips SET plan_key = ? WHERE id = ?').run(key, id);
  };
  addCrash: ClipDirectory['addCrash'] = (id) =>
    Number(
      this.#connection
        .prepare('UPDATE clips SET crash_count = crash_count + 1 WHERE id = ? RETURNING crash_count')
        .pluck()
        .get(id),
    );
  setQuarantined: ClipDirectory['setQuarantined'] = (id, atMs) => {
    this.#connection
      .prepare('UPDATE clips SET quarantined_ms = ?, crash_count = 0 WHERE id = ?')
      .run(atMs, id);
  };
  onArtifact: ClipDirectory['onArtifact'] = () => undefined;
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export interface House {
  readonly connection: Connection;
  readonly clock: HandClock;
  readonly runner: HandRunner;
  readonly events: readonly EngineEvent[];
  readonly eventLog: EventLog;
  readonly clips: SimpleDirectory;
  readonly jobs: JobsRepository;
  /** Lines of its log. */
  readonly warnings: readonly string[];
  /** A scheduler as a process of its own would have it. */
  readonly make: () => Scheduler;
  /** State by stage. */
  readonly state: (clipId: string) => Record<string, string>;
}

export async function house(
  clipIds: readonly string[],
  options: Partial<SchedulerOptions> = {},
  stages: 'that-measure' | 'with-models' = 'that-measure',
): Promise<House> {
  const registry = createRegistry(
    stages === 'with-models' ? [...measuringStages, ...modelStages] : measuringStages,
  );
  const folder = mkdtempSync(join(tmpdir(), 'rushes-scheduler-'));
  folders.push(folder);
  const path = join(folder, 'library.sqlite');
  const connection = await openDatabase({ path, access: 'write', backupsPath: folder });
  for (const id of clipIds) {
    connection
      .prepare(
        `INSERT INTO clips (id, quick_identity, size_bytes, profile, added_ms) VALUES (?, ?, 1, 'default', 0)`,
      )
      .run(id, id);
  }
  const clock = new HandClock();
  const runner = new HandRunner();
  const eventLog = new EventLog(connection, clock);
  const events: EngineEvent[] = [];
  eventLog.subscribe((event) => events.push(event));
  const clips = new SimpleDirectory(connection);
  const jobs = new JobsRepository(connection);
  const warnings: string[] = [];
  const log = createLog({ level: 'warn', clock, write: (line) => void warnings.push(line) });
  const make = (): Scheduler => {
    const store = new JobStore({
      eventLog,
      jobs,
      results: new ResultsRepository(connection),
      clips,
      registry,
      clock,
      random: () => 0.5,
      log,
    });
    return new Scheduler(store, runner, clock, {
      limits: { io: 1, cpu: 1, inference: 1, proxy: 1 },
      stallSec: 900,
      log,
      ...options,
    });
  };
  const state = (clipId: string): Record<string, string> =>
    Object.fromEntries(jobs.ofClip(clipId).map((row) => [row.stage, row.state]));
  return { connection, clock, runner, events, eventLog, clips, jobs, make, state, warnings };
}

export async function finishAll(runner: HandRunner): Promise<void> {
  for (let next = runner.open[0]; next !== undefined; next = runner.open[0]) await next.end();
}
