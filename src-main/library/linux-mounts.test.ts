import { describe, expect, it } from 'vitest';
import { pathFromBytes } from '../platform/paths.ts';
import { type DeviceFacts, parseMountinfo, volumeOfMount } from './linux-mounts.ts';

const lines = [
  '22 27 0:21 / /proc rw,relatime - proc proc rw',
  '27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,discard',
  '41 27 8:17 / /media/ann/My\\040Disk\\134\\012x rw,nosuid shared:2 master:1 - exfat /dev/sdb1 rw',
  '42 27 0:50 / /mnt/share rw - cifs //nas.local/video\\040archive rw,vers=3.1',
  '43 27 0:51 /export/clips /mnt/nfs rw - nfs4 nas:/export rw',
  '44 27 254:0 /home/ann/footage /srv/footage rw - ext4 /dev/vda1 rw',
  '45 27 0:60 / /tmp rw - tmpfs tmpfs rw',
  '46 27 0:61 / /dev/shm rw - tmpfs tmpfs rw',
  '47 27 0:62 / /pool rw - zfs tank/video rw',
  'not a line of mountinfo',
  '',
];
const mounts = parseMountinfo(Buffer.from(lines.join('\n')));
const at = (mountPath: string) => {
  const mount = mounts.find((candidate) => candidate.mountPath === mountPath);
  if (mount === undefined) throw new Error(`no mount at ${mountPath}`);
  return mount;
};
const none: DeviceFacts = { uuid: null, label: null, removable: false, fileSystemId: null };

describe('parseMountinfo', () => {
  it('reads devices, roots, paths, types and sources, with escapes undone', () => {
    expect(mounts).toHaveLength(9);
    expect(at('/media/ann/My Disk\\\nx')).toMatchObject({
      device: '8:17',
      root: '/',
      type: 'exfat',
      source: '/dev/sdb1',
    });
    expect(at('/mnt/nfs')).toMatchObject({ root: '/export/clips', source: 'nas:/export' });
  });

  it('keeps mount points that are not UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('1 2 8:1 / /mnt/'),
      Buffer.from([0xff]),
      Buffer.from(' rw - ext4 /dev/sda1 rw'),
    ]);
    expect(parseMountinfo(bytes)[0]?.mountPath).toBe(
      pathFromBytes(Buffer.from([...Buffer.from('/mnt/'), 0xff])),
    );
  });
});

describe('volumeOfMount', () => {
  const identity = (mountPath: string, facts: DeviceFacts | null = null) =>
    volumeOfMount(at(mountPath), facts).identity;

  it("knows a disk by its file system's UUID wherever it is mounted", () => {
    const facts = { ...none, uuid: '5E3A-1B2C', label: 'Card 1', removable: true };
    const there = volumeOfMount(at('/media/ann/My Disk\\\nx'), facts);
    expect(there).toEqual({
      identity: 'uuid:5E3A-1B2C',
      kind: 'removable',
      label: 'Card 1',
      mountPath: '/media/ann/My Disk\\\nx',
    });
    const elsewhere = volumeOfMount(
      { ...at('/media/ann/My Disk\\\nx'), mountPath: '/mnt/other', device: '8:33', source: '/dev/sdc1' },
      facts,
    );
    expect(elsewhere.identity).toBe(there.identity);
  });

  it('falls back to the id of the file system, then to the name of the device', () => {
    expect(identity('/', { ...none, fileSystemId: '3050f661907d003c' })).toBe('fsid:ext4:3050f661907d003c');
    expect(identity('/', none)).toBe('device:ext4:/dev/vda1');
  });

  it('tells the parts of one disk apart that are mounted by themselves', () => {
    const facts = { ...none, uuid: 'aa' };
    expect(identity('/', facts)).toBe('uuid:aa');
    expect(identity('/srv/footage', facts)).toBe('uuid:aa#/home/ann/footage');
  });

  it('knows shares and pools by their address', () => {
    expect(volumeOfMount(at('/mnt/share'), null)).toMatchObject({
      identity: 'share:cifs://nas.local/video archive',
      kind: 'network',
    });
    expect(identity('/mnt/nfs')).toBe('share:nfs4:nas:/export#/export/clips');
    expect(volumeOfMount(at('/pool'), null)).toMatchObject({
      identity: 'named:zfs:tank/video',
      kind: 'local',
    });
  });

  it('tells what lives in memory apart by where it is', () => {
    expect(identity('/tmp')).not.toBe(identity('/dev/shm'));
    expect(volumeOfMount(at('/tmp'), null).kind).toBe('virtual');
  });
});
