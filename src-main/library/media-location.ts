/** From a clip and what is wanted of it to the file that can be streamed. Never from a path: windows know none. */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import mime from 'mime';
import { mediaClipId, type MediaKind } from '../../src-preload/contract/media.ts';
import type { Connection } from '../db/connection.ts';
import { type ClipFileRow, filesOfClip, findClip } from '../db/repositories/clip-facts.repository.ts';
import { readArtifact } from '../db/repositories/one-artifact.repository.ts';
import { mediaTypeOf } from '../media/parse/media-type.ts';
import { clipFolder } from '../pipeline/output-store.ts';
import { fsPath } from '../platform/paths.ts';
import type { VolumeSource } from './volumes.ts';

export interface LocatedMedia {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  /** Without quotes; the same for the same bytes. */
  readonly entityTag: string;
}

export interface LocationDeps {
  readonly connection: Connection;
  readonly libraryPath: string;
  readonly volumes: VolumeSource;
}

interface Look {
  readonly sizeBytes: number;
  readonly modifiedNs: string;
}

const anyBytes = 'application/octet-stream';

/** null: there is no such clip, or nothing of that kind of it that can be read now. */
export async function locateMedia(
  clipId: string,
  kind: MediaKind,
  deps: LocationDeps,
): Promise<LocatedMedia | null> {
  if (!mediaClipId.safeParse(clipId).success) return null;
  return kind === 'original' ? locateOriginal(clipId, deps) : locateDerived(clipId, kind, deps);
}

/** A file of the clip that is there: rather one that is as it was when it was recognised. */
export async function locateOriginal(clipId: string, deps: LocationDeps): Promise<LocatedMedia | null> {
  const { connection, volumes } = deps;
  const clip = findClip(connection, clipId);
  if (clip === null) return null;
  const mounted = await volumes.read();
  let changed: LocatedMedia | null = null;
  for (const file of filesOfClip(connection, clipId)) {
    const path = mounted.pathOf(file.volume.identity, file.relativePath);
    const look = path === null ? null : await lookAt(path);
    if (path === null || look === null) continue;
    const isSame = isAsStored(look, file);
    const entityTag = isSame && clip.contentHash !== null ? clip.contentHash : tagOf(look);
    const { sizeBytes } = look;
    const located = { path, sizeBytes, mediaType: originalMediaType(connection, clipId, path), entityTag };
    if (isSame) return located;
    changed ??= located;
  }
  return changed;
}

/** By what the probe found; before it has run, by the file's name. */
function originalMediaType(connection: Connection, clipId: string, path: string): string {
  const probe = readArtifact(connection, clipId, 'probe');
  return (probe === null ? null : mediaTypeOf(probe)) ?? mime.getType(path) ?? anyBytes;
}

/** A file that a stage made, in the clip's own folder and nowhere else. */
export async function locateDerived(
  clipId: string,
  kind: Exclude<MediaKind, 'original'>,
  { connection, libraryPath }: Pick<LocationDeps, 'connection' | 'libraryPath'>,
): Promise<LocatedMedia | null> {
  const made = readArtifact(connection, clipId, kind);
  if (made === null) return null;
  const path = await insideFolder(clipFolder(libraryPath, clipId), made.path);
  const look = path === null ? null : await lookAt(path);
  if (path === null || look === null) return null;
  const entityTag = look.sizeBytes === made.sizeBytes ? made.sha256 : tagOf(look);
  return { path, sizeBytes: look.sizeBytes, mediaType: made.mediaType, entityTag };
}

/** The real path of what `name` leads to below `folder`; null where it leads out of it, or nowhere. */
async function insideFolder(folder: string, name: string): Promise<string | null> {
  if (name.includes('\0')) return null;
  try {
    const realFolder = await realpath(folder);
    const path = await realpath(join(realFolder, name));
    const below = relative(realFolder, path);
    const leadsOut = below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
    return leadsOut ? null : path;
  } catch {
    return null;
  }
}

/** null where there is no regular file that the system tells of. */
async function lookAt(path: string): Promise<Look | null> {
  try {
    const found = await stat(fsPath(path), { bigint: true });
    if (!found.isFile()) return null;
    return { sizeBytes: Number(found.size), modifiedNs: String(found.mtimeNs) };
  } catch {
    return null;
  }
}

function isAsStored(look: Look, file: ClipFileRow): boolean {
  return look.sizeBytes === file.sizeBytes && look.modifiedNs === file.modifiedNs;
}

function tagOf({ sizeBytes, modifiedNs }: Look): string {
  return `${String(sizeBytes)}-${modifiedNs}`;
}
