import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  eyesLabels,
  eyesModel,
  failureOf,
  type ManagedPacks,
  managePacks,
  never,
} from '../../../tests/support/pack-manager.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';

let packs: ManagedPacks;
let place: string;

async function withEyes(folder: string): Promise<ManagedPacks> {
  const source = await tempDir();
  await writeFile(join(source, 'eyes.onnx'), eyesModel);
  await writeFile(join(source, 'labels.txt'), eyesLabels);
  const managed = await managePacks('http://127.0.0.1:1', { folder });
  await managed.manager.importFrom({ path: source }, never);
  return managed;
}

beforeEach(async () => {
  place = await tempDir();
  packs = await withEyes(join(place, 'models'));
});

const exportTo = (target: string) => packs.manager.exportTo({ packIds: ['eyes'], target }, never);

async function expectIntact(folder = packs.folder): Promise<void> {
  expect((await readFile(join(folder, 'eyes', 'eyes.onnx'))).equals(eyesModel)).toBe(true);
  expect(await readFile(join(folder, 'eyes', 'labels.txt'))).toEqual(eyesLabels);
}

describe('a target among the installed packs', () => {
  it.each(['models', 'models/eyes', 'models/new/deeper', 'models/out.tar', 'link', 'link/eyes', 'link/x'])(
    'is refused, and nothing is lost: %s',
    async (target) => {
      await symlink(packs.folder, join(place, 'link'));
      const failure = await failureOf(exportTo(join(place, ...target.split('/'))));
      expect(failure.code).toBe('bad-arguments');
      expect(failure.message).toContain(`choose a place outside ${packs.folder}`);
      await expectIntact();
      expect((await readdir(packs.folder)).sort()).toEqual(['.incoming', 'eyes']);
    },
  );

  it('is refused where the folder of a pack there would be the folder of all packs', async () => {
    const named = join(place, 'eyes');
    packs = await withEyes(named);
    expect((await failureOf(exportTo(place))).code).toBe('bad-arguments');
    await expectIntact(named);
  });

  it('is refused where the folder of a pack there leads back to it', async () => {
    const target = await tempDir();
    await symlink(join(packs.folder, 'eyes'), join(target, 'eyes'));
    expect((await failureOf(exportTo(target))).code).toBe('bad-arguments');
    await expectIntact();
  });

  it('may be the folder above it', async () => {
    await exportTo(place);
    await expectIntact();
    await expectIntact(place);
  });
});

describe('what is in the way', () => {
  it.each(['notes.txt', 'pack.json'])(
    'stays where it is no exported pack: a folder with %s',
    async (name) => {
      const target = await tempDir();
      await mkdir(join(target, 'eyes'));
      await writeFile(join(target, 'eyes', name), '{"id":"eyes"}');
      const failure = await failureOf(exportTo(target));
      expect(failure).toMatchObject({ code: 'bad-arguments', facts: { file: join(target, 'eyes') } });
      expect(failure.message).toContain('choose another folder');
      expect(await readdir(target)).toEqual(['eyes']);
      expect(await readdir(join(target, 'eyes'))).toEqual([name]);
    },
  );

  it('is replaced where it is the same pack, exported before', async () => {
    const target = await tempDir();
    await exportTo(target);
    await writeFile(join(target, 'eyes', 'labels.txt'), 'old');
    await exportTo(target);
    await expectIntact(target);
    expect(await readdir(target)).toEqual(['eyes']);
  });

  it('is not lost where the new one cannot be written', async () => {
    const target = await tempDir();
    await exportTo(target);
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    const stopped = packs.manager.exportTo({ packIds: ['eyes'], target }, stop.signal);
    await expect(stopped).rejects.toThrow('enough');
    await expectIntact(target);
    expect(await readdir(target)).toEqual(['eyes']);
  });
});
