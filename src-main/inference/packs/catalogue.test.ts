import { describe, expect, it } from 'vitest';
import { loadModelRegistry } from '../registry.ts';
import { readCatalogue } from './catalogue.ts';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { tempDir } from '../../../tests/support/temp-dir.ts';

const { packs } = await readCatalogue();
const { models } = await loadModelRegistry();

/** A commit of git, in full in raw addresses; GitHub's API takes the beginning of one too. */
const pinnedAddress =
  /^https:\/\/(raw\.githubusercontent\.com\/[\w.-]+\/[\w.-]+\/[0-9a-f]{40}\/|api\.github\.com\/repos\/[\w.-]+\/[\w.-]+\/contents\/[^?]+\?ref=[0-9a-f]{8,40}$)/;

describe('the catalogue', () => {
  it('has each pack once, and each file once', () => {
    const ids = packs.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const hashes = packs.flatMap(({ source }) =>
      source.kind === 'hub' ? [] : source.files.map(({ sha256 }) => sha256),
    );
    expect(new Set(hashes).size).toBe(hashes.length);
    const repositories = packs.flatMap(({ source }) => (source.kind === 'hub' ? [source.repository] : []));
    expect(new Set(repositories).size).toBe(repositories.length);
  });

  it.each(packs)('$id says what it is, under which licence, and who runs it', (pack) => {
    expect(pack.licence.name).not.toMatch(/unknown/i);
    expect(pack.licence.address).toMatch(/^https:/);
    expect(pack.project).toMatch(/^https:/);
    expect(pack.unlocks).toMatch(/^[A-Z].*\.$/);
    for (const { task, model } of pack.tasks) {
      const runs = models.find(({ name }) => name === model);
      expect(runs, model).toMatchObject({ task, engine: pack.engine });
    }
  });

  it.each(packs.filter(({ source }) => source.kind === 'pinned-files'))(
    '$id has the files that its model asks for',
    (pack) => {
      const model = models.find(({ name }) => name === pack.tasks[0]?.model);
      const files = model?.engine === 'onnx' ? model.files : {};
      const given = pack.source.kind === 'hub' ? [] : pack.source.files;
      const names = given.map(({ name }) => name);
      expect(Object.keys(files)).toEqual(expect.arrayContaining(names));
      const needed = Object.entries(files).filter(
        ([, file]) => file.kind === 'onnx' || file.need === 'required',
      );
      expect(names).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
      for (const { url } of given) expect(url).toMatch(pinnedAddress);
      expect(new Set(given.map(({ path }) => path)).size).toBe(given.length);
    },
  );

  it.each(packs.filter(({ source }) => source.kind === 'hub'))(
    '$id asks a hub for a configuration and weights of one kind',
    (pack) => {
      const patterns = pack.source.kind === 'hub' ? pack.source.files : [];
      const required = patterns.filter(({ need }) => need === 'required').map(({ pattern }) => pattern);
      expect(required).toContain('config.json');
      const weights = patterns
        .filter(({ pattern }) => pattern.startsWith('onnx/'))
        .map(({ pattern }) => pattern);
      expect(weights.length).toBeGreaterThan(0);
      for (const pattern of weights) expect(pattern).toMatch(/^onnx\/[a-z_]+_quantized\.onnx$/);
      expect(pack.source).toMatchObject({ dtype: 'q8' });
    },
  );

  it('is refused where something in it is wrong, with where it is', async () => {
    const path = join(await tempDir(), 'catalog.json');
    await writeFile(path, JSON.stringify({ version: 1, packs: [{ ...packs[0], id: '../x' }] }));
    await expect(readCatalogue(path)).rejects.toThrow(/is no name of a pack/);
    await writeFile(path, '{');
    await expect(readCatalogue(path)).rejects.toMatchObject({ code: 'internal', facts: { file: path } });
  });
});
