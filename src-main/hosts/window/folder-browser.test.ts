import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pathFromBytes } from '../../platform/paths.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { browse } from './folder-browser.ts';
import { createPathGuard } from './path-guard.ts';

let base: string;
let root: string;
beforeAll(async () => {
  base = await tempDir();
  root = join(base, 'home');
  const folders = ['Day 10', 'day 2', 'Day 1', '.hidden', 'Main.rushes', 'lost+found', 'plain library'];
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, 'plain library', 'library.sqlite'), '');
  await mkdir(join(base, 'outside'));
  await symlink(join(base, 'outside'), join(root, 'way out'));
  await symlink(join(root, 'Day 1'), join(root, 'linked'));
  await symlink(join(root, 'a10.mp4'), join(root, 'no folder'));
  for (const name of ['a10.mp4', 'a9.MOV', 'notes.txt', '.b.mp4', 'c.mp4.part'])
    await writeFile(join(root, name), 'abc');
  await writeFile(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff]), Buffer.from('.mp4')]), 'abcd');
});

describe('browse', () => {
  it('shows folders in natural order, without what is hidden or leads out', async () => {
    const { path, parent, folders } = await browse(root, createPathGuard([root]));
    expect([path, parent]).toEqual([root, null]);
    expect(folders.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      'Day 1: folder',
      'day 2: folder',
      'Day 10: folder',
      'linked: folder',
      'Main.rushes: library',
      'plain library: folder',
    ]);
  });

  it('counts videos by their names, whatever bytes are in them', async () => {
    const { videos, videoCount } = await browse(root, createPathGuard([root]));
    expect(videoCount).toBe(3);
    const odd = pathFromBytes(Buffer.concat([Buffer.from([0xff]), Buffer.from('.mp4')]));
    expect(videos).toEqual(
      expect.arrayContaining([
        { name: 'a9.MOV', sizeBytes: 3 },
        { name: 'a10.mp4', sizeBytes: 3 },
        { name: odd, sizeBytes: 4 },
      ]),
    );
    expect(videos.findIndex(({ name }) => name === 'a9.MOV')).toBeLessThan(
      videos.findIndex(({ name }) => name === 'a10.mp4'),
    );
  });

  it('leads up as far as may be looked', async () => {
    const { parent } = await browse(join(root, 'Day 1'), createPathGuard([root]));
    expect(parent).toBe(root);
    expect((await browse(root, createPathGuard('all'))).parent).toBe(base);
  });

  it('enters no library', async () => {
    for (const name of ['Main.rushes', 'plain library']) {
      await expect(browse(join(root, name), createPathGuard([root]))).rejects.toMatchObject({
        code: 'permission-denied',
        facts: { file: join(root, name), detail: expect.stringContaining('library') as string },
      });
    }
  });

  it('lists the roots, of which libraries are none', async () => {
    const guard = createPathGuard([join(root, 'Day 1'), join(root, 'Main.rushes')]);
    expect(await browse(null, guard)).toEqual({
      path: null,
      parent: null,
      folders: [{ name: join(root, 'Day 1'), path: join(root, 'Day 1'), kind: 'root' }],
      videos: [],
      videoCount: 0,
    });
  });

  it('says why a folder cannot be shown', async () => {
    const guard = createPathGuard([root]);
    await expect(browse(join(root, 'gone'), guard)).rejects.toMatchObject({ code: 'file-missing' });
    await expect(browse(join(root, 'a10.mp4'), guard)).rejects.toMatchObject({ code: 'file-missing' });
  });

  it.skipIf(process.getuid?.() === 0)('says that a folder may not be read', async () => {
    const locked = join(root, 'Day 10');
    await chmod(locked, 0o000);
    await expect(browse(locked, createPathGuard([root]))).rejects.toMatchObject({
      code: 'permission-denied',
      facts: { file: locked },
    });
    await chmod(locked, 0o700);
  });
});
