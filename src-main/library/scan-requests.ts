/** From what a window asks for to scans. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import { type RootRow, RootsRepository } from '../db/repositories/roots.repository.ts';
import { VolumesRepository } from '../db/repositories/volumes.repository.ts';
import { pathFromBytes } from '../platform/paths.ts';
import type { ScanPart, Scans, Unreadable } from './scans.ts';
import { joinPlace, type MountedVolumes, type VolumeSource } from './volumes.ts';

export interface ScanDeps {
  readonly connection: Connection;
  readonly volumes: VolumeSource;
  readonly scans: Pick<Scans, 'add' | 'stop'>;
}

export function addPaths(
  { paths, recursive, pattern }: CommandRequest<'library.add'>,
  { scans }: Pick<ScanDeps, 'scans'>,
): CommandResponse<'library.add'> {
  return { scan: scans.add([{ paths, recursive, pattern }]) };
}

/** Folders that were added in the same way are searched together, so that one within another is gone through once. */
export async function rescanRoots(deps: ScanDeps): Promise<CommandResponse<'library.rescan'>> {
  const roots = new RootsRepository(deps.connection).all();
  if (roots.length === 0) return { scan: null };
  const { parts, offline } = partsOf(roots, deps.connection, await deps.volumes.read());
  return { scan: deps.scans.add(parts, offline) };
}

export function stopScan(
  { scan }: CommandRequest<'library.stopScan'>,
  { scans }: Pick<ScanDeps, 'scans'>,
): CommandResponse<'library.stopScan'> {
  return { state: scans.stop(scan) };
}

/** A folder whose disk is away is told and left alone: what now is at its old mount point is another folder. */
function partsOf(
  roots: readonly RootRow[],
  connection: Connection,
  mounted: MountedVolumes,
): { readonly parts: readonly ScanPart[]; readonly offline: readonly Unreadable[] } {
  const volumes = new Map(new VolumesRepository(connection).all().map((volume) => [volume.id, volume]));
  const parts = new Map<string, { paths: string[]; recursive: boolean; pattern: string | null }>();
  const offline: Unreadable[] = [];
  for (const { volumeId, relativePath, recursive, pattern } of roots) {
    const volume = volumes.get(volumeId);
    if (volume === undefined) continue;
    const path = mounted.pathOf(volume.identity, relativePath);
    if (path === null) {
      const lastPath = joinPlace(pathFromBytes(volume.mountPath), relativePath);
      const error = new AppError('file-missing', { file: lastPath, detail: 'its disk is not there' });
      offline.push({ path: lastPath, error: error.serialize() });
      continue;
    }
    const way = `${String(recursive)} ${pattern ?? ''}`;
    const part = parts.get(way) ?? { paths: [], recursive: recursive === 1, pattern };
    part.paths.push(path);
    parts.set(way, part);
  }
  return { parts: [...parts.values()], offline };
}
