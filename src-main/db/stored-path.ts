/** Paths as they are stored: the bytes of a volume's mount point, and the bytes below it. */
import { pathFromBytes, pathToBytes } from '../platform/paths.ts';

const slash = 0x2f;
const separator = Buffer.from('/');

/** The whole path. */
export function joinStoredPath(mountPath: Uint8Array, relativePath: Uint8Array): string {
  if (relativePath.length === 0) return pathFromBytes(mountPath);
  const parts = mountPath.at(-1) === slash ? [mountPath, relativePath] : [mountPath, separator, relativePath];
  return pathFromBytes(Buffer.concat(parts));
}

/** The bytes of `path` below a mount point; null where it lies elsewhere. */
export function belowMount(path: string, mountPath: Uint8Array): Buffer | null {
  const bytes = pathToBytes(path);
  const mount = mountPath.at(-1) === slash ? Buffer.from(mountPath) : Buffer.concat([mountPath, separator]);
  return bytes.length > mount.length && bytes.subarray(0, mount.length).equals(mount)
    ? bytes.subarray(mount.length)
    : null;
}
