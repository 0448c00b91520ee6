/** Volumes of Windows: its logical disks, told apart by the serial number of their file system. */
import { z } from 'zod';
import { runForText } from './volume-tools.ts';
import { MountedVolumes, type Volume, type VolumeKind, type VolumeSource } from './volumes.ts';

const diskSchema = z.object({
  DeviceID: z.string(),
  /** Win32_LogicalDisk: 2 removable, 3 local, 4 network, 5 optical, 6 in memory. */
  DriveType: z.number(),
  VolumeSerialNumber: z.string().nullish(),
  VolumeName: z.string().nullish(),
  FileSystem: z.string().nullish(),
  ProviderName: z.string().nullish(),
});

const kinds: Readonly<Record<number, VolumeKind>> = {
  2: 'removable',
  3: 'local',
  4: 'network',
  5: 'removable',
};

const query =
  'Get-CimInstance Win32_LogicalDisk | ' +
  'Select-Object DeviceID,DriveType,VolumeSerialNumber,VolumeName,FileSystem,ProviderName | ConvertTo-Json -Compress';

/** PowerShell writes one object, or a list of them. Anything else gives no volumes. */
export function parseLogicalDisks(json: string): Volume[] {
  const parsed = z
    .union([z.array(diskSchema), diskSchema.transform((disk) => [disk])])
    .safeParse(parseJson(json));
  if (!parsed.success) return [];
  return parsed.data.map((disk) => {
    const kind = kinds[disk.DriveType] ?? 'virtual';
    const serial = disk.VolumeSerialNumber ?? '';
    const share = disk.ProviderName ?? '';
    const fallback = `mount:${disk.FileSystem ?? ''}:${disk.DeviceID}`;
    const own = serial === '' ? fallback : `serial:${serial}`;
    const label = disk.VolumeName ?? '';
    return {
      identity: kind === 'network' && share !== '' ? `share:smb:${share.toLowerCase()}` : own,
      kind,
      label: label === '' ? null : label,
      mountPath: `${disk.DeviceID}\\`,
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function createWindowsVolumeSource(): VolumeSource {
  return {
    async read() {
      const json = await runForText('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', query]);
      return new MountedVolumes(parseLogicalDisks(json ?? ''));
    },
  };
}
