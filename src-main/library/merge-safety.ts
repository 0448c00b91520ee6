/**
 * What keeps the last copy of a clip out of the trash: a file goes only where it is as the library knows it, is none of those that stay (under
 * whatever name, through whatever mount), and is on a disk that has a trash.
 */
import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import type { FileRow } from '../db/repositories/files.repository.ts';
import { realPath, stat } from '../platform/file-walk.ts';
import { fsPath } from '../platform/paths.ts';
import { lookAt, sameSizeAndTime } from './file-look.ts';
import type { MountedVolumes, VolumeKind } from './volumes.ts';

export type StayReason = NonNullable<CommandResponse<'duplicates.preview'>['files'][number]['stays']>;

type KnownLook = Pick<FileRow, 'sizeBytes' | 'modifiedNs'>;

/** What the system tells two files apart by. */
interface StorageFacts {
  readonly device: bigint;
  /** 0: the file system numbers nothing. */
  readonly inode: bigint;
  /** When the file or anything about it was changed last (ctime), which nobody can set. Nanoseconds since 1970. */
  readonly changedNs: bigint;
}

/** Of a name of a file. */
export interface FileIdentity extends StorageFacts {
  readonly realPath: string;
  /** Names that the file has. */
  readonly links: bigint;
  readonly folder: StorageFacts;
}

/** A file that stays. */
export interface KeptFile {
  readonly path: string;
  readonly row: Pick<FileRow, 'id' | 'clipId'> & KnownLook;
  readonly identity: FileIdentity;
}

/** What a file is judged by. */
export interface Surroundings {
  readonly kept: readonly KeptFile[];
  readonly mounted: MountedVolumes;
  readonly platform: NodeJS.Platform;
}

/** null: it may go. */
export async function reasonToStay(
  path: string,
  row: KnownLook,
  { kept, mounted, platform }: Surroundings,
): Promise<StayReason | null> {
  const reason = await lookForChange(path, row);
  if (reason !== null) return reason;
  const identity = await identify(path);
  if (identity === null) return 'missing';
  if (kept.some((each) => isSameName(identity, each.identity))) return 'kept';
  return hasTrash(platform, mounted.locate(identity.realPath).kind) ? null : 'no-trash';
}

/** null: it is not there as the library knows it. */
export async function lookAtKept(path: string, row: KeptFile['row']): Promise<KeptFile | null> {
  if ((await lookForChange(path, row)) !== null) return null;
  const identity = await identify(path);
  return identity === null ? null : { path, row, identity };
}

/**
 * The kept files as they are now, and the first that is not as it was (null: all are). Real paths are compared and inodes are not: some file systems
 * (exFAT) number a file anew whenever it is opened again.
 */
export async function lookAgain(
  kept: readonly KeptFile[],
): Promise<{ readonly kept: readonly KeptFile[]; readonly lost: KeptFile | null }> {
  const now: KeptFile[] = [];
  for (const before of kept) {
    const found = await lookAtKept(before.path, before.row);
    if (found?.identity.realPath !== before.identity.realPath) return { kept: now, lost: before };
    now.push(found);
  }
  return { kept: now, lost: null };
}

/**
 * Whether moving `file` takes `kept` along: both are one name of one file, be it seen through two mounts. A second name of it (a hard link) may
 * go, as the first still holds the content. Where that cannot be told, they count as one.
 */
export function isSameName(file: FileIdentity, kept: FileIdentity): boolean {
  if (file.realPath === kept.realPath) return true;
  if (!isSameStorage(file, kept)) return false;
  if (file.links <= 1n || file.folder.inode === 0n) return true;
  return isSameStorage(file.folder, kept.folder) && nameOf(file) === nameOf(kept);
}

/** A share that is mounted twice may have two device numbers, but inode and time of the last change come from its server. */
function isSameStorage(a: StorageFacts, b: StorageFacts): boolean {
  if (a.inode === 0n || a.inode !== b.inode) return false;
  return a.device === b.device || a.changedNs === b.changedNs;
}

/** For systems that tell neither case nor the composition of letters apart. */
function nameOf({ realPath }: FileIdentity): string {
  return basename(realPath).normalize().toLowerCase();
}

/**
 * Windows has a recycle bin on local disks only (external hard disks count as such, sticks and cards do not), and deletes for good elsewhere
 * without a word: https://github.com/sindresorhus/trash/issues/107. Other systems refuse, or have a trash on each disk.
 */
export function hasTrash(platform: NodeJS.Platform, kind: VolumeKind): boolean {
  return platform !== 'win32' || kind === 'local';
}

async function lookForChange(path: string, row: KnownLook): Promise<StayReason | null> {
  try {
    if (!(await lstat(fsPath(path))).isFile()) return 'not-a-file';
    return sameSizeAndTime(await lookAt(path), row) ? null : 'changed';
  } catch {
    return 'missing';
  }
}

/** null: it cannot be looked at. */
async function identify(path: string): Promise<FileIdentity | null> {
  try {
    const real = await realPath(path);
    const [file, folder] = await Promise.all([stat(real), stat(dirname(real))]);
    const facts = { device: file.dev, inode: file.ino, changedNs: file.ctimeNs };
    const around = { device: folder.dev, inode: folder.ino, changedNs: folder.ctimeNs };
    return { realPath: real, ...facts, links: file.nlink, folder: around };
  } catch {
    return null;
  }
}
