/** Volumes of macOS, from `mount` and `diskutil info -plist`. */
import type { Volume, VolumeSource } from './volumes.ts';
import { MountedVolumes } from './volumes.ts';
import { runForText } from './volume-tools.ts';

export interface MacMount {
  readonly source: string;
  readonly mountPath: string;
  readonly type: string;
}

export interface MacDiskFacts {
  readonly uuid: string | null;
  readonly label: string | null;
  readonly removable: boolean;
}

const networkTypes: ReadonlySet<string> = new Set([
  'smbfs',
  'nfs',
  'afpfs',
  'webdav',
  'macfuse',
  'osxfuse',
  'fuse',
]);
/** The system's own helper volumes, on which nobody keeps videos; the Data volume is seen through "/". */
const dataVolume = '/System/Volumes/Data';

/** Lines such as "/dev/disk3s1 on /Volumes/My Disk (exfat, local, nodev)". */
export function parseMacMounts(text: string): MacMount[] {
  const mounts: MacMount[] = [];
  for (const line of text.split('\n')) {
    const match = /^(.+?) on (\/.*) \(([^,()]+)[^()]*\)$/.exec(line);
    if (match === null) continue;
    const [, source = '', mountPath = '', type = ''] = match;
    mounts.push({ source, mountPath, type });
  }
  return mounts;
}

/** The few values that are needed of the property list. */
export function parseDiskutilInfo(plist: string): MacDiskFacts {
  const text = (key: string) => {
    const value = new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(plist)?.[1];
    return value === undefined || value === '' ? null : unescapeXml(value);
  };
  const flag = (key: string) => new RegExp(`<key>${key}</key>\\s*<true/>`).test(plist);
  return {
    uuid: text('VolumeUUID') ?? text('DiskUUID'),
    label: text('VolumeName'),
    removable: flag('RemovableMediaOrExternalDevice') || flag('Ejectable'),
  };
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

/**
 * The mounts that may hold people's files. Since macOS 10.15 "/" is a sealed system volume whose folders of users are
 * those of the Data volume, at the same paths: "/" gets the Data volume's identity.
 */
export function macVolumes(
  mounts: readonly MacMount[],
  factsOf: (mountPath: string) => MacDiskFacts | null,
): Volume[] {
  const relevant = mounts.filter(({ mountPath }) => isRelevant(mountPath));
  const hasData = mounts.some(({ mountPath }) => mountPath === dataVolume);
  return relevant.map((mount) => {
    const facts = factsOf(mount.mountPath === '/' && hasData ? dataVolume : mount.mountPath);
    const { label, uuid, removable } = facts ?? { label: null, uuid: null, removable: false };
    const common = { label, mountPath: mount.mountPath };
    if (networkTypes.has(mount.type))
      return { ...common, identity: `share:${mount.type}:${mount.source}`, kind: 'network' };
    if (uuid !== null)
      return { ...common, identity: `uuid:${uuid}`, kind: removable ? 'removable' : 'local' };
    if (!mount.source.startsWith('/dev/')) {
      return {
        ...common,
        identity: `mount:${mount.type}:${mount.source}:${mount.mountPath}`,
        kind: 'virtual',
      };
    }
    return {
      ...common,
      identity: `device:${mount.type}:${mount.source}`,
      kind: removable ? 'removable' : 'local',
    };
  });
}

function isRelevant(mountPath: string): boolean {
  return (
    !mountPath.startsWith('/System/Volumes/') &&
    !mountPath.startsWith('/private/var/vm') &&
    mountPath !== '/dev'
  );
}

export function createMacVolumeSource(): VolumeSource {
  return {
    async read() {
      const mounts = parseMacMounts((await runForText('mount', [])) ?? '');
      const facts = new Map<string, MacDiskFacts>();
      for (const { mountPath, source } of mounts) {
        if (!source.startsWith('/dev/') || !(isRelevant(mountPath) || mountPath === dataVolume)) continue;
        const plist = await runForText('diskutil', ['info', '-plist', mountPath]);
        if (plist !== null) facts.set(mountPath, parseDiskutilInfo(plist));
      }
      return new MountedVolumes(macVolumes(mounts, (mountPath) => facts.get(mountPath) ?? null));
    },
  };
}
