/** The path of a place as it is stored: on its volume's last known mount point. */
import type { StoredPlace } from '../db/repositories/clip-facts.repository.ts';
import { pathFromBytes } from '../platform/paths.ts';
import { joinPlace } from './volumes.ts';

export function storedPath({ mountPath, relativePath }: StoredPlace): string {
  return joinPlace(pathFromBytes(mountPath), relativePath);
}
