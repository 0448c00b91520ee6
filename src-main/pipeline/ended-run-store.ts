/**
 * Stores how runs ended: artifacts, timeline, manifest and log, the state of the job, and what a failure means for it (a later
 * try, or none, or quarantine for the clip). Everything in the transaction of whoever calls.
 */
import type { ArtifactName } from '../../src-preload/contract/artifacts.ts';
import type { AppError } from '../../src-preload/contract/errors.ts';
import { announceJob } from './job-announcement.ts';
import type { JobStoreDependencies } from './job-store-parts.ts';
import { retryDelayMs } from './retry.ts';
import { toRunFailure } from './run-failure.ts';
import type { ImportedRun } from './imported-run.ts';
import type { EndedRun } from './stage-run.ts';

/** Crashes of tools on a clip after which it is set aside. */
const crashesToQuarantine = 2;

/** A try of a stage that came to nothing. */
export interface FailedTry {
  readonly clipId: string;
  readonly stage: string;
  readonly attempt: number;
  /** null: it never began. */
  readonly durationSec: number | null;
}

export class EndedRunStore {
  readonly #is: JobStoreDependencies;

  constructor(dependencies: JobStoreDependencies) {
    this.#is = dependencies;
  }

  store(clipId: string, run: EndedRun): void {
    const { results, jobs, clock, clips, eventLog } = this.#is;
    const { manifest, error } = run;
    const { stage, attempt, wallSec: durationSec, reason } = manifest;
    const nowMs = clock.now();
    results.addRun(manifest, run.log);
    if (error !== null) {
      this.fail({ clipId, stage, attempt, durationSec }, error);
      return;
    }
    results.removeArtifactsOf(clipId, stage);
    for (const [name, data] of Object.entries(run.artifacts) as [ArtifactName, never][]) {
      results.putArtifact(clipId, name, data, { stage, runId: manifest.runId, nowMs });
      clips.onArtifact(clipId, name, data);
      eventLog.add('artifact-stored', { clipId, stage, artifact: name });
    }
    results.replaceTimeline(clipId, stage, manifest.runId, run.timeline);
    results.replaceVectors(clipId, stage, manifest.runId, run.vectors);
    const state = manifest.state === 'skipped' ? 'skipped' : 'done';
    jobs.markSettled(clipId, stage, { state, reason, error: null, nowMs });
    announceJob(eventLog, { clipId, stage, state, attempt, durationSec, reason });
  }

  /** Artifacts and timeline of what a person imported; how its job stands is for whoever calls. */
  storeImported(clipId: string, { manifest, log, artifacts, timeline }: ImportedRun): void {
    const { results, clock, clips, eventLog } = this.#is;
    const { stage, runId } = manifest;
    results.addRun(manifest, log);
    results.removeResultOf(clipId, stage);
    for (const [name, data] of Object.entries(artifacts) as [ArtifactName, never][]) {
      results.putArtifact(clipId, name, data, { stage, runId, nowMs: clock.now() });
      clips.onArtifact(clipId, name, data);
      eventLog.add('artifact-stored', { clipId, stage, artifact: name });
    }
    results.replaceTimeline(clipId, stage, runId, timeline);
  }

  fail({ clipId, stage, attempt, durationSec }: FailedTry, error: AppError): void {
    const { jobs, random, clips, clock, eventLog } = this.#is;
    const nowMs = clock.now();
    const crashes = error.code === 'tool-crashed' ? clips.addCrash(clipId) : 0;
    const quarantined = crashes >= crashesToQuarantine;
    const delayMs = quarantined ? null : retryDelayMs(error, attempt, random());
    const serialized = error.serialize();
    const change = { clipId, stage, attempt, durationSec, error };
    if (delayMs !== null) {
      jobs.markWaiting(clipId, stage, { retryAtMs: nowMs + delayMs, error: serialized, counts: true });
      announceJob(eventLog, { ...change, state: 'waiting' });
      return;
    }
    jobs.markSettled(clipId, stage, { state: 'failed', reason: null, error: serialized, nowMs });
    announceJob(eventLog, { ...change, state: 'failed' });
    if (quarantined) {
      clips.setQuarantined(clipId, nowMs);
      eventLog.add('clip-quarantined', { clipId, stage });
    }
  }
}

/** Moves the files of a run that ended well to where its artifacts say they are; a run that this fails for has failed. */
export function withFilesInPlace(run: EndedRun): EndedRun {
  if (run.error !== null) return run;
  try {
    run.commitFiles();
    return run;
  } catch (thrown) {
    const error = toRunFailure(thrown, { stage: run.manifest.stage });
    const outputs = { artifacts: [], files: [], timelineEntries: 0 };
    const failed = { state: 'failed', reason: null, error: error.serialize(), outputs } as const;
    const log = `${run.log}\n${error.message}`;
    return {
      ...run,
      manifest: { ...run.manifest, ...failed },
      log,
      artifacts: {},
      timeline: [],
      vectors: [],
      error,
    };
  }
}
