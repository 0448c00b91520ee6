import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { create } from 'tar';
import { beforeEach, describe, expect, it } from 'vitest';
import { noise } from '../../../tests/support/model-hub.ts';
import {
  earsFiles,
  eyesLabels,
  eyesModel,
  failureOf,
  type ManagedPacks,
  managePacks,
  never,
} from '../../../tests/support/pack-manager.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { zipOf } from '../../../tests/support/zip-file.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { packManifest } from '../../../src-preload/contract/model-packs.ts';
import type { OnnxSignature } from '../protocol.ts';

const nowhere = 'http://127.0.0.1:1';
const tensor = (name: string) => ({ name, type: 'float32', shape: [1, 2] });
const goes = (from: string, to: string): OnnxSignature => ({ inputs: [tensor(from)], outputs: [tensor(to)] });

/** Signatures by file name: what the inference process would find in them. */
const signatures: Readonly<Record<string, OnnxSignature>> = {
  'my-eyes.onnx': goes('x', 'y'),
  'other-eyes.onnx': goes('x', 'y'),
  'lens-1.onnx': goes('a', 'b'),
  'lens-2.onnx': goes('c', 'd'),
  'unknown.onnx': goes('p', 'q'),
};

const inspect = (path: string): Promise<OnnxSignature> => {
  const signature = signatures[basename(path)];
  if (signature !== undefined) return Promise.resolve(signature);
  return Promise.reject(new AppError('model-damaged', { file: path, detail: 'it is no ONNX file' }));
};

let packs: ManagedPacks;
let source: string;

beforeEach(async () => {
  packs = await managePacks(nowhere, { inspect });
  source = await tempDir();
});

async function put(files: Readonly<Record<string, Buffer | string>>, folder = source): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

const taken = async (path = source) => packs.manager.importFrom({ path }, never);
const manifestOf = async (id: string) =>
  packManifest.parse(JSON.parse(await readFile(join(packs.folder, id, 'pack.json'), 'utf8')));

describe('weights of the catalogue', () => {
  it('are recognised by their content, whatever they are called', async () => {
    await put({ 'a/renamed.onnx': eyesModel, 'b/labels.txt': eyesLabels });
    expect(await taken()).toEqual({
      imported: [{ packId: 'eyes', title: 'Eyes', state: 'installed', tasks: ['objects'], was: 'new' }],
      leftOut: [],
    });
    expect(await readFile(join(packs.folder, 'eyes', 'eyes.onnx'))).toEqual(eyesModel);
    expect(await packs.manager.modelFor('objects', never)).toMatchObject({
      model: 'stand-in-eyes',
      files: {
        model: join(packs.folder, 'eyes', 'eyes.onnx'),
        labels: join(packs.folder, 'eyes', 'labels.txt'),
      },
      provider: 'cpu',
    });
    expect((await taken()).imported[0]?.was).toBe('present');
  });
});

describe('weights that nobody knows', () => {
  it('are taken by what goes in and comes out, with the texts beside them', async () => {
    await put({
      'lenses/lens-1.onnx': noise(100, 1),
      'lenses/lens-2.onnx': noise(100, 2),
      'lenses/Names.TXT': 'wide\nlong\n',
      'lenses/LICENSE': '\n  The Lens Licence\n\nmore',
      'eyes/my-eyes.onnx': noise(100, 3),
    });
    const report = await taken();
    expect(report.leftOut).toEqual([]);
    expect(report.imported.map(({ state, title, tasks }) => [state, title, tasks])).toEqual([
      ['side-loaded', 'Eyes', ['objects']],
      ['side-loaded', 'Lenses', ['objects']],
    ]);
    const [eyes, lenses] = await Promise.all(report.imported.map(({ packId }) => manifestOf(packId)));
    expect(eyes).toMatchObject({ standing: 'side-loaded', licence: { name: 'unknown, yours to judge' } });
    expect(lenses?.licence).toEqual({ name: 'The Lens Licence' });
    expect(lenses?.files.map(({ name, path }) => [name, path])).toEqual([
      ['first', 'lens-1.onnx'],
      ['second', 'lens-2.onnx'],
      ['names', 'Names.TXT'],
    ]);
  });

  it('are left out with the reason, and keep nothing else out', async () => {
    await put({
      'one/lens-1.onnx': noise(100, 1),
      'two/lens-1.onnx': noise(100, 4),
      'two/lens-2.onnx': noise(100, 5),
      'broken.onnx': 'no',
      'unknown.onnx': noise(100, 6),
      'net.tflite': 'x',
      'eyes/my-eyes.onnx': noise(100, 3),
    });
    const { imported, leftOut } = await taken();
    expect(imported.map(({ title }) => title)).toEqual(['Eyes']);
    const reasons = Object.fromEntries(
      leftOut.map(({ path, reason }) => [path.slice(source.length + 1), reason]),
    );
    expect(reasons['broken.onnx']).toContain('it is no ONNX file');
    expect(reasons['unknown.onnx']).toContain(
      'no model of Rushes works with its inputs and outputs (p float32[1,2]',
    );
    expect(reasons['net.tflite']).toContain('TensorFlow Lite');
    expect(reasons['two/lens-1.onnx']).toContain('needs names.txt beside it');
  });

  it('may be a single file, beside others that are not meant', async () => {
    await put({ 'my-eyes.onnx': noise(100, 3), 'other-eyes.onnx': noise(100, 4) });
    const { imported, leftOut } = await taken(join(source, 'my-eyes.onnx'));
    expect([imported.length, leftOut]).toEqual([1, []]);
    const manifest = await manifestOf(imported[0]?.packId ?? '');
    expect(manifest.files.map(({ path }) => path)).toEqual(['my-eyes.onnx']);
  });
});

