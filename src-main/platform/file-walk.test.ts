import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { type WalkOptions, type WalkStep, walkFiles } from './file-walk.ts';
import { fsPath, pathFromBytes } from './paths.ts';

async function walk(root: string, options: Partial<WalkOptions> = {}) {
  const steps: WalkStep[] = [];
  const all: WalkOptions = {
    root,
    recursive: true,
    entersFolder: (name) => !name.startsWith('.'),
    judgesFile: (name) => (name.startsWith('.') ? 'omit' : name.endsWith('.mp4') ? 'take' : 'ignore'),
    signal: new AbortController().signal,
    ...options,
  };
  for await (const step of walkFiles(all)) steps.push(step);
  const files = steps.flatMap((step) => (step.kind === 'files' ? step.files : []));
  return {
    steps,
    files,
    names: files.map(({ path }) => relative(root, path)).sort(),
    ignored: steps.reduce((sum, step) => (step.kind === 'ignored' ? sum + step.count : sum), 0),
  };
}

function touch(root: string, name: string, content = name): void {
  const path = join(root, name);
  mkdirSync(fsPath(join(path, '..')), { recursive: true });
  writeFileSync(fsPath(path), content);
}

describe('walkFiles', () => {
  it('finds files in folders whatever their names, with size and time', async () => {
    const root = await tempDir();
    const odd = pathFromBytes(Buffer.from([0x6f, 0x64, 0x64, 0xff, 0x80]));
    const names = [
      'plain.mp4',
      'a b/c d.mp4',
      'q\'u"o`t.mp4',
      'two\nlines/x.mp4',
      '🎬/🎞.mp4',
      `${odd}/${odd}.mp4`,
    ];
    for (const name of names) touch(root, name);
    const { files, names: found } = await walk(root);
    expect(found).toEqual([...names].sort());
    const plain = files.find(({ path }) => path === join(root, 'plain.mp4'));
    expect(plain?.stat.size).toBe(9n);
    expect(Number(plain?.stat.mtimeNs)).toBeGreaterThan(1e18);
  });

  it('goes through folders longer than a block, and counts what it ignores', async () => {
    const root = await tempDir();
    for (let index = 0; index < 1300; index += 1) touch(root, `many/${String(index)}.mp4`, '');
    for (const name of ['a.txt', 'many/b.jpg', '.hidden.mp4', '.folder/c.mp4']) touch(root, name);
    const { names, ignored } = await walk(root);
    expect(names).toHaveLength(1300);
    expect(new Set(names).size).toBe(1300);
    expect(ignored).toBe(2);
  });

  it('stays in the folder itself when it is told to', async () => {
    const root = await tempDir();
    for (const name of ['a.mp4', 'sub/b.mp4']) touch(root, name);
    symlinkSync(join(root, 'sub'), join(root, 'link'));
    expect((await walk(root, { recursive: false })).names).toEqual(['a.mp4']);
  });

  it('follows links to files and folders, by real path, and cuts loops', async () => {
    const outside = await tempDir();
    touch(outside, 'deep/far.mp4');
    touch(outside, 'single.mp4');
    const root = await tempDir();
    touch(root, 'sub/near.mp4');
    symlinkSync(root, join(root, 'sub', 'up'));
    symlinkSync('.', join(root, 'self'));
    symlinkSync(outside, join(root, 'outside'));
    symlinkSync(outside, join(root, 'again'));
    symlinkSync(root, join(outside, 'deep', 'back'));
    symlinkSync(join(outside, 'single.mp4'), join(root, 'alias.mp4'));
    const { files, steps } = await walk(root);
    const paths = new Set(files.map(({ path }) => path));
    const expected = [
      join(root, 'sub', 'near.mp4'),
      join(outside, 'deep', 'far.mp4'),
      join(outside, 'single.mp4'),
    ];
    expect([...paths].sort()).toEqual(expected.sort());
    expect(steps.filter(({ kind }) => kind === 'linked-folder')).toEqual([
      { kind: 'linked-folder', path: outside },
    ]);
    expect(steps.filter(({ kind }) => kind.endsWith('failed'))).toEqual([]);
  });

  it('judges by the path below the root as it was walked, real folders before links into them', async () => {
    const root = await tempDir();
    touch(root, 'zoo/a.mp4');
    symlinkSync(join(root, 'zoo'), join(root, 'ape'));
    const judged: string[] = [];
    await walk(root, {
      judgesFile: (_name, relativePath) => {
        judged.push(relativePath);
        return 'take';
      },
    });
    expect(judged).toEqual(['zoo/a.mp4']);
  });

  it('tells of links that lead nowhere or in a circle, where their names are wanted', async () => {
    const root = await tempDir();
    touch(root, 'good.mp4');
    symlinkSync('nowhere.mp4', join(root, 'dangling.mp4'));
    symlinkSync('circle.mp4', join(root, 'circle.mp4'));
    symlinkSync('nowhere', join(root, 'unimportant'));
    const { names, steps } = await walk(root);
    expect(names).toEqual(['good.mp4']);
    const failed = steps.filter((step) => step.kind === 'file-failed');
    expect(
      failed.map(({ path, linked, cause }) => [
        relative(root, path),
        linked,
        (cause as { code: string }).code,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['dangling.mp4', true, 'ENOENT'],
        ['circle.mp4', true, 'ELOOP'],
      ]),
    );
    expect(failed).toHaveLength(2);
  });

  it('gives each name of a file with several', async () => {
    const root = await tempDir();
    touch(root, 'one.mp4');
    linkSync(join(root, 'one.mp4'), join(root, 'two.mp4'));
    expect((await walk(root)).names).toEqual(['one.mp4', 'two.mp4']);
  });

  it('tells that the root is not there', async () => {
    const root = join(await tempDir(), 'absent');
    const { steps } = await walk(root);
    expect(steps).toMatchObject([{ kind: 'folder-failed', path: root, cause: { code: 'ENOENT' } }]);
  });

  it('ends when it is cancelled', async () => {
    const root = await tempDir();
    for (let index = 0; index < 20; index += 1) touch(root, `${String(index)}/clip.mp4`);
    const cancelling = new AbortController();
    let seen = 0;
    const judgesFile = (): 'take' => {
      seen += 1;
      if (seen === 3) cancelling.abort(new Error('enough'));
      return 'take';
    };
    await expect(walk(root, { judgesFile, signal: cancelling.signal })).rejects.toThrow('enough');
    expect(seen).toBe(3);
  });
});
