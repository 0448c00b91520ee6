/**
 * The planner: PURE. From what is known of one clip, which jobs it has and which of them can run now.
 *
 * It is asked again after every change (a job ended, another profile, a newer stage), and looks at the whole clip each
 * time; a dozen stages make that cheap, and no state can go stale. The rules, stage by stage, needs first:
 * - a result whose run key is still right stands, whatever it is (done, skipped, failed for good);
 * - while a stage that it reads from is unsettled, a result that stands is left alone and a job waits;
 * - a required artifact that was skipped skips this stage too; one that failed or is blocked blocks it;
 * - an artifact it merely uses may be absent; if it appears later the run key changes and the stage runs again;
 * - a model that it requires and that is not installed skips it, unless it has a result; once it is, the run key changes
 *   and the stage runs;
 * - what a person imported for a stage is its result, whatever else is missing;
 * - frame analyzers of a clip start together, those of each queue, so that they share one decode: none is ready until all of
 *   them that wait are.
 */
import type { ArtifactName } from '../../src-preload/contract/artifacts.ts';
import type { JobState } from '../../src-preload/contract/events.ts';
import { missingModels, type ModelKeys, modelKeysOf } from './model-keys.ts';
import type { StageSettings } from './profiles.ts';
import type { Registry } from './registry.ts';
import { importedRunKey } from './imported-run.ts';
import { runKeyOf } from './run-key.ts';
import type { AnyStage, QueueName, Tier } from './stage.ts';

/** What is stored of a job. */
export interface JobFacts {
  readonly state: JobState;
  readonly runKey: string;
  readonly attempt: number;
  readonly reason: string | null;
}

export interface ClipFacts {
  readonly jobs: ReadonlyMap<string, JobFacts>;
  /** 'quarantined': a tool crashed on it twice; 'offline': none of its files can be reached. */
  readonly availability: 'available' | 'offline' | 'quarantined';
  /** Hash of what a person imported, by the stage that is made from it. */
  readonly imports: ReadonlyMap<string, string>;
}

export interface PlannedJob {
  readonly stage: string;
  readonly queue: QueueName;
  readonly tier: Tier;
  readonly state: JobState;
  /** waiting, and nothing stands in its way. */
  readonly ready: boolean;
  readonly runKey: string;
  readonly reason: string | null;
  readonly blockedBy: string | null;
}

const settled: ReadonlySet<JobState> = new Set<JobState>(['done', 'skipped', 'failed', 'blocked']);

export function planClip(
  registry: Registry,
  settings: StageSettings,
  clip: ClipFacts,
  models: ModelKeys,
): PlannedJob[] {
  const planned = new Map<string, PlannedJob>();
  for (const stage of registry.stages) {
    const setting = settings.get(stage.name);
    if (setting === undefined) continue;
    planned.set(stage.name, planStage(stage, { registry, params: setting.params, clip, models, planned }));
  }
  return ['cpu', 'inference'].reduce<PlannedJob[]>(
    (jobs, queue) => holdAnalyzersTogether(registry, jobs, clip, queue),
    [...planned.values()],
  );
}

interface Planning {
  readonly registry: Registry;
  readonly params: unknown;
  readonly clip: ClipFacts;
  readonly models: ModelKeys;
  readonly planned: ReadonlyMap<string, PlannedJob>;
}

