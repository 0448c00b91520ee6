/**
 * The scheduler's memory: every change of a job's state, each in one transaction with what belongs to it (artifacts,
 * timeline, run, events) and with the planner's view of the clip afterwards.
 */
import { AppError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import type { JobRow } from '../db/repositories/jobs.repository.ts';
import type { ClipFacts, PlannedJob } from './plan.ts';
import { planClip } from './plan.ts';
import { EndedRunStore, withFilesInPlace } from './ended-run-store.ts';
import type { ImportedRun } from './imported-run.ts';
import { announceJob } from './job-announcement.ts';
import type { JobStoreDependencies, PipelineClip } from './job-store-parts.ts';
import { profileByName, type StageSettings } from './profiles.ts';
import {
  type ClipParams,
  extendSettings,
  type PlanConditions,
  ProfileSettings,
  richer,
  withClipParams,
  withNeeds,
} from './clip-settings.ts';
import type { AnyStage, QueueName } from './stage.ts';
import type { Claim } from './stage-runner.ts';
import type { EndedRun } from './stage-run.ts';

/** Above whatever clips can be raised to. */
const demandedPriority = 1001;

export class JobStore {
  readonly #is: JobStoreDependencies;
  readonly #profiles: ProfileSettings;
  readonly #runs: EndedRunStore;

  constructor(dependencies: JobStoreDependencies) {
    this.#is = dependencies;
    this.#profiles = new ProfileSettings(dependencies.registry);
    this.#runs = new EndedRunStore(dependencies);
  }

  /** At start: what was running waits again; clips that lacked something are planned anew. */
  recover(): void {
    const { eventLog, jobs } = this.#is;
    eventLog.transaction(() => {
      jobs.recoverInterrupted();
      for (const clipId of jobs.clipsWithOpenJobs()) this.#replan(clipId);
    });
  }

  /**
   * What is installed, and what is turned on or off, from now on. Clips are planned by it as they come up; `replanStale` sees to the rest.
   *
   * @throws AppError bad-arguments when a stage would be on and one that it needs off; then all stays as it was
   */
  setConditions(conditions: PlanConditions): void {
    this.#profiles.set(conditions);
  }

  /** Plans these clips anew where their plan is not of today's conditions. */
  replanStale(clipIds: readonly string[]): void {
    this.#is.eventLog.transaction(() => {
      for (const clipId of clipIds) {
        const clip = this.#is.clips.find(clipId);
        if (clip === null) continue;
        const { planKey } = this.#profiles.of(profileByName(clip.profile));
        if (clip.planKey !== planKey) this.#replan(clipId);
      }
    });
  }

  /** Clips in the order of their sequence, behind this one: at most `limit`. */
  clipsBehind(sequence: number, limit: number): readonly PipelineClip[] {
    return this.#is.clips.behind(sequence, limit);
  }

  /**
   * What a person imported is the stage's result at once: wherever the clip's file is, whether the clip's profile has the stage or
   * not, and also where the stage runs just now: what comes of that is dropped. `keep` stores the import, in the same transaction.
   */
  standIn(clipId: string, run: ImportedRun, keep: () => void): void {
    this.#is.eventLog.transaction(() => {
      keep();
      this.#runs.storeImported(clipId, run);
      this.#replan(clipId, [run.stage]);
      if (this.#is.jobs.find(clipId, run.stage.name)?.state !== 'running')
        this.#settleImported(clipId, run.stage.name);
    });
  }

  #settleImported(clipId: string, stage: string): void {
    const { jobs, clock, eventLog } = this.#is;
    jobs.markSettled(clipId, stage, { state: 'done', reason: null, error: null, nowMs: clock.now() });
    announceJob(eventLog, { clipId, stage, state: 'done', attempt: 1 });
  }

  /** What a stage found of a clip goes, as if it had never run, if `release` (in the same transaction) says so. */
  forget(clipId: string, stage: string, release: () => boolean): boolean {
    const { eventLog, jobs, results } = this.#is;
    return eventLog.transaction(() => {
      if (!release()) return false;
      results.removeResultOf(clipId, stage);
      jobs.forgetResult(clipId, stage);
      this.#replan(clipId);
      return true;
    });
  }

  announce(state: 'started' | 'paused' | 'resumed' | 'stopping'): void {
    this.#is.eventLog.transaction(() => {
      this.#is.eventLog.add('engine-changed', { state });
    });
  }

  plan(clipIds: readonly string[], profileName: string): void {
    const wanted = profileByName(profileName);
    const { eventLog, clips } = this.#is;
    eventLog.transaction(() => {
      for (const clipId of clipIds) {
        const clip = this.#clip(clipId);
        const profile = richer(profileByName(clip.profile), wanted);
        if (profile.name !== clip.profile) clips.setProfile(clipId, profile.name);
        if (clip.planKey === this.#profiles.of(profile).planKey) continue;
        this.#replan(clipId);
      }
    });
  }

  /** `hasCompany`: whether other claims of the queue run now. */
  claimNext(queue: QueueName, hasCompany: boolean): Claim | null {
    const { eventLog, jobs, clock, registry } = this.#is;
    const nowMs = clock.now();
    const first = jobs.nextReady(queue, nowMs);
    if (first === undefined || this.#mustWaitForLowerTier(first, nowMs)) return null;
    const isAnalyzer = (row: JobRow): boolean =>
      row.queue === queue && registry.get(row.stage).kind === 'frame-analyzer';
    const rows = isAnalyzer(first) ? jobs.readyOfClip(first.clipId, nowMs).filter(isAnalyzer) : [first];
    const clip = this.#clip(first.clipId);
    const settings = this.#settingsOf(clip, new Set(rows.map(({ stage }) => stage)));
    eventLog.transaction(() => {
      for (const row of rows) {
        jobs.markRunning(row.clipId, row.stage, nowMs);
        const { clipId, stage, attempt } = row;
        announceJob(eventLog, { clipId, stage, state: 'running', attempt: attempt + 1 });
      }
    });
    const due = rows.map((row) => ({
      stage: registry.get(row.stage),
      params: settings.get(row.stage)?.params ?? registry.get(row.stage).params.parse({}),
      runKey: row.runKey,
      attempt: row.attempt + 1,
    }));
    const company = hasCompany || jobs.nextReady(queue, nowMs) !== undefined ? 'among-others' : 'alone';
    return { clipId: first.clipId, profile: clip.profile, due, company };
  }

  #mustWaitForLowerTier(row: JobRow, nowMs: number): boolean {
    if (row.tier < 3) return false;
    const other = this.#is.jobs.nextReady('cpu', nowMs);
    return other !== undefined && other.tier < row.tier && other.priority >= row.priority;
  }

  /**
   * Stores how runs ended. 'stopped': we ended them; what did not finish in time waits again.
   *
   * @throws what the database says where it takes nothing: then nothing is stored, and it may be called again
   */
  settle(claim: Claim, ended: readonly EndedRun[], why: 'ended' | 'stopped'): void {
    const { eventLog } = this.#is;
    const runs = ended.map(withFilesInPlace);
    eventLog.transaction(() => {
      const imports = this.#is.clips.importsOf(claim.clipId);
      for (const run of runs) {
        if (why === 'stopped' && run.error !== null) this.#waitAgain(claim.clipId, run.due.stage.name);
        else if (imports.has(run.due.stage.name)) this.#settleImported(claim.clipId, run.due.stage.name);
        else this.#runs.store(claim.clipId, run);
      }
      this.#replan(claim.clipId);
    });
    for (const run of runs) this.#discard(run);
  }

  /** The same for a claim that came to no runs at all: each of its jobs fails of this, unless it was 'stopped'. */
  fail({ clipId, due }: Claim, error: AppError, why: 'ended' | 'stopped'): void {
    this.#is.eventLog.transaction(() => {
      for (const { stage, attempt } of due) {
        if (why === 'stopped') this.#waitAgain(clipId, stage.name);
        else this.#runs.fail({ clipId, stage: stage.name, attempt, durationSec: null }, error);
      }
      this.#replan(clipId);
    });
  }

  #waitAgain(clipId: string, stage: string): void {
    this.#is.jobs.markWaiting(clipId, stage, { retryAtMs: null, error: null, counts: false });
  }

  /** What stays behind is in nobody's way: work folders are emptied at the next start, older files when the stage runs again. */
  #discard(run: EndedRun): void {
    try {
      run.discard();
    } catch (error) {
      const { stage, clipId } = run.manifest;
      this.#is.log.warn('what a run no longer needs could not be removed', { clipId, stage, error });
    }
  }

  /** Fails what these clips have ready; gives the number of their open jobs, the running ones included. */
  cancelWaiting(clipIds: readonly string[]): number {
    const { eventLog, jobs, clock } = this.#is;
    const error = new AppError('cancelled', { detail: 'stopped by a person' });
    const end = { state: 'failed', reason: null, error: error.serialize() } as const;
    return eventLog.transaction(() => {
      let count = 0;
      for (const clipId of clipIds) {
        for (const job of jobs.openOf(clipId)) {
          count += 1;
          if (job.ready === 0) continue;
          jobs.markSettled(clipId, job.stage, { ...end, nowMs: clock.now() });
          const { stage, attempt } = job;
          announceJob(eventLog, { clipId, stage, state: 'failed', attempt, error });
        }
        this.#replan(clipId);
      }
      return count;
    });
  }

  retryFailed(clipId: string | null): { readonly clipIds: readonly string[]; readonly stages: number } {
    const { eventLog, jobs, clips } = this.#is;
    return eventLog.transaction(() => {
      const forgotten = jobs.forgetFailures(clipId);
      for (const id of forgotten.clipIds) {
        clips.setQuarantined(id, null);
        this.#replan(id);
      }
      return forgotten;
    });
  }

  /** What failed for good of this is tried again: its cause is gone. */
  retryFailedOf(code: ErrorCode): void {
    const { eventLog, jobs } = this.#is;
    eventLog.transaction(() => {
      const failed = jobs.failedOf(code);
      for (const { clipId, stage } of failed) jobs.forgetResult(clipId, stage);
      for (const clipId of new Set(failed.map((job) => job.clipId))) this.#replan(clipId);
    });
  }

  /** The stage's result no longer stands, whatever it was. A stage that the clip's profile leaves out is added to it. */
  rerun(clipId: string, stageName: string): void {
    const { eventLog, jobs, registry, clips } = this.#is;
    const stage = registry.get(stageName);
    eventLog.transaction(() => {
      for (const { name } of withNeeds(registry, stage)) {
        // Asked for on this clip, it outlives being off for all others.
        if (this.#profiles.isOff(name)) clips.setParams(clipId, name, clips.paramsOf(clipId)[name] ?? {});
      }
      this.#replan(clipId, withNeeds(registry, stage));
      jobs.forgetResult(clipId, stageName);
      this.#replan(clipId);
    });
  }

  /** The stage, and what it requires, goes before all else; `params` are its own from now on, null: as they are. */
  demand(clipId: string, stageName: string, params: ClipParams[string] | null): void {
    const { eventLog, jobs, clips, registry } = this.#is;
    const wanted = withNeeds(registry, registry.get(stageName));
    eventLog.transaction(() => {
      if (params !== null) clips.setParams(clipId, stageName, params);
      this.#replan(clipId, wanted);
      for (const { name } of wanted) jobs.raiseStage(clipId, name, demandedPriority);
    });
  }

  /** The queue in which the job could start now; null: it could not, or runs already. */
  readyQueueOf(clipId: string, stage: string): string | null {
    const job = this.#is.jobs.find(clipId, stage);
    return job?.state === 'waiting' && job.ready === 1 ? job.queue : null;
  }

  raise(clipIds: readonly string[], priority: number): number {
    const { eventLog, jobs } = this.#is;
    return eventLog.transaction(() =>
      clipIds.reduce((count, clipId) => count + jobs.raise(clipId, priority), 0),
    );
  }

  saveProgress(clipId: string, stage: string, fraction: number): void {
    this.#is.jobs.saveProgress(clipId, stage, fraction);
  }

  earliestRetryMs(): number | null {
    return this.#is.jobs.earliestRetryMs();
  }

  isSettled(clipId: string): boolean {
    return this.#is.jobs.isSettled(clipId);
  }

  /**
   * `names`: stages that it has jobs of, be they in its profile or not. Of those that are off for the library only what a
   * person asked for on this very clip, or imported for it, is left.
   */
  #settingsOf(clip: PipelineClip, names: ReadonlySet<string>): StageSettings {
    const { registry, clips } = this.#is;
    const profile = profileByName(clip.profile);
    const own = clips.paramsOf(clip.id);
    const imports = clips.importsOf(clip.id);
    const isWanted = (name: string): boolean =>
      Object.hasOwn(own, name) || imports.has(name) || !this.#profiles.isOff(name);
    const wanted = new Set([...names, ...imports.keys()].filter(isWanted));
    const settings = extendSettings(this.#profiles.of(profile).settings, registry, profile, wanted);
    return withClipParams(settings, registry, profile, own);
  }

  /** Puts the planner's decisions into the table, and tells of those that settle or open a job. */
  #replan(clipId: string, extra: readonly AnyStage[] = []): void {
    const { jobs, registry, clips } = this.#is;
    const clip = this.#clip(clipId);
    const { planKey } = this.#profiles.of(profileByName(clip.profile));
    const rows = new Map(jobs.ofClip(clipId).map((row) => [row.stage, row]));
    const settings = this.#settingsOf(clip, new Set([...rows.keys(), ...extra.map(({ name }) => name)]));
    const availability =
      clip.quarantinedMs !== null ? 'quarantined' : clips.isReachable(clipId) ? 'available' : 'offline';
    const imports = clips.importsOf(clipId);
    const facts: ClipFacts = { jobs: rows, availability, imports };
    const planned = planClip(registry, settings, facts, this.#profiles.models);
    for (const job of planned) this.#apply(clip, rows.get(job.stage), job);
    for (const [stage, { state }] of rows) {
      // What a stage found before it was turned off is still true.
      const isKept = this.#profiles.isOff(stage) && state !== 'waiting' && state !== 'blocked';
      if (!settings.has(stage) && !isKept) jobs.remove(clipId, stage);
    }
    const isComplete = planned.every(
      (job) => job.state === 'done' || job.state === 'skipped' || job.state === 'failed',
    );
    const nextKey = isComplete ? planKey : null;
    if (nextKey !== clip.planKey) clips.setPlanKey(clipId, nextKey);
  }

  #apply(clip: PipelineClip, row: JobRow | undefined, job: PlannedJob): void {
    const { jobs } = this.#is;
    if (row === undefined) {
      jobs.insert(clip.id, clip.sequence, 0, job);
    } else {
      const isSame =
        row.state === job.state &&
        (row.ready === 1) === job.ready &&
        row.runKey === job.runKey &&
        row.blockedBy === job.blockedBy &&
        row.reason === job.reason;
      if (isSame) return;
      jobs.replan(row, job);
    }
    if (row?.state !== job.state && (job.state === 'blocked' || job.state === 'skipped')) {
      const { stage, state, reason, blockedBy } = job;
      const change = { clipId: clip.id, stage, state, attempt: row?.attempt ?? 0 };
      announceJob(this.#is.eventLog, { ...change, reason: reason ?? blockedBy });
    }
  }

  #clip(clipId: string): PipelineClip {
    const clip = this.#is.clips.find(clipId);
    if (clip === null) throw new AppError('clip-unknown', { clip: clipId });
    return clip;
  }
}
