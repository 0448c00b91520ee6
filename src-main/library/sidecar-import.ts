/** What other programs found in a clip, taken in place of a model's result: the stage is made from it from then on. */
import { createHash } from 'node:crypto';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { SidecarSubject } from '../../src-preload/contract/sidecars.ts';
import type { Connection } from '../db/connection.ts';
import type { EventLog } from '../db/event-log.ts';
import { ImportsRepository } from '../db/repositories/imports.repository.ts';
import { ResultsRepository } from '../db/repositories/results.repository.ts';
import type { Registry } from '../pipeline/registry.ts';
import type { AnyStage, ImportFacts } from '../pipeline/stage.ts';
import type { Clock } from '../platform/clock.ts';
import { readSidecar } from '../understanding/sidecars/read-sidecar.ts';
import { resolveClip } from './clip-names.ts';

export interface SidecarDeps {
  readonly connection: Connection;
  readonly eventLog: EventLog;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly pipeline: {
    replan(clipId: string): void;
    forget(clipId: string, stage: string): void;
    whenSettled(clipIds: readonly string[], signal: AbortSignal): Promise<void>;
  };
}

/**
 * Resolves when the stage has been made from it.
 *
 * @throws AppError clip-unknown; bad-arguments that names file, field, value and what was expected; cancelled
 */
export async function importSidecar(
  request: CommandRequest<'clip.importSidecar'>,
  deps: SidecarDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'clip.importSidecar'>> {
  const { connection, eventLog, clock, pipeline, registry } = deps;
  const clipId = resolveClip(connection, request);
  const { fileName, text, strict } = request;
  const facts = factsOf(connection, clipId);
  const { kind, data, entries, leftOut } = readSidecar(text, fileName, facts, strict ? 'strict' : 'lenient');
  const stage = stageFor(registry, data.subject);
  const sha256 = createHash('sha256').update(text).digest('hex');
  eventLog.transaction(() => {
    const imports = new ImportsRepository(connection);
    imports.put(clipId, stage.name, { kind, fileName, sha256, data }, clock.now());
  });
  pipeline.replan(clipId);
  await pipeline.whenSettled([clipId], signal);
  return { clipId, stage: stage.name, kind, entries, leftOut };
}

/** Resolves when the clip is settled again. @throws AppError clip-unknown, stage-unknown, cancelled */
export async function removeSidecar(
  request: CommandRequest<'clip.removeSidecar'>,
  { connection, eventLog, registry, pipeline }: SidecarDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'clip.removeSidecar'>> {
  const clipId = resolveClip(connection, request);
  const { name } = registry.get(request.stage);
  const removed = eventLog.transaction(() => new ImportsRepository(connection).remove(clipId, name));
  if (!removed) return { clipId, removed: 'there-was-none' };
  pipeline.forget(clipId, name);
  await pipeline.whenSettled([clipId], signal);
  return { clipId, removed: 'yes' };
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