function planStage(stage: AnyStage, planning: Planning): PlannedJob {
  const { registry, clip, planned, models } = planning;
  const known = clip.jobs.get(stage.name);
  const head = { stage: stage.name, queue: stage.queue, tier: stage.tier };
  const upstream = (artifact: ArtifactName): PlannedJob | undefined =>
    planned.get(registry.providerOf(artifact)?.name ?? '');
  const needs = stage.requires.map(upstream);
  const uses = (stage.uses ?? []).map(upstream).filter((job) => job !== undefined);
  const keep = (job: JobFacts): PlannedJob => ({
    ...head,
    state: job.state,
    ready: false,
    runKey: job.runKey,
    reason: job.reason,
    blockedBy: null,
  });

  if (known?.state === 'running') return keep(known);
  const imported = clip.imports.get(stage.name);
  if (imported !== undefined) {
    const runKey = importedRunKey(stage, imported);
    return { ...head, state: 'done', ready: false, runKey, reason: null, blockedBy: null };
  }
  const unsettled = [...needs, ...uses].some((job) => job !== undefined && !settled.has(job.state));
  if (unsettled) {
    if (known !== undefined && isResult(known)) return keep(known);
    return {
      ...head,
      state: 'waiting',
      ready: false,
      runKey: known?.runKey ?? '',
      reason: null,
      blockedBy: null,
    };
  }
  const runKey = keyOf(stage, planning);
  if (known !== undefined && isResult(known) && known.runKey === runKey) return keep(known);
  const next = { ...head, ready: false, runKey, reason: null, blockedBy: null };
  const stopped = needs.find((job) => job?.state === 'failed' || job?.state === 'blocked');
  if (stopped !== undefined)
    return { ...next, state: 'blocked', blockedBy: stopped.blockedBy ?? stopped.stage };
  const skipped = needs.find((job) => job?.state === 'skipped');
  if (skipped !== undefined) {
    return {
      ...next,
      state: 'skipped',
      reason: `${skipped.stage} was skipped: ${skipped.reason ?? 'no reason given'}`,
    };
  }
  const missing = missingModels(stage, models);
  // What a model found before it was removed is still true.
  if (missing.length > 0 && known?.state === 'done') return keep(known);
  if (missing.length > 0)
    return { ...next, state: 'skipped', reason: `model missing: ${missing.join(', ')}` };
  if (clip.availability !== 'available') return { ...next, state: 'blocked', blockedBy: clip.availability };
  return { ...next, state: 'waiting', ready: true };
}

function isResult(job: JobFacts): boolean {
  return job.state === 'done' || job.state === 'skipped' || job.state === 'failed';
}

function keyOf(stage: AnyStage, { registry, params, models, planned }: Planning): string {
  const inputs: Record<string, string> = {};
  for (const artifact of [...stage.requires, ...(stage.uses ?? [])]) {
    const job = planned.get(registry.providerOf(artifact)?.name ?? '');
    inputs[artifact] = job?.state === 'done' ? job.runKey : 'absent';
  }
  const keys = modelKeysOf(stage, models);
  return runKeyOf({ stage: stage.name, version: stage.version, params, models: keys, inputs });
}

/**
 * Holds back ready analyzers while a sibling will be ready soon. Left out of this: one that has failed before (its
 * siblings have their results, or must not wait for its backoff), and one that reads what another analyzer makes.
 */
function holdAnalyzersTogether(
  registry: Registry,
  jobs: readonly PlannedJob[],
  clip: ClipFacts,
  queue: string,
): PlannedJob[] {
  const isFirstTry = (job: PlannedJob): boolean => (clip.jobs.get(job.stage)?.attempt ?? 0) === 0;
  const waiting = jobs.filter(
    (job) =>
      job.state === 'waiting' &&
      job.queue === queue &&
      isFirstTry(job) &&
      registry.get(job.stage).kind === 'frame-analyzer',
  );
  const names = new Set(waiting.map((job) => job.stage));
  const together = waiting.filter((job) => !readsFrom(registry, registry.get(job.stage), names));
  if (together.every((job) => job.ready)) return [...jobs];
  const held = new Set(together);
  return jobs.map((job) => (held.has(job) ? { ...job, ready: false } : job));
}

function readsFrom(registry: Registry, stage: AnyStage, names: ReadonlySet<string>): boolean {
  return [...stage.requires, ...(stage.uses ?? [])].some((artifact) => {
    const provider = registry.providerOf(artifact);
    return provider !== null && (names.has(provider.name) || readsFrom(registry, provider, names));
  });
}
