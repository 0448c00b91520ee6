import { describe, expect, it } from 'vitest';
import { macVolumes, parseDiskutilInfo, parseMacMounts } from './mac-volumes.ts';

const mountText = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s6 on /System/Volumes/VM (apfs, local, noexec, journaled, noatime, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
/dev/disk4s2 on /Volumes/Cards on (1) (exfat, local, nodev, nosuid, noowners)
//ann@nas.local/video on /Volumes/video (smbfs, nodev, nosuid, mounted by ann)
`;

const plist = (values: string) => `<?xml version="1.0"?><plist version="1.0"><dict>${values}</dict></plist>`;

describe('parseMacMounts', () => {
  it('reads source, mount point and type, parentheses in names included', () => {
    const mounts = parseMacMounts(mountText);
    expect(mounts).toHaveLength(6);
    expect(mounts[0]).toEqual({ source: '/dev/disk3s1s1', mountPath: '/', type: 'apfs' });
    expect(mounts[4]).toEqual({ source: '/dev/disk4s2', mountPath: '/Volumes/Cards on (1)', type: 'exfat' });
  });
});

describe('parseDiskutilInfo', () => {
  it('reads UUID, name and whether it can be taken out', () => {
    const text = plist(
      '<key>VolumeName</key>\n\t<string>A &amp; B</string><key>VolumeUUID</key>\n\t<string>6F0A</string>' +
        '<key>RemovableMediaOrExternalDevice</key>\n\t<true/>',
    );
    expect(parseDiskutilInfo(text)).toEqual({ uuid: '6F0A', label: 'A & B', removable: true });
  });

  it('says what is not told', () => {
    expect(parseDiskutilInfo(plist('<key>VolumeName</key><string></string>'))).toEqual({
      ...{ uuid: null, label: null, removable: false },
    });
  });
});

describe('macVolumes', () => {
  it('gives "/" the identity of the Data volume and leaves the helper volumes of the system out', () => {
    const uuids = new Map([
      ['/', 'SYSTEM'],
      ['/System/Volumes/Data', 'DATA'],
      ['/Volumes/Cards on (1)', 'CARD'],
    ]);
    const volumes = macVolumes(parseMacMounts(mountText), (mountPath) => {
      const uuid = uuids.get(mountPath);
      return uuid === undefined ? null : { uuid, label: uuid, removable: uuid === 'CARD' };
    });
    expect(volumes).toEqual([
      { identity: 'uuid:DATA', kind: 'local', label: 'DATA', mountPath: '/' },
      { identity: 'uuid:CARD', kind: 'removable', label: 'CARD', mountPath: '/Volumes/Cards on (1)' },
      {
        identity: 'share:smbfs://ann@nas.local/video',
        kind: 'network',
        label: null,
        mountPath: '/Volumes/video',
      },
    ]);
  });
});
