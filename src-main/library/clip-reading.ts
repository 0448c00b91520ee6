/** Reads one clip's description, and runs one stage on one clip. */
import type { ClipInfo } from '../../src-preload/contract/commands/clip-info.ts';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import {
  artifactsOfClip,
  filesOfClip,
  findClip,
  jobsOfClip,
  lastRunsOfClip,
  runsOfClip,
} from '../db/repositories/clip-facts.repository.ts';
import { wordEditsOf } from '../db/repositories/word-edits.repository.ts';
import { largeFindings } from './large-findings.ts';
import { describeClip } from './clip-info.ts';
import { resolveClip } from './clip-names.ts';
import type { LibraryView } from './library-view.ts';
import type { WorkControl } from './work-control.ts';

/** @throws AppError clip-unknown, bad-arguments; for a file that did not become a clip, the error it was refused with */
export function readClipInfo(request: CommandRequest<'clip.info'>, view: LibraryView): ClipInfo {
  const { manifest, understood } = request;
  return readClip(resolveClip(view.connection, request), view, { runs: manifest, understood });
}

const none: ReadonlySet<never> = new Set();

interface Wanted {
  readonly runs: boolean;
  readonly understood: CommandRequest<'clip.info'>['understood'];
}

function readClip(id: string, view: LibraryView, wanted: Wanted): ClipInfo {
  const { connection, registry, clock } = view;
  const clip = findClip(connection, id);
  if (clip === null) throw new AppError('clip-unknown', { clip: id });
  return describeClip({
    clip,
    files: filesOfClip(connection, id),
    jobs: jobsOfClip(connection, id),
    lastRuns: lastRunsOfClip(connection, id),
    artifacts: artifactsOfClip(connection, id, wanted.understood === 'told' ? none : largeFindings),
    wordEdits: wordEditsOf(connection, id),
    stages: registry.stages,
    runs: wanted.runs ? runsOfClip(connection, id) : null,
    nowMs: clock.now(),
  });
}

export interface RunStageDeps extends LibraryView {
  readonly pipeline: Pick<WorkControl, 'runAgain' | 'whenSettled'>;
}

/** @throws AppError clip-unknown, stage-unknown, bad-arguments, cancelled */
export async function runStageOnClip(
  request: CommandRequest<'clip.runStage'>,
  deps: RunStageDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'clip.runStage'>> {
  const stage = deps.registry.get(request.stage);
  const id = resolveClip(deps.connection, request);
  deps.pipeline.runAgain(id, stage.name);
  await deps.pipeline.whenSettled([id], signal);
  const state = readClip(id, deps, { runs: false, understood: 'left-out' }).stages.find(
    ({ name }) => name === stage.name,
  );
  if (state === undefined)
    throw new AppError('internal', { clip: id, stage: stage.name, detail: 'it was not planned' });
  const artifacts = artifactsOfClip(deps.connection, id);
  const own = stage.provides.flatMap((name) =>
    artifacts[name] === undefined ? [] : [[name, artifacts[name]] as const],
  );
  return { id, stage: state, artifacts: Object.fromEntries(own) };
}
