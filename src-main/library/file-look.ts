/** What the system tells of a file without reading it, and whether that has changed. */
import { type BigIntStats, lstat } from 'node:fs';
import { fsPath } from '../platform/paths.ts';
import { stat } from '../platform/file-walk.ts';
import { meansGone } from './file-errors.ts';
import type { FileLook } from './ingest-types.ts';

/** Some file systems number nothing and say 0. */
function inodeOf(stats: BigIntStats): string | null {
  return stats.ino === 0n ? null : String(stats.ino);
}

export function lookOf(stats: BigIntStats): FileLook {
  return { sizeBytes: Number(stats.size), modifiedNs: stats.mtimeNs, inode: inodeOf(stats) };
}

/** @throws the system's error with its `code` */
export async function lookAt(path: string): Promise<FileLook> {
  return lookOf(await stat(path));
}

export function sameSizeAndTime(
  look: Pick<FileLook, 'sizeBytes' | 'modifiedNs'>,
  stored: { readonly sizeBytes: number; readonly modifiedNs: string },
): boolean {
  return look.sizeBytes === stored.sizeBytes && String(look.modifiedNs) === stored.modifiedNs;
}

/** What is at a path itself (links are not followed): 'gone' only when the system says so, 'unclear' when it cannot tell. */
export function lookAtPlace(path: string): Promise<{ readonly inode: string | null } | 'gone' | 'unclear'> {
  return new Promise((resolve) => {
    lstat(fsPath(path), { bigint: true }, (error, stats) => {
      if (error === null) resolve({ inode: inodeOf(stats) });
      else resolve(meansGone(error) ? 'gone' : 'unclear');
    });
  });
}
