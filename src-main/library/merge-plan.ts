/** What merging clips would come to: what was said of them put together, and which files would go. Changes nothing. */
import { createHash } from 'node:crypto';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import { AnnotationsRepository } from '../db/repositories/annotations.repository.ts';
import { type FileRow, FilesRepository } from '../db/repositories/files.repository.ts';
import { VolumesRepository } from '../db/repositories/volumes.repository.ts';
import { tagKey } from '../db/tag-key.ts';
import type { Clock } from '../platform/clock.ts';
import { resolveClip } from './clip-names.ts';
import {
  type KeptFile,
  lookAtKept,
  reasonToStay,
  type StayReason,
  type Surroundings,
} from './merge-safety.ts';
import { Places } from './places.ts';
import type { VolumeSource } from './volumes.ts';

type Preview = CommandResponse<'duplicates.preview'>;
type Request = CommandRequest<'duplicates.preview'>;

export interface PlanDeps {
  readonly connection: Connection;
  readonly volumes: VolumeSource;
  readonly clock: Clock;
}

export interface PlannedFile {
  readonly row: FileRow;
  readonly clipId: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly stays: StayReason | null;
}

export interface Said {
  readonly clipId: string;
  readonly tags: string[];
  readonly rating: number | null;
  readonly note: string;
}

export interface MergePlan {
  readonly keep: Said;
  /** What will have been said of it. */
  readonly merged: Said;
  readonly others: readonly Said[];
  /** Of the files: those of the kept clip that stay, and what is mounted. */
  readonly surroundings: Surroundings;
  readonly files: readonly PlannedFile[];
  readonly trash: Preview['trash'];
  readonly token: string;
}

const longestNote = 20_000;

/** @throws AppError clip-unknown, bad-arguments */
export async function planMerge(request: Request, deps: PlanDeps): Promise<MergePlan> {
  const { connection, volumes, clock } = deps;
  const { relativeTo, copies } = request;
  const [keepId = '', ...otherIds] = [request.keep, ...request.others].map((clip) =>
    resolveClip(connection, { clip, relativeTo }),
  );
  refuseNonsense([keepId, ...otherIds], copies);
  const access = { access: 'read', nowMs: clock.now() } as const;
  const mounted = await volumes.read();
  const places = new Places(new VolumesRepository(connection), mounted, access);
  const annotations = new AnnotationsRepository(connection);
  const keep = saidOf(annotations, keepId);
  const others = otherIds.map((id) => saidOf(annotations, id));
  const merged = mergeSaid(keep, others);
  const { kept, spare } = await splitKept(connection, places, keepId, copies);
  const surroundings = { kept, mounted, platform: process.platform };
  const looked = await Promise.all(
    [...spare, ...otherIds.flatMap((id) => presentFiles(connection, id))].map((row) =>
      planFile(row, places, surroundings),
    ),
  );
  const files = looked.sort((a, b) => (a.path < b.path ? -1 : 1));
  const trash =
    kept.length === 0
      ? 'kept-is-not-there'
      : files.some(({ stays }) => stays === null)
        ? 'possible'
        : 'nothing-to-move';
  const plan = { keep, merged, others, surroundings, files, trash } as const;
  return { ...plan, token: tokenOf(plan, copies) };
}

function refuseNonsense(ids: readonly string[], copies: Request['copies']): void {
  if (new Set(ids).size < ids.length)
    throw new AppError('bad-arguments', { detail: 'a clip cannot be merged with itself' });
  if (ids.length === 1 && copies === 'keep-all')
    throw new AppError('bad-arguments', { detail: 'there is nothing to merge it with' });
}

function saidOf(annotations: AnnotationsRepository, clipId: string): Said {
  const sequence = annotations.sequenceOf(clipId);
  if (sequence === null) throw new AppError('clip-unknown', { clip: clipId });
  return { clipId, ...annotations.find(sequence), tags: annotations.tagsOf(sequence) };
}

/** All tags, the highest rating, and each note that does not stand in the others already. @throws AppError bad-arguments */
function mergeSaid(keep: Said, others: readonly Said[]): Said {
  const all = [keep, ...others];
  const tags = new Map<string, string>();
  for (const name of all.flatMap((said) => said.tags))
    if (!tags.has(tagKey(name))) tags.set(tagKey(name), name);
  const ratings = all.flatMap(({ rating }) => rating ?? []);
  const note = all
    .map((said) => said.note)
    .reduce((joined, own) => {
      if (own.trim() === '' || joined.includes(own)) return joined;
      return joined.trim() === '' ? own : `${joined}\n\n${own}`;
    }, '');
  if (note.length > longestNote)
    throw new AppError('bad-arguments', {
      clip: keep.clipId,
      detail: `the notes together have ${String(note.length)} characters of ${String(longestNote)} that a note may have: shorten one`,
    });
  return {
    clipId: keep.clipId,
    tags: [...tags.values()],
    rating: ratings.length === 0 ? null : Math.max(...ratings),
    note,
  };
}

function presentFiles(connection: Connection, clipId: string): FileRow[] {
  return new FilesRepository(connection).ofClip(clipId).filter(({ state }) => state === 'present');
}

/** Files of the kept clip that are there as the library knows them; and those that would go. */
async function splitKept(connection: Connection, places: Places, clipId: string, copies: Request['copies']) {
  const kept: KeptFile[] = [];
  const spare: FileRow[] = [];
  for (const row of presentFiles(connection, clipId)) {
    const path = places.pathOf(row);
    const found = path === null ? null : await lookAtKept(path, row);
    if (copies === 'keep-one' && kept.length > 0) spare.push(row);
    else if (found !== null) kept.push(found);
  }
  return { kept, spare };
}

async function planFile(row: FileRow, places: Places, surroundings: Surroundings): Promise<PlannedFile> {
  const path = places.pathOf(row);
  const name = path ?? Buffer.from(row.relativePath).toString('utf8');
  const stays = path === null ? 'offline' : await reasonToStay(path, row, surroundings);
  return { row, clipId: row.clipId ?? '', path: name, sizeBytes: row.sizeBytes, stays };
}

/** Changes with whatever a preview shows, and with what it was made from. */
function tokenOf(plan: Omit<MergePlan, 'token' | 'surroundings'>, copies: Request['copies']): string {
  const files = plan.files.map(({ row, path, stays }) => [
    row.id,
    path,
    row.sizeBytes,
    row.modifiedNs,
    stays,
  ]);
  const state = [copies, plan.keep, plan.merged, plan.others, files, plan.trash];
  return createHash('sha256').update(JSON.stringify(state)).digest('hex');
}

/** Bytes on disk of these files: names of one file take up space once. */
export function bytesOf(files: readonly Pick<PlannedFile, 'row' | 'sizeBytes'>[]): number {
  const byStorage = new Map(
    files.map(({ row, sizeBytes }) => [
      `${String(row.volumeId)}/${row.inode ?? `file ${String(row.id)}`}`,
      sizeBytes,
    ]),
  );
  return [...byStorage.values()].reduce((sum, size) => sum + size, 0);
}