describe('folders of a hub', () => {
  it('are taken with the best weights for a processor, and nothing that is not needed', async () => {
    const whole = {
      'decoder_model_merged.onnx': 1,
      'encoder_model.onnx': 2,
      'decoder_model_merged_quantized.onnx': 3,
    };
    for (const [name, seed] of Object.entries(whole)) await put({ [`ears/onnx/${name}`]: noise(50, seed) });
    await put({ 'ears/onnx/decoder_with_past_model.onnx': noise(50, 4) });
    await put({
      'ears/config.json': earsFiles['config.json'],
      'ears/tokenizer.json': '{}',
      'ears/README.md': '---\nlanguage: en\nlicense: apache-2.0\n---\n# Ears',
      'ears/picture.png': 'x',
    });
    const { imported, leftOut } = await taken();
    expect(leftOut).toEqual([]);
    const manifest = await manifestOf(imported[0]?.packId ?? '');
    expect(manifest).toMatchObject({
      engine: 'transformers',
      dtype: 'fp32',
      licence: { name: 'apache-2.0' },
    });
    expect(manifest.files.map(({ path }) => path).sort()).toEqual([
      'config.json',
      'onnx/decoder_model_merged.onnx',
      'onnx/encoder_model.onnx',
      'tokenizer.json',
    ]);
    expect(packs.manager.candidates('transcript')[0]?.inUse.hub?.dtype).toBe('fp32');
  });

  it.each([
    [{ model_type: 'whisper' }, [], 'without weights'],
    [{ model_type: 'llama' }, ['model.onnx'], 'no model of Rushes works with a model of the type "llama"'],
    [{ model_type: 'whisper' }, ['encoder_model.onnx'], 'wanted are onnx/encoder_model*.onnx and'],
  ])('are left out with the reason: %j %j', async (config, weights, reason) => {
    await put({ 'hub/config.json': JSON.stringify(config) });
    for (const name of weights) await put({ [`hub/onnx/${name}`]: noise(50) });
    const { imported, leftOut } = await taken();
    expect(imported).toEqual([]);
    expect(leftOut.map(({ path }) => path)).toEqual([join(source, 'hub')]);
    expect(leftOut[0]?.reason).toContain(reason);
  });
});

