/** From what a person typed to the clip that is meant. */
import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import {
  clipIdExists,
  clipIdsByPrefix,
  findFile,
  knownVolumes,
  type NamedFile,
} from '../db/repositories/clip-names.repository.ts';
import { fsPath, pathFromBytes } from '../platform/paths.ts';
import { isWithin, placeBelow } from './volumes.ts';

/** A clip's id, the beginning of it, or the path of one of its files. */
export interface ClipReference {
  readonly clip: string;
  /** Where a relative path starts; null: a relative path names nothing. */
  readonly relativeTo: string | null;
}

/** Ids shown where a beginning is not enough. */
const shownMatches = 10;

/**
 * An id goes before a path, a path before the beginning of an id.
 *
 * @returns the clip's id
 * @throws AppError clip-unknown; bad-arguments when several ids begin so; for a file that did not become a clip, the
 *   error that it was refused with
 */
export function resolveClip(connection: Connection, reference: ClipReference): string {
  if (clipIdExists(connection, reference.clip)) return reference.clip;
  const path = absolutePath(reference);
  return (
    (path === null ? null : clipByPath(connection, path)) ??
    clipByPrefix(connection, reference.clip) ??
    refuseUnknown(reference.clip)
  );
}

function refuseUnknown(clip: string): never {
  throw new AppError('clip-unknown', { clip });
}

function absolutePath({ clip, relativeTo }: ClipReference): string | null {
  if (isAbsolute(clip)) return resolve(clip);
  return relativeTo === null ? null : resolve(relativeTo, clip);
}

function clipByPath(connection: Connection, path: string): string | null {
  for (const candidate of new Set([path, realPath(path), realPathOfFolder(path)])) {
    const file = findFileByPath(connection, candidate);
    if (file === null) continue;
    if (file.clipId !== null) return file.clipId;
    if (file.error !== null) throw new AppError(file.error.code, file.error.facts);
    throw new AppError('clip-unknown', {
      file: path,
      detail: 'the file is known, but has not been looked at yet',
    });
  }
  return null;
}

function findFileByPath(connection: Connection, path: string): NamedFile | null {
  for (const { id, mountPath } of knownVolumes(connection)) {
    const mount = pathFromBytes(mountPath);
    const file = isWithin(path, mount) ? findFile(connection, id, placeBelow(mount, path)) : null;
    if (file !== null) return file;
  }
  return null;
}

/** With every link followed; as it is where something is missing on the way. */
function realPath(path: string): string {
  try {
    return pathFromBytes(realpathSync(fsPath(path), { encoding: 'buffer' }));
  } catch {
    return path;
  }
}

/** For a file that is gone, in a folder that is still there. */
function realPathOfFolder(path: string): string {
  return join(realPath(dirname(path)), basename(path));
}

function clipByPrefix(connection: Connection, prefix: string): string | null {
  const ids = clipIdsByPrefix(connection, prefix.toLowerCase(), shownMatches + 1);
  if (ids.length <= 1) return ids[0] ?? null;
  const shown = ids.slice(0, shownMatches).join(', ');
  const more = ids.length > shownMatches ? ' and more' : '';
  throw new AppError('bad-arguments', {
    detail: `"${prefix}" is the beginning of several clips: ${shown}${more}`,
  });
}
