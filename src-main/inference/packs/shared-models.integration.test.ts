/** The real weights, all of them at once. */
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { describeWithFixtures, fixture } from '../../../tests/support/fixtures.ts';
import { type ManagedPacks, managePacks, never } from '../../../tests/support/pack-manager.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import type { ImportReport } from '../../../src-preload/contract/commands/models.ts';
import { taskNames } from '../../../src-preload/contract/inference-tasks.ts';
import type { OnnxSignature } from '../protocol.ts';
import { loadModelRegistry } from '../registry.ts';
import { openSession } from '../worker/onnx-session.ts';
import { readCatalogue } from './catalogue.ts';

const { packs: entries } = await readCatalogue();
const { models } = await loadModelRegistry();

async function inspect(path: string): Promise<OnnxSignature> {
  const session = await openSession(path, { provider: 'cpu', threads: 1, optimization: 'none' });
  await session.release();
  return session.signature;
}

describeWithFixtures('a folder with all kinds of weights', () => {
  const root = fixture('models');
  let packs: ManagedPacks;
  let report: ImportReport;

  beforeAll(async () => {
    packs = await managePacks('http://127.0.0.1:1', {
      catalogue: { version: 1, packs: entries },
      models,
      inspect,
    });
    report = await packs.manager.importFrom({ path: root }, never);
  });

  it('gives every pack of the catalogue whose files are fixed', () => {
    const fixed = entries.filter(({ source }) => source.kind === 'pinned-files').map(({ id }) => id);
    const installed = report.imported
      .filter(({ state }) => state === 'installed')
      .map(({ packId }) => packId);
    expect(installed).toEqual([...fixed].sort());
  });

  it('gives the others by what goes into them, as brought along, with the licence that lies beside', async () => {
    const brought = report.imported.filter(({ state }) => state === 'side-loaded');
    const tasks = Object.fromEntries(
      brought.map(({ packId, tasks: [task] }) => [packId.replace(/-[0-9a-f]{8}$/, ''), task]),
    );
    expect(tasks).toEqual({
      blazepose: 'pose',
      'deeplab-v3': 'objects',
      'fer-mini-xception': 'emotion',
      mobilefacenet: 'face-identity',
      mobilenetv2: 'picture-features',
      'nsfw-mobilenet': 'content-warning',
      yamnet: 'sound-events',
    });
    const { packs: listed } = await packs.manager.list();
    const licenceOf = (name: string): string | undefined =>
      listed.find(({ id }) => id.startsWith(name))?.licence.name;
    expect(licenceOf('mobilefacenet')).toBe('unknown, yours to judge');
    expect(licenceOf('yamnet')).toBe('Apache License');
    expect(licenceOf('nsfw')).toMatch(/MIT/i);
    expect(listed.filter(({ state }) => state === 'damaged')).toEqual([]);
  });

  it('leaves out what nothing uses, and says why', () => {
    const reasons = Object.fromEntries(
      report.leftOut.map(({ path, reason }) => [path.slice(root.length + 1), reason]),
    );
    expect(Object.keys(reasons).sort()).toEqual([
      join('hands', 'gesture', 'point_history_classifier.onnx'),
      'speech-tokenizer-whisper-tiny',
    ]);
    expect(reasons['speech-tokenizer-whisper-tiny']).toContain('type "whisper", without weights');
    for (const [path, reason] of Object.entries(reasons))
      if (path.endsWith('.onnx'))
        expect(reason).toContain('no model of Rushes works with its inputs and outputs');
  });

  it('gives models that are ready to run', async () => {
    const ready = await Promise.all(
      taskNames.map(async (task) => [task, await packs.manager.modelFor(task, never)] as const),
    );
    const without = ready.filter(([, model]) => model === null).map(([task]) => task);
    expect(without.sort()).toEqual([
      'entities',
      'focal-length',
      'text-embedding',
      'text-features',
      'transcript',
      'translation',
    ]);
    const text = ready.find(([task]) => task === 'on-screen-text')?.[1];
    expect(Object.keys(text?.files ?? {})).toEqual([
      'detection',
      'classification',
      'recognition',
      'dictionary',
    ]);
  });

  it('goes to another machine as it is', async () => {
    const target = join(await tempDir(), 'packs.tar');
    await packs.manager.exportTo({ packIds: null, target }, never);
    const other = await managePacks('http://127.0.0.1:1', {
      catalogue: { version: 1, packs: entries },
      models,
    });
    const { imported, leftOut } = await other.manager.importFrom({ path: target }, never);
    expect(leftOut).toEqual([]);
    expect(imported.map(({ packId, state }) => [packId, state])).toEqual(
      report.imported.map(({ packId, state }) => [packId, state]),
    );
    for (const task of taskNames) expect(other.manager.keyOf(task)).toBe(packs.manager.keyOf(task));
  });
});
