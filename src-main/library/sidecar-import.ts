/** What other programs found in a clip, taken in place of a model's result: the stage is made from it from then on. */
import { createHash } from 'node:crypto';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { SidecarSubject } from '../../src-preload/contract/sidecars.ts';
import type { Connection } from '../db/connection.ts';
import { ImportsRepository } from '../db/repositories/imports.repository.ts';
import { ResultsRepository } from '../db/repositories/results.repository.ts';
import { type ImportedRun, runOfImport } from '../pipeline/imported-run.ts';
import type { Registry } from '../pipeline/registry.ts';
import type { AnyStage, ImportFacts } from '../pipeline/stage.ts';
import type { Clock } from '../platform/clock.ts';
import { readSidecar } from '../understanding/sidecars/read-sidecar.ts';
import { resolveClip } from './clip-names.ts';

export interface SidecarDeps {
  readonly connection: Connection;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly pipeline: {
    standIn(clipId: string, run: ImportedRun, keep: () => void): void;
    forget(clipId: string, stage: string, release: () => boolean): boolean;
  };
}

/** @throws AppError clip-unknown; bad-arguments that names file, field, value and what was expected */
export function importSidecar(
  request: CommandRequest<'clip.importSidecar'>,
  { connection, clock, pipeline, registry }: SidecarDeps,
): CommandResponse<'clip.importSidecar'> {
  const clipId = resolveClip(connection, request);
  const { fileName, text, strict } = request;
  const facts = factsOf(connection, clipId);
  const { kind, data, entries, leftOut } = readSidecar(text, fileName, facts, strict ? 'strict' : 'lenient');
  const stage = stageFor(registry, data.subject);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const sidecar = { fileName, sha256, sizeBytes: Buffer.byteLength(text), data };
  const run = runOfImport(clipId, stage, sidecar, facts, clock);
  pipeline.standIn(clipId, run, () => {
    const imports = new ImportsRepository(connection);
    imports.put(clipId, stage.name, { kind, fileName, sha256, data }, clock.now());
  });
  return { clipId, stage: stage.name, kind, entries, leftOut };
}

/** The stage is due again, if it is on. @throws AppError clip-unknown, stage-unknown */
export function removeSidecar(
  request: CommandRequest<'clip.removeSidecar'>,
  { connection, registry, pipeline }: SidecarDeps,
): CommandResponse<'clip.removeSidecar'> {
  const clipId = resolveClip(connection, request);
  const { name } = registry.get(request.stage);
  const imports = new ImportsRepository(connection);
  const isRemoved = pipeline.forget(clipId, name, () => imports.remove(clipId, name));
  return { clipId, removed: isRemoved ? 'yes' : 'there-was-none' };
}

function factsOf(connection: Connection, clipId: string): ImportFacts {
  const probe = new ResultsRepository(connection).artifact(clipId, 'probe');
  if (probe === null) {
    const detail = 'it has not been read yet: boxes and frame numbers mean nothing without its size and rate';
    throw new AppError('bad-arguments', { clip: clipId, detail });
  }
  const { durationSec, video } = probe;
  const { framesPerSecond, displayWidth: width, displayHeight: height } = video;
  return { durationSec, framesPerSecond, width, height };
}

function stageFor({ stages }: Registry, subject: SidecarSubject): AnyStage {
  const stage = stages.find(({ imports }) => imports?.subject === subject);
  if (stage === undefined) throw new AppError('internal', { detail: `no stage is made from ${subject}` });
  return stage;
}
