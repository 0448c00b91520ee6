/** A stage's result made of what another program found: checked and clamped like any other, with where it comes from. */
import { randomUUID } from 'node:crypto';
import type { ArtifactMap, TimelineEntry } from '../../src-preload/contract/artifacts.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Manifest } from '../../src-preload/contract/manifest.ts';
import type { SidecarData } from '../../src-preload/contract/sidecars.ts';
import { runKeyOf, sha256OfJson } from './run-key.ts';
import { createRunLog } from './stage-log.ts';
import { checkOutcome } from './stage-outcome.ts';
import type { AnyStage, ImportFacts } from './stage.ts';
import type { Clock } from '../platform/clock.ts';

export interface ImportedSidecar {
  readonly fileName: string;
  /** Of the file's text. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly data: SidecarData;
}

export interface ImportedRun {
  readonly stage: AnyStage;
  readonly manifest: Manifest;
  readonly log: string;
  readonly artifacts: Partial<ArtifactMap>;
  readonly timeline: readonly TimelineEntry[];
}

/** What an imported result is keyed by. */
export function importedRunKey(stage: AnyStage, sha256: string): string {
  const { name, version } = stage;
  return runKeyOf({ stage: name, version, params: null, models: [`imported:${sha256}`], inputs: {} });
}

/** @throws AppError bad-arguments where there is nothing for the stage in it; internal where the stage takes no imports */
export function runOfImport(
  clipId: string,
  stage: AnyStage,
  sidecar: ImportedSidecar,
  facts: ImportFacts,
  clock: Clock,
): ImportedRun {
  const { fileName, sha256, sizeBytes, data } = sidecar;
  if (stage.imports === undefined)
    throw new AppError('internal', { stage: stage.name, detail: 'it takes nothing from other programs' });
  const log = createRunLog(clock);
  const made = stage.imports.outcome(data, facts);
  const outcome = checkOutcome(stage, made, { log, durationSec: facts.durationSec });
  if (outcome instanceof AppError) throw outcome;
  if (outcome.state === 'skipped')
    throw new AppError('bad-arguments', { file: fileName, detail: outcome.reason });
  log.info('made of an imported file', { fileName, sha256 });
  const now = new Date(clock.now()).toISOString();
  const { artifacts, timeline = [] } = outcome;
  const manifest: Manifest = {
    ...{ runId: randomUUID(), clipId, stage: stage.name, version: stage.version },
    ...{ runKey: importedRunKey(stage, sha256), params: null, models: [`imported:${sha256} ${fileName}`] },
    ...{ profile: '', attempt: 1, state: 'done', reason: null, error: null },
    ...{ startedAt: now, finishedAt: now, wallSec: 0, cpuSec: null, peakMemoryBytes: null },
    inputs: { file: { path: fileName, sizeBytes, modifiedNs: '0' }, artifacts: [] },
    outputs: {
      artifacts: Object.entries(artifacts).map(([name, each]) => ({ name, sha256: sha256OfJson(each) })),
      files: [],
      timelineEntries: timeline.length,
    },
    sharedDecode: null,
    tools: {},
  };
  return { stage, manifest, log: log.text(), artifacts, timeline };
}
