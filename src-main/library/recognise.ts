/**
 * Which clip a file's content is. Equal quick identities are a hint only: content is called the same when the quick
 * identity covers all of it, when the full SHA-256 agrees, or when the very same file (inode, size and time) merely
 * changed its name. Where none of this can be shown, it is another clip.
 */
import { AppError } from '../../src-preload/contract/errors.ts';
import type { ClipsRepository, StoredClip } from '../db/repositories/clips.repository.ts';
import type { FileRow, FilesRepository } from '../db/repositories/files.repository.ts';
import { coversWholeContent, type FileHasher } from '../platform/hashing.ts';
import { sameInode } from './compare-file.ts';
import { lookAt, lookAtPlace, sameSizeAndTime } from './file-look.ts';
import type { FoundFile, Place } from './ingest-types.ts';
import type { Places } from './places.ts';
import type { RootReach } from './root-reach.ts';

export interface RecogniseDependencies {
  readonly clips: ClipsRepository;
  readonly files: FilesRepository;
  readonly places: Places;
  readonly roots: RootReach;
  readonly hasher: FileHasher;
  readonly signal: AbortSignal;
  /** Rows that this ingest has overwritten with other content, by inode: where a file of a renamed series was before. */
  overwritten(volumeId: number, inode: string): readonly FileRow[];
}

export type Recognition =
  | { readonly kind: 'new'; readonly contentHash: string | null }
  | {
      readonly kind: 'known';
      readonly clipId: string;
      /** Of this content, where it had to be read. */
      readonly contentHash: string | null;
      /** What this place is to the clip: as before, another one, instead of one that is gone, or the only one. */
      readonly change: 'none' | 'copied' | 'moved' | 'found';
      /** Ids of the clip's files that turned out not to be at their places any more. */
      readonly goneFileIds: readonly number[];
    };

/** @throws AppError file-changing; the system's error with its `code`; the signal's reason */
export async function recognise(
  file: FoundFile,
  quickIdentity: string,
  is: RecogniseDependencies,
): Promise<Recognition> {
  const candidates = is.clips.byQuickIdentity(quickIdentity);
  if (candidates.length === 0) return { kind: 'new', contentHash: null };
  const here = is.files.at(file.place.volumeId, file.place.relativePath);
  const untouched = here?.state === 'present' && sameSizeAndTime(file, here) ? here.clipId : null;
  if (untouched !== null && candidates.some(({ id }) => id === untouched)) {
    return { kind: 'known', clipId: untouched, contentHash: null, change: 'none', goneFileIds: [] };
  }
  const renamed = await findRenamed(file, candidates, is);
  if (renamed !== null) {
    const goneFileIds = renamed.state === 'present' ? [renamed.id] : [];
    return { kind: 'known', clipId: renamed.clipId, contentHash: null, change: 'moved', goneFileIds };
  }
  const [first] = candidates;
  if (first !== undefined && coversWholeContent(quickIdentity))
    return describeKnown(file, first.id, null, is);
  const contentHash = await hashSteadily(file, is);
  const same = await findSameContent(file, contentHash, candidates, is);
  return same === null ? { kind: 'new', contentHash } : describeKnown(file, same.id, contentHash, is);
}

interface Renamed {
  readonly id: number;
  readonly clipId: string;
  /** 'elsewhere': its row tells of other content by now. */
  readonly state: FileRow['state'] | 'elsewhere';
}

/** The row of this very file under the name that it had before. */
async function findRenamed(
  file: FoundFile,
  candidates: readonly StoredClip[],
  is: RecogniseDependencies,
): Promise<Renamed | null> {
  const { inode, place } = file;
  if (inode === null) return null;
  const isMatch = (row: FileRow) =>
    sameSizeAndTime(file, row) && candidates.some(({ id }) => id === row.clipId) && !isAt(row, place);
  for (const row of is.files.byInode(place.volumeId, inode).filter(isMatch)) {
    const path = is.places.pathOf(row);
    if (path === null || row.clipId === null) continue;
    const there = await lookAtPlace(path);
    const isGone = there === 'gone' || (there !== 'unclear' && !sameInode(there.inode, inode));
    if (isGone) return { id: row.id, clipId: row.clipId, state: row.state };
  }
  const overwritten = is.overwritten(place.volumeId, inode).find(isMatch);
  if (overwritten === undefined || overwritten.clipId === null) return null;
  return { id: overwritten.id, clipId: overwritten.clipId, state: 'elsewhere' };
}

/** The file's hash, if the file stayed as it was while it was read. */
async function hashSteadily(file: FoundFile, is: RecogniseDependencies): Promise<string> {
  const sha256 = await is.hasher.hash(file.path, is.signal);
  const after = await lookAt(file.path);
  if (after.sizeBytes !== file.sizeBytes || after.modifiedNs !== file.modifiedNs) {
    throw new AppError('file-changing', { file: file.path });
  }
  return sha256;
}

async function findSameContent(
  file: FoundFile,
  contentHash: string,
  candidates: readonly StoredClip[],
  is: RecogniseDependencies,
): Promise<StoredClip | null> {
  const known = is.clips.byContentHash(contentHash);
  if (known !== undefined) return known;
  for (const candidate of candidates) {
    if (candidate.contentHash !== null) continue;
    if ((await hashOfClip(candidate, file, is)) === contentHash) return candidate;
  }
  return null;
}

/** The full hash of a clip, read from a file of it other than `file` that is as it was; null where there is none. */
async function hashOfClip(
  clip: StoredClip,
  file: FoundFile,
  is: RecogniseDependencies,
): Promise<string | null> {
  for (const row of is.files.ofClip(clip.id)) {
    const path = row.state === 'present' && !isAt(row, file.place) ? is.places.pathOf(row) : null;
    if (path === null) continue;
    try {
      if (!sameSizeAndTime(await lookAt(path), row)) continue;
      const sha256 = await is.hasher.hash(path, is.signal);
      if (!sameSizeAndTime(await lookAt(path), row)) continue;
      is.clips.setContentHash(clip.id, sha256);
      return sha256;
    } catch {
      // It cannot be read: perhaps another one can.
      is.signal.throwIfAborted();
    }
  }
  return null;
}

/** What a file at this place means for a clip that is known. */
async function describeKnown(
  file: FoundFile,
  clipId: string,
  contentHash: string | null,
  is: RecogniseDependencies,
): Promise<Recognition> {
  const rows = is.files.ofClip(clipId);
  const here = rows.find((row) => isAt(row, file.place));
  const others = rows.filter((row) => row.state === 'present' && row !== here);
  const goneFileIds: number[] = [];
  for (const row of others) if (await isGone(row, is)) goneFileIds.push(row.id);
  const isAlone = others.length === goneFileIds.length;
  const change =
    here?.state === 'present' ? 'none' : !isAlone ? 'copied' : goneFileIds.length > 0 ? 'moved' : 'found';
  return { kind: 'known', clipId, contentHash, change, goneFileIds };
}

/** Whether a file surely is not at its place any more, as against: its disk or its whole folder is away. */
async function isGone(row: FileRow, is: RecogniseDependencies): Promise<boolean> {
  const path = is.places.pathOf(row);
  return path !== null && (await lookAtPlace(path)) === 'gone' && (await is.roots.isReachable(row, path));
}

function isAt(row: FileRow, place: Place): boolean {
  return row.volumeId === place.volumeId && Buffer.compare(row.relativePath, place.relativePath) === 0;
}
