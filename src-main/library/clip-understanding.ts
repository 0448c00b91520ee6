/** What models made of one clip, with what people corrected, and what of a whole analysis is still missing. */
import type { ArtifactMap } from '../../src-preload/contract/artifacts.ts';
import {
  analysisParts,
  type ClipUnderstanding,
} from '../../src-preload/contract/commands/clip-understanding.ts';
import type { CommandRequest } from '../../src-preload/contract/commands.ts';
import { taskName, type TaskName } from '../../src-preload/contract/inference-tasks.ts';
import { artifactsOfClip, type ClipJobRow, jobsOfClip } from '../db/repositories/clip-facts.repository.ts';
import { wordEditsOf } from '../db/repositories/word-edits.repository.ts';
import { longest } from './clip-info.ts';
import { resolveClip } from './clip-names.ts';
import type { LibraryView } from './library-view.ts';
import { withEdits } from './transcript-edits.ts';

export interface UnderstandingDeps extends Pick<LibraryView, 'connection'> {
  /** Id of the pack that a person would install for a task; null: there is none in the catalogue. */
  readonly packFor: (task: TaskName) => string | null;
}

/** @throws AppError clip-unknown, bad-arguments; for a file that did not become a clip, the error it was refused with */
export function readClipUnderstanding(
  request: CommandRequest<'clip.understanding'>,
  { connection, packFor }: UnderstandingDeps,
): ClipUnderstanding {
  const id = resolveClip(connection, request);
  const artifacts = artifactsOfClip(connection, id);
  const { transcript, probe, 'probe-detail': detail } = artifacts;
  return {
    id,
    durationSec: longest(probe?.durationSec, detail?.durationSec),
    analysis: analysisOf(jobsOfClip(connection, id), packFor),
    transcript: transcript === undefined ? null : withEdits(transcript, wordEditsOf(connection, id)),
    ...partsOf(artifacts),
  };
}

function partsOf(artifacts: Partial<ArtifactMap>) {
  return {
    speech: artifacts['speech-activity'] ?? null,
    texts: artifacts['on-screen-text'] ?? null,
    objects: artifacts.objects ?? null,
    faces: artifacts.faces ?? null,
    people: artifacts.people ?? null,
    emotions: artifacts.emotions ?? null,
    hands: artifacts.hands ?? null,
    pose: artifacts.pose ?? null,
    sounds: artifacts['sound-events'] ?? null,
    labels: artifacts['picture-features'] ?? null,
    contentWarning: artifacts['content-warning'] ?? null,
    focalLength: artifacts['focal-length'] ?? null,
    description: artifacts.description ?? null,
  };
}

/** The stage behind each part of a whole analysis. */
const stageOfPart = {
  speech: 'transcript',
  text: 'on-screen-text',
  objects: 'objects',
  people: 'faces',
  scenes: 'scenes',
} as const satisfies Record<(typeof analysisParts)[number], string>;

type Analysis = ClipUnderstanding['analysis'];

/** PURE. A part that does not apply (no sound, no speech) counts as done: nothing of it is missing. */
export function analysisOf(
  jobs: readonly Pick<ClipJobRow, 'stage' | 'state' | 'reason' | 'error'>[],
  packFor: (task: TaskName) => string | null,
): Analysis {
  const parts = analysisParts.map((part): Analysis['parts'][number] => {
    const stage = stageOfPart[part];
    const job = jobs.find((each) => each.stage === stage);
    const task = missingTask(job?.reason ?? null);
    return {
      part,
      stage,
      state: job?.state ?? null,
      reason: job?.reason ?? null,
      error: job?.error ?? null,
      missingPack: task === null ? null : packFor(task),
    };
  });
  const isThere = ({ state, reason }: Analysis['parts'][number]): boolean =>
    state === 'done' || (state === 'skipped' && missingTask(reason) === null);
  const isOpen = ({ state }: Analysis['parts'][number]): boolean =>
    state === 'waiting' || state === 'running';
  return {
    state: parts.every(isThere) ? 'complete' : parts.some(isOpen) ? 'working' : 'incomplete',
    parts,
  };
}

/** The first task of a reason such as "model missing: faces, emotion"; null: the reason is another. */
function missingTask(reason: string | null): TaskName | null {
  const named = /model missing: ([a-z-]+)/.exec(reason ?? '')?.[1];
  return taskName.safeParse(named).data ?? null;
}
