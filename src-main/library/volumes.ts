/**
 * Volumes: the disks that files are on, told apart by an identity of their own (a file system's UUID, a network share's
 * address) and not by where they are mounted. A file's place is a volume and a path below its mount point, so a disk that
 * is mounted elsewhere brings its files along, and a disk that is not there takes nothing away.
 */
import { sep } from 'node:path';
import { pathFromBytes, pathToBytes } from '../platform/paths.ts';

export const volumeKinds = ['local', 'removable', 'network', 'virtual'] as const;
export type VolumeKind = (typeof volumeKinds)[number];

export interface Volume {
  readonly identity: string;
  readonly kind: VolumeKind;
  /** The name that its owner gave it. */
  readonly label: string | null;
  /** Where it is mounted now. */
  readonly mountPath: string;
}

/** Looks at what is mounted at this moment. */
export interface VolumeSource {
  read(): Promise<MountedVolumes>;
}

/** What was mounted when it was looked at. */
export class MountedVolumes {
  readonly volumes: readonly Volume[];
  /** Longest mount paths first: the first that holds a path is the one that it is on. */
  readonly #byDepth: readonly { readonly volume: Volume; readonly prefix: string }[];
  readonly #byIdentity: ReadonlyMap<string, Volume>;

  /** Of two volumes on one mount path the later one hides the earlier one. */
  constructor(volumes: readonly Volume[]) {
    const visible = new Map(volumes.map((volume) => [volume.mountPath, volume]));
    this.volumes = [...visible.values()];
    this.#byDepth = this.volumes
      .toSorted((a, b) => b.mountPath.length - a.mountPath.length)
      .map((volume) => ({ volume, prefix: withSeparator(volume.mountPath) }));
    this.#byIdentity = new Map(this.#byDepth.map(({ volume }) => [volume.identity, volume]));
  }

  /** The volume that a real path is on. */
  locate(realPath: string): Volume {
    for (const { volume, prefix } of this.#byDepth) {
      if (realPath.startsWith(prefix) || realPath === volume.mountPath) return volume;
    }
    return { identity: 'mount:unknown', kind: 'virtual', label: null, mountPath: rootOf(realPath) };
  }

  /** The volume of this identity, where it is mounted now (nearest the root, if in several places). */
  find(identity: string): Volume | null {
    return this.#byIdentity.get(identity) ?? null;
  }

  /** Absolute path of a place; null when its volume is not mounted, or something else is mounted over the place. */
  pathOf(identity: string, relativePath: Uint8Array): string | null {
    for (const volume of this.volumes) {
      if (volume.identity !== identity) continue;
      const path = joinPlace(volume.mountPath, relativePath);
      if (this.locate(path).identity === identity) return path;
    }
    return null;
  }
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(withSeparator(folder));
}

/** The part of a real path below its volume's mount point, as bytes with "/" between parts; empty for the mount point. */
export function placeBelow(mountPath: string, realPath: string): Buffer {
  const below = realPath.slice(withSeparator(mountPath).length);
  return pathToBytes(sep === '/' ? below : below.replaceAll(sep, '/'));
}

/** The absolute path of a place on a volume that is mounted at `mountPath`. */
export function joinPlace(mountPath: string, relativePath: Uint8Array): string {
  if (relativePath.length === 0) return mountPath;
  const below = pathFromBytes(relativePath);
  return withSeparator(mountPath) + (sep === '/' ? below : below.replaceAll('/', sep));
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

function rootOf(path: string): string {
  return sep === '/' ? '/' : path.slice(0, path.indexOf(sep) + 1);
}
