/** Volumes of Linux out of /proc/self/mountinfo (proc(5)) and udev's names for block devices. Pure. */
import { pathFromBytes } from '../platform/paths.ts';
import type { Volume, VolumeKind } from './volumes.ts';

export interface Mount {
  /** "major:minor". */
  readonly device: string;
  /** The folder of the file system that is mounted: "/" unless it is a bind mount or a subvolume. */
  readonly root: string;
  readonly mountPath: string;
  readonly type: string;
  readonly source: string;
}

/** What udev and the file system itself tell of a block device. */
export interface DeviceFacts {
  readonly uuid: string | null;
  readonly label: string | null;
  readonly removable: boolean;
  /** The file system's own id (statfs(2) f_fsid, hex): for ext4 and btrfs it derives from their UUID. */
  readonly fileSystemId: string | null;
}

const networkTypes: ReadonlySet<string> = new Set([
  ...[
    'nfs',
    'nfs4',
    'cifs',
    'smb3',
    'smbfs',
    'afs',
    'ceph',
    'glusterfs',
    'lustre',
    '9p',
    'virtiofs',
    'davfs',
  ],
  ...['fuse.sshfs', 'fuse.rclone', 'fuse.s3fs', 'fuse.glusterfs', 'fuse.davfs2', 'fuse.mergerfs'],
]);

/** File systems without a device whose source names them for good. */
const namedTypes: ReadonlySet<string> = new Set(['zfs', 'bcachefs', 'ubifs']);

/** The fields of each line, with "\\040" and the like undone; later mounts come later. */
export function parseMountinfo(bytes: Uint8Array): Mount[] {
  const mounts: Mount[] = [];
  for (const line of Buffer.from(bytes).toString('latin1').split('\n')) {
    const [before, after] = line.split(' - ');
    if (before === undefined || after === undefined) continue;
    const [, , device, root, mountPath] = before.split(' ');
    const [type, source] = after.split(' ');
    if (device === undefined || root === undefined || mountPath === undefined || type === undefined) continue;
    mounts.push({
      device,
      root: unescape(root),
      mountPath: unescape(mountPath),
      type,
      source: unescape(source ?? ''),
    });
  }
  return mounts;
}

function unescape(latin1: string): string {
  const plain = latin1.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return pathFromBytes(Buffer.from(plain, 'latin1'));
}

export function isBlockDevice(mount: Mount): boolean {
  return mount.source.startsWith('/dev/');
}

/** Whether statfs gives this type an id that stays the same wherever it is mounted. */
export function hasStableFileSystemId(mount: Mount): boolean {
  return /^(ext[234]|btrfs)$/.test(mount.type);
}

/**
 * In this order: UUID of the file system, its own id, the name of its device; a network share or pool by its address; what
 * lives in memory or in layers has nothing of its own and goes by where it is mounted.
 */
export function volumeOfMount(mount: Mount, facts: DeviceFacts | null): Volume {
  const part = mount.root === '/' ? '' : `#${mount.root}`;
  const volume = (identity: string, kind: VolumeKind): Volume => ({
    identity: identity + part,
    kind,
    label: facts?.label ?? null,
    mountPath: mount.mountPath,
  });
  if (networkTypes.has(mount.type)) return volume(`share:${mount.type}:${mount.source}`, 'network');
  if (namedTypes.has(mount.type)) return volume(`named:${mount.type}:${mount.source}`, 'local');
  if (!isBlockDevice(mount)) {
    return volume(`mount:${mount.type}:${mount.source}:${mount.mountPath}`, 'virtual');
  }
  const kind = facts?.removable === true ? 'removable' : 'local';
  if (facts !== null && facts.uuid !== null) return volume(`uuid:${facts.uuid}`, kind);
  if (facts !== null && facts.fileSystemId !== null)
    return volume(`fsid:${mount.type}:${facts.fileSystemId}`, kind);
  return volume(`device:${mount.type}:${mount.source}`, kind);
}
