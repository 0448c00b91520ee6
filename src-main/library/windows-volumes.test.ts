import { describe, expect, it } from 'vitest';
import { parseLogicalDisks } from './windows-volumes.ts';

const disk = {
  DeviceID: 'C:',
  DriveType: 3,
  VolumeSerialNumber: '1A2B3C4D',
  VolumeName: 'System',
  FileSystem: 'NTFS',
  ProviderName: null,
};

describe('parseLogicalDisks', () => {
  it('knows disks by serial number and shares by address', () => {
    const share = { ...disk, DeviceID: 'Z:', DriveType: 4, ProviderName: '\\\\NAS\\Video', VolumeName: '' };
    const stick = { ...disk, DeviceID: 'E:', DriveType: 2, VolumeSerialNumber: 'FFFF0000' };
    expect(parseLogicalDisks(JSON.stringify([disk, share, stick]))).toEqual([
      { identity: 'serial:1A2B3C4D', kind: 'local', label: 'System', mountPath: 'C:\\' },
      { identity: 'share:smb:\\\\nas\\video', kind: 'network', label: null, mountPath: 'Z:\\' },
      { identity: 'serial:FFFF0000', kind: 'removable', label: 'System', mountPath: 'E:\\' },
    ]);
  });

  it('reads a single disk, which is no list, and nothing out of anything else', () => {
    expect(parseLogicalDisks(JSON.stringify(disk))).toHaveLength(1);
    expect(parseLogicalDisks('')).toEqual([]);
    expect(parseLogicalDisks('[{"DeviceID":1}]')).toEqual([]);
  });

  it('has a fallback for drives without a serial number', () => {
    const bare = { DeviceID: 'R:', DriveType: 6 };
    expect(parseLogicalDisks(JSON.stringify(bare))[0]).toMatchObject({
      identity: 'mount::R:',
      kind: 'virtual',
    });
  });
});