describe('archives', () => {
  const inside = {
    'models/eyes.onnx': eyesModel,
    'models/labels.txt': eyesLabels,
    'models/unknown.onnx': noise(9),
  };

  it.each(['.tar', '.tar.gz', '.tgz', '.zip'])('of the kind %s are unpacked and taken in', async (ending) => {
    const folder = await tempDir();
    const archive = join(folder, `weights${ending}`);
    await put(inside);
    if (ending === '.zip') await writeFile(archive, zipOf(inside));
    else await create({ file: archive, cwd: source, gzip: ending !== '.tar' }, ['models']);
    const report = await taken(archive);
    expect(report.imported.map(({ packId, state }) => [packId, state])).toEqual([['eyes', 'installed']]);
    expect(report.leftOut.map(({ path }) => path)).toEqual([`${archive}: models/unknown.onnx`]);
    expect(await readdir(join(packs.folder, '.incoming', 'imports'))).toEqual([]);
  });

  it.each(['../evil.onnx', 'a/../../evil.onnx', '/tmp/evil.onnx', 'a\\..\\..\\evil.onnx'])(
    'are refused where a name leads out: %s',
    async (name) => {
      const archive = join(source, 'evil.zip');
      await writeFile(archive, zipOf({ [name]: Buffer.from('x') }));
      expect((await failureOf(taken(archive))).code).toBe('bad-arguments');
      expect(existsSync(join(packs.folder, 'evil.onnx'))).toBe(false);
    },
  );

  it('are refused where a .tar leads out or holds links', async () => {
    await put({ 'deep/inner/x.txt': 'x', 'target.txt': 't' });
    const { symlink } = await import('node:fs/promises');
    await symlink('/etc/passwd', join(source, 'link.onnx'));
    const out = join(source, 'out.tar');
    await create({ file: out, cwd: join(source, 'deep', 'inner'), preservePaths: true }, [
      '../../target.txt',
    ]);
    expect((await failureOf(taken(out))).message).toContain('leads out of its folder');
    const linked = join(source, 'linked.tar');
    await create({ file: linked, cwd: source }, ['link.onnx']);
    expect((await failureOf(taken(linked))).message).toContain('is a link');
  });

  it.each(['broken.zip', 'broken.tar', 'broken.tar.gz'])(
    'that are broken are said to be so: %s',
    async (name) => {
      await writeFile(join(source, name), noise(2000));
      expect(await failureOf(taken(join(source, name)))).toMatchObject({ code: 'bad-arguments' });
    },
  );

  it('that are not there are missing', async () => {
    expect((await failureOf(taken(join(source, 'none.zip')))).code).toBe('file-missing');
    expect((await failureOf(taken(join(source, 'none')))).code).toBe('file-missing');
  });
});

describe('packs for another machine', () => {
  it.each(['out', 'out.tar'])('are written to %s and taken in there as they are', async (target) => {
    await put({ 'eyes.onnx': eyesModel, 'labels.txt': eyesLabels, 'side/my-eyes.onnx': noise(100, 3) });
    await taken();
    const exported = join(await tempDir(), target);
    const report = await packs.manager.exportTo({ packIds: null, target: exported }, never);
    expect(report.sizeBytes).toBeGreaterThan(eyesModel.length);
    const other = await managePacks(nowhere);
    const { imported, leftOut } = await other.manager.importFrom({ path: exported }, never);
    expect(leftOut).toEqual([]);
    expect(imported.map(({ packId, state }) => [packId, state])).toEqual([
      ['eyes', 'installed'],
      [report.packIds.find((id) => id !== 'eyes'), 'side-loaded'],
    ]);
    expect(other.manager.keyOf('objects')).toBe(packs.manager.keyOf('objects'));
  });

  it('are not taken where a file is wrong, or a name is borrowed', async () => {
    await put({ 'eyes.onnx': eyesModel, 'labels.txt': eyesLabels });
    await taken();
    const exported = join(await tempDir(), 'out');
    await packs.manager.exportTo({ packIds: ['eyes'], target: exported }, never);
    const file = join(exported, 'eyes', 'labels.txt');
    const other = await managePacks(nowhere);
    await writeFile(file, 'ONE\ntwo\n');
    const damaged = await other.manager.importFrom({ path: exported }, never);
    expect([damaged.imported, damaged.leftOut[0]?.reason]).toEqual([
      [],
      expect.stringContaining('labels.txt'),
    ]);
    const path = join(exported, 'eyes', 'pack.json');
    const manifest = packManifest.parse(JSON.parse(await readFile(path, 'utf8')));
    await writeFile(path, JSON.stringify({ ...manifest, files: manifest.files.slice(0, 1) }));
    const borrowed = await other.manager.importFrom({ path: exported }, never);
    expect(borrowed.imported).toEqual([]);
    expect(borrowed.leftOut[0]?.reason).toContain('is not what the catalogue has');
  });

  it('do not overwrite an archive', async () => {
    await put({ 'eyes.onnx': eyesModel, 'labels.txt': eyesLabels, 'there.tar': 'mine' });
    await taken();
    const target = join(source, 'there.tar');
    expect((await failureOf(packs.manager.exportTo({ packIds: null, target }, never))).code).toBe(
      'bad-arguments',
    );
    expect(await readFile(target, 'utf8')).toBe('mine');
  });
});
