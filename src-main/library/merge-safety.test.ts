import { linkSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { tempDir } from '../../tests/support/temp-dir.ts';
import {
  type FileIdentity,
  hasTrash,
  isSameName,
  type KeptFile,
  lookAgain,
  lookAtKept,
  reasonToStay,
} from './merge-safety.ts';
import { MountedVolumes, type VolumeKind, volumeKinds } from './volumes.ts';

const identity: FileIdentity = {
  ...{ realPath: '/media/one/clips/a.mp4', links: 1n },
  ...{ device: 64n, inode: 4711n, changedNs: 1_700_000_000_123_456_789n },
  folder: { device: 64n, inode: 12n, changedNs: 1_700_000_000_000_000_001n },
};
const elsewhere = { realPath: '/media/two/other/b.mp4' };
const laterNs = 1_800_000_000_000_000_000n;

describe('whether moving a file takes a kept one along', () => {
  it.each<[string, Partial<FileIdentity>, boolean]>([
    ['the same path', { inode: 0n }, true],
    ['another file', { ...elsewhere, inode: 4712n }, false],
    ['another file of the same time', { ...elsewhere, inode: 4712n, links: 2n }, false],
    ['the same file through another mount', elsewhere, true],
    ['the same file of a share that is mounted twice', { realPath: '/mnt/clips/a.mp4', device: 65n }, true],
    ['a file of another disk with the same number', { ...elsewhere, device: 65n, changedNs: laterNs }, false],
    ['a file of a disk that numbers nothing', { ...elsewhere, inode: 0n }, false],
    [
      'a hard link in another folder',
      { ...elsewhere, links: 2n, folder: { ...identity.folder, inode: 13n } },
      false,
    ],
    ['a hard link beside it', { realPath: '/media/one/clips/b.mp4', links: 2n }, false],
    ['one of its names through another mount', { realPath: '/mnt/clips/a.mp4', links: 2n }, true],
    ['one of its names, written otherwise', { realPath: '/mnt/Clips/A.MP4', links: 2n }, true],
    [
      'one of its names of a share that is mounted twice',
      { realPath: '/mnt/a.mp4', links: 2n, device: 65n, folder: { ...identity.folder, device: 65n } },
      true,
    ],
    [
      'one of its names in a folder without a number',
      { ...elsewhere, links: 2n, folder: { ...identity.folder, inode: 0n } },
      true,
    ],
  ])('%s', (_, differing, takesItAlong) => {
    const kept = differing.inode === 0n ? { ...identity, inode: 0n } : identity;
    expect(isSameName({ ...identity, ...differing }, kept)).toBe(takesItAlong);
  });

  it('tells inodes apart that are one as floating point numbers', () => {
    const inode = 2n ** 60n;
    const file = { ...identity, ...elsewhere, inode: inode + 1n };
    expect(isSameName(file, { ...identity, inode })).toBe(false);
  });
});

describe('a disk that has a trash', () => {
  it.each<[NodeJS.Platform, readonly VolumeKind[]]>([
    ['win32', ['local']],
    ['linux', volumeKinds],
    ['darwin', volumeKinds],
  ])('on %s is one of %j', (platform, kinds) => {
    expect(volumeKinds.filter((kind) => hasTrash(platform, kind))).toEqual(kinds);
  });
});

describe('why a file stays', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await tempDir();
  });
  const at = (name: string): string => join(folder, name);
  const rowOf = (name: string) => {
    const { size, mtimeNs } = statSync(at(name), { bigint: true });
    return { id: 1, clipId: 'clip', sizeBytes: Number(size), modifiedNs: String(mtimeNs) };
  };
  const keep = async (name: string): Promise<readonly KeptFile[]> => {
    const kept = await lookAtKept(at(name), rowOf(name));
    return kept === null ? [] : [kept];
  };
  const mountedAs = (kind: VolumeKind) =>
    new MountedVolumes([{ identity: 'disk', kind, label: null, mountPath: '/' }]);
  const on = { mounted: mountedAs('network'), platform: 'linux' } as const;

  it('is that it is kept, through a linked folder too; a second name of it may go', async () => {
    mkdirSync(at('clips'));
    writeFileSync(at('clips/a.mp4'), 'a clip');
    symlinkSync(at('clips'), at('linked'));
    linkSync(at('clips/a.mp4'), at('clips/b.mp4'));
    linkSync(at('clips/a.mp4'), at('a.mp4'));
    const surroundings = { ...on, kept: await keep('clips/a.mp4') };
    const reasons = ['clips/a.mp4', 'linked/a.mp4', 'clips/b.mp4', 'a.mp4'].map((name) =>
      reasonToStay(at(name), rowOf(name), surroundings),
    );
    expect(await Promise.all(reasons)).toEqual(['kept', 'kept', null, null]);
  });

  it('is that its disk has no trash, by where it really is', async () => {
    writeFileSync(at('a.mp4'), 'a clip');
    const why = (kind: VolumeKind) =>
      reasonToStay(at('a.mp4'), rowOf('a.mp4'), { kept: [], mounted: mountedAs(kind), platform: 'win32' });
    expect(await Promise.all(volumeKinds.map(why))).toEqual([null, 'no-trash', 'no-trash', 'no-trash']);
  });

  it('is found anew each time for what is kept: what another was put in the place of is lost', async () => {
    mkdirSync(at('clips'));
    mkdirSync(at('copies'));
    writeFileSync(at('clips/a.mp4'), 'a clip');
    const kept = await keep('clips/a.mp4');
    expect(await lookAgain(kept)).toEqual({ kept, lost: null });
    linkSync(at('clips/a.mp4'), at('copies/a.mp4'));
    renameSync(at('clips'), at('away'));
    expect((await lookAgain(kept)).lost).toBe(kept[0]);
    symlinkSync(at('copies'), at('clips'));
    expect((await lookAgain(kept)).lost).toBe(kept[0]);
  });
});
