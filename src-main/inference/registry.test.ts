import { describe, expect, it } from 'vitest';
import { testModelsFolder } from '../../tests/support/inference-harness.ts';
import { createModelRegistry, loadModel, loadModelRegistry, ownModelsFolder } from './registry.ts';

const good = {
  engine: 'onnx',
  name: 'good',
  title: 'Good',
  task: 'objects',
  version: 1,
  rank: 50,
  files: { model: { kind: 'onnx', inputs: {}, outputs: {} } },
  load: () => undefined,
};
const hub = {
  ...good,
  engine: 'transformers',
  name: 'hub',
  rank: 60,
  files: undefined,
  modelTypes: ['whisper'],
};

describe('the registry', () => {
  it('has every model of Rushes', async () => {
    const registry = await loadModelRegistry();
    const { models } = registry;
    expect(models.length).toBeGreaterThan(0);
    for (const model of models) expect(registry.get(model.name)).toBe(model);
    const ranks = models.map(({ rank }) => rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
  });

  it('has models of another folder', async () => {
    const { models } = await loadModelRegistry(testModelsFolder);
    expect(models.map(({ name }) => name)).toEqual(['obedient', 'tiny-sum']);
  });

  it('knows no other', () => {
    const registry = createModelRegistry([{ fileName: 'good', exported: good }]);
    expect(() => registry.get('better')).toThrow(expect.objectContaining({ code: 'model-unknown' }));
  });

  it('sorts by rank', () => {
    const { models } = createModelRegistry([
      { fileName: 'good', exported: good },
      { fileName: 'hub', exported: hub },
    ]);
    expect(models.map(({ name }) => name)).toEqual(['hub', 'good']);
  });

  const refused = [
    { what: 'no model at all', exported: undefined, says: 'not a model' },
    {
      what: 'another name than its file',
      exported: { ...good, name: 'other' },
      says: 'its file is called good.model',
    },
    { what: 'an unknown task', exported: { ...good, task: 'telepathy' }, says: 'task' },
    { what: 'no files', exported: { ...good, files: {} }, says: 'it needs no file' },
    { what: 'no code', exported: { ...good, load: 'later' }, says: 'load' },
    { what: 'a rank beyond 100', exported: { ...good, rank: 101 }, says: 'rank' },
  ];
  it.each(refused)('refuses $what', ({ exported, says }) => {
    expect(() => createModelRegistry([{ fileName: 'good', exported }])).toThrow(says);
  });

  it('refuses two of one name', () => {
    const found = { fileName: 'good', exported: good };
    expect(() => createModelRegistry([found, found])).toThrow('two models have this name');
  });
});

describe('one model alone', () => {
  it('is loaded without the others', async () => {
    expect((await loadModel(testModelsFolder, 'tiny-sum')).title).toBe('Tiny sum');
  });

  it.each(['nobody', '../inference-models/tiny-sum', '', '/etc/passwd'])(
    'is not loaded as "%s"',
    async (name) => {
      await expect(loadModel(ownModelsFolder, name)).rejects.toMatchObject({ code: 'model-unknown' });
    },
  );
});
