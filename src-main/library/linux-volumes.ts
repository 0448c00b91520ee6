/** Reads the volumes of a Linux machine. What cannot be read is left out: an identity falls back to the next best. */
import { readFile, readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DeviceFacts,
  type Mount,
  hasStableFileSystemId,
  isBlockDevice,
  parseMountinfo,
  volumeOfMount,
} from './linux-mounts.ts';
import { runForText } from './volume-tools.ts';
import { MountedVolumes, type Volume, type VolumeSource } from './volumes.ts';

export function createLinuxVolumeSource(): VolumeSource {
  return {
    async read() {
      const mounts = parseMountinfo(await readFile('/proc/self/mountinfo'));
      const uuids = await linkNames('/dev/disk/by-uuid');
      const labels = await linkNames('/dev/disk/by-label');
      const factsByDevice = new Map<string, DeviceFacts>();
      const volumes: Volume[] = [];
      for (const mount of mounts) {
        let facts = factsByDevice.get(mount.device) ?? null;
        if (facts === null && isBlockDevice(mount)) {
          facts = await deviceFacts(mount, uuids, labels);
          factsByDevice.set(mount.device, facts);
        }
        volumes.push(volumeOfMount(mount, facts));
      }
      return new MountedVolumes(volumes);
    },
  };
}

async function deviceFacts(
  mount: Mount,
  uuids: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string>,
): Promise<DeviceFacts> {
  const device = await realpath(mount.source).catch(() => mount.source);
  const uuid = uuids.get(device) ?? null;
  const fileSystemId =
    uuid === null && hasStableFileSystemId(mount) ? await readFileSystemId(mount.mountPath) : null;
  return { uuid, label: labels.get(device) ?? null, removable: await isRemovable(mount), fileSystemId };
}

/** Real device path -> the name of the link to it. udev writes odd characters as "\x20". */
async function linkNames(folder: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const name of await readdir(folder).catch(() => [])) {
    const target = await readlink(join(folder, name)).catch(() => null);
    if (target === null) continue;
    const plain = name.replace(/(?:\\x[0-9a-f]{2})+/gi, (codes) =>
      Buffer.from(codes.replaceAll('\\x', ''), 'hex').toString(),
    );
    names.set(join(folder, target), plain);
  }
  return names;
}

/** The kernel's own mark, or a device that hangs on USB (whose disks are not marked removable). */
async function isRemovable(mount: Mount): Promise<boolean> {
  const device = await realpath(`/sys/dev/block/${mount.device}`).catch(() => null);
  if (device === null) return false;
  if (device.includes('/usb')) return true;
  for (const file of [join(device, 'removable'), join(device, '..', 'removable')]) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return text.trim() === '1';
  }
  return false;
}

/** Node's statfs does not tell the id; coreutils' and busybox' stat do. */
async function readFileSystemId(mountPath: string): Promise<string | null> {
  if (!mountPath.isWellFormed()) return null;
  const id = (await runForText('stat', ['-f', '-c', '%i', mountPath]))?.trim() ?? '';
  return /^[0-9a-f]+$/i.test(id) && !/^0+$/.test(id) ? id : null;
}
