import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ModelHub, noise, openModelHub } from '../../../tests/support/model-hub.ts';
import {
  earsPack,
  eyesLabels,
  eyesModel,
  eyesPack,
  failureOf,
  type ManagedPacks,
  managePacks,
  never,
  stock,
  wish,
} from '../../../tests/support/pack-manager.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import { createFileHasher } from '../../platform/hashing.ts';
import { commands } from '../../../src-preload/contract/commands.ts';
import type { CataloguePack, ProviderVerdict } from '../../../src-preload/contract/model-packs.ts';
import { type MeasuredCandidate, modelsFolder } from './model-pack-manager.ts';

let hub: ModelHub;
let packs: ManagedPacks;

beforeAll(async () => {
  hub = await openModelHub();
});

beforeEach(async () => {
  hub.reset();
  stock(hub);
  packs = await managePacks(hub.address);
});

const file = (path: string): string => join(packs.folder, ...path.split('/'));

describe('the list', () => {
  it('has all of the catalogue and its shape, on an empty disk as with a pack', async () => {
    const empty = await packs.manager.list();
    expect(commands['models.list'].response.parse(empty)).toEqual(empty);
    expect(empty.packs.map(({ id, state, downloadBytes }) => [id, state, downloadBytes])).toEqual([
      ['eyes', 'available', 300_008],
      ['ears', 'available', 50_000],
    ]);
    await packs.manager.download(wish('eyes'), never);
    const full = await packs.manager.list();
    expect(commands['models.list'].response.parse(full)).toEqual(full);
    expect(full.diskBytes).toBeGreaterThan(300_008);
    expect(full.packs[0]).toMatchObject({
      state: 'installed',
      inUseFor: ['objects'],
      chosenFor: [],
      speed: null,
    });
  });

  it('does not know what nobody has', async () => {
    expect((await failureOf(packs.manager.info({ packId: 'noses' }))).code).toBe('model-unknown');
    expect((await failureOf(packs.manager.remove({ packId: 'noses' }))).code).toBe('model-unknown');
    expect((await failureOf(packs.manager.remove({ packId: 'ears' }))).code).toBe('model-missing');
  });

  it('survives whatever lies in the folder', async () => {
    const name = fc.constantFrom(
      ...['eyes', 'ears', 'junk', '.incoming', 'choices.json', 'providers.json', 'a b', 'NUL', 'x..y'],
      ...['.incoming/downloads/eyes', '.incoming/downloads/Ö'],
    );
    const inner = fc.constantFrom(
      'pack.json',
      'plan.json',
      'eyes.onnx',
      'eyes.onnx.part',
      'checked.json',
      '',
    );
    const content = fc.oneof(
      fc.constant('{'),
      fc.constant('{"version":1,"id":"../../x"}'),
      fc.constant('[]'),
      fc.json(),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, inner, content), { maxLength: 8 }), async (junk) => {
        const folder = join(await tempDir(), 'models');
        for (const [first, second, text] of junk) {
          const path = join(folder, first, second);
          await mkdir(dirname(path), { recursive: true }).catch(() => undefined);
          await writeFile(path, text).catch(() => undefined);
        }
        const { manager } = await managePacks(hub.address, { folder });
        const { packs: listed } = await manager.list();
        expect(listed.map(({ id }) => id)).toEqual(['eyes', 'ears']);
        await manager.close();
      }),
      { numRuns: 25 },
    );
  });
});

describe('files that are no longer what they were', () => {
  const flip = async (path: string): Promise<void> => {
    const { atime, mtime } = await stat(path);
    const bytes = await readFile(path);
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    await writeFile(path, bytes);
    // As a failing disk does it: nothing tells but the content.
    await utimes(path, atime, mtime);
  };

  beforeEach(async () => {
    await packs.manager.download(wish('eyes'), never);
  });

  it('are found before the first use', async () => {
    await flip(file('eyes/eyes.onnx'));
    const failure = await failureOf(packs.manager.modelFor('objects', never));
    expect(failure).toMatchObject({ code: 'model-damaged', facts: { pack: 'eyes', file: 'eyes.onnx' } });
    const { pack } = await packs.manager.info({ packId: 'eyes' });
    expect(pack).toMatchObject({ state: 'damaged', error: { code: 'model-damaged' } });
    expect(packs.told.at(-1)?.state).toBe('damaged');
  });

  it('are found at a glance once they have another size, or are gone', async () => {
    const clock = { ms: Date.now() };
    const timed = await managePacks(hub.address, { folder: packs.folder, now: () => clock.ms });
    expect(await timed.manager.modelFor('objects', never)).not.toBeNull();
    await writeFile(file('eyes/labels.txt'), 'one');
    expect((await timed.manager.info({ packId: 'eyes' })).pack.state).toBe('damaged');
    await rm(file('eyes/labels.txt'));
    clock.ms += 10_000;
    const failure = await failureOf(timed.manager.modelFor('objects', never));
    expect(failure.message).toContain('it is missing');
  });

  it('are read once, however many ask, and not again until they are touched', async () => {
    const clock = { ms: Date.now() };
    const hasher = createFileHasher({ workers: 1 });
    const read: string[] = [];
    const counting = {
      hash: (path: string, signal: AbortSignal): Promise<string> => {
        read.push(path);
        return hasher.hash(path, signal);
      },
    };
    const now = (): number => clock.ms;
    const counted = await managePacks(hub.address, { folder: packs.folder, hasher: counting, now });
    const ask = () => counted.manager.modelFor('objects', never);
    await Promise.all([ask(), ask(), ask()]);
    clock.ms += 10_000;
    await ask();
    expect(read.length).toBe(2);
    await utimes(file('eyes/eyes.onnx'), 1, 1);
    clock.ms += 10_000;
    await ask();
    expect(read.length).toBe(4);
    await hasher.close();
  });

  it('are found by looking, and fetched anew where that is wanted: those and no others', async () => {
    await flip(file('eyes/labels.txt'));
    hub.requests.length = 0;
    const found = await packs.manager.verify({ packId: null, repair: false }, never);
    expect(found).toMatchObject({ sound: false, packs: [{ packId: 'eyes', state: 'damaged' }] });
    expect(found.packs[0]?.problems.map(({ path }) => path)).toEqual(['labels.txt']);
    const repaired = await packs.manager.verify({ packId: 'eyes', repair: true }, never);
    expect(repaired).toMatchObject({ sound: true, packs: [{ state: 'repaired' }] });
    expect(hub.requests).toEqual(['GET /raw/abc/labels.txt']);
    expect(await readFile(file('eyes/labels.txt'))).toEqual(eyesLabels);
    expect(await packs.manager.verify({ packId: null, repair: false }, never)).toMatchObject({ sound: true });
  });

  it('stay damaged where the repair fails, with the reason', async () => {
    await flip(file('eyes/eyes.onnx'));
    hub.misbehaviours.set('/raw/abc/eyes.onnx', { status: { code: 404, times: 9 } });
    const { packs: looked, sound } = await packs.manager.verify({ packId: 'eyes', repair: true }, never);
    expect(sound).toBe(false);
    expect(looked[0]?.problems.at(-1)?.detail).toContain('HTTP 404');
    expect((await packs.manager.info({ packId: 'eyes' })).pack.state).toBe('damaged');
  });

  it('are put right by a new download', async () => {
    await rm(file('eyes/eyes.onnx'));
    expect((await packs.manager.download(wish('eyes'), never)).pack.state).toBe('installed');
    expect(await readFile(file('eyes/eyes.onnx'))).toEqual(eyesModel);
  });

  it('are told of once they were put right, by whatever means, and not otherwise', async () => {
    const repaired: string[] = [];
    const stop = packs.manager.onRepaired((packId) => repaired.push(packId));
    const verify = (repair: boolean) => packs.manager.verify({ packId: null, repair }, never);
    await verify(true);
    await flip(file('eyes/labels.txt'));
    await verify(false);
    hub.misbehaviours.set('/raw/abc/labels.txt', { status: { code: 404, times: 1 } });
    await verify(true);
    expect(repaired).toEqual([]);
    await verify(true);
    expect(repaired).toEqual(['eyes']);

    const source = await tempDir();
    await writeFile(join(source, 'eyes.onnx'), eyesModel);
    await writeFile(join(source, 'labels.txt'), eyesLabels);
    await flip(file('eyes/eyes.onnx'));
    await failureOf(packs.manager.modelFor('objects', never));
    const { imported } = await packs.manager.importFrom({ path: source }, never);
    expect([imported[0]?.was, repaired.length]).toEqual(['present', 2]);
    expect(await packs.manager.modelFor('objects', never)).not.toBeNull();

    await rm(file('eyes/eyes.onnx'));
    await packs.manager.download(wish('eyes'), never);
    expect(repaired.length).toBe(3);

    await flip(file('eyes/labels.txt'));
    await verify(false);
    await writeFile(file('eyes/labels.txt'), eyesLabels);
    expect((await verify(false)).packs[0]?.state).toBe('sound');
    expect(repaired).toEqual(['eyes', 'eyes', 'eyes', 'eyes']);

    stop();
    await packs.manager.importFrom({ path: source }, never);
    expect(repaired.length).toBe(4);
  });

  it('of a hub pack are fetched at the commit that was installed', async () => {
    await packs.manager.download(wish('ears'), never);
    await flip(file('ears/config.json'));
    hub.requests.length = 0;
    expect((await packs.manager.verify({ packId: 'ears', repair: true }, never)).sound).toBe(true);
    expect(hub.requests).toEqual([
      expect.stringMatching(/^GET \/people\/ears\/resolve\/[0-9a-f]{40}\/config.json$/),
    ]);
  });
});

describe('which model does a task', () => {
  const largerEyes: CataloguePack = {
    ...eyesPack,
    id: 'larger-eyes',
    source: {
      kind: 'pinned-files',
      files: [
        {
          name: 'model',
          path: 'eyes.onnx',
          url: 'https://files.example.org/larger',
          bytes: 400_000,
          sha256: '',
        },
      ],
    },
  };
  let two: ManagedPacks;
  let changes: number;

  beforeEach(async () => {
    const content = noise(400_000, 21);
    const { sha256Of } = await import('../../../tests/support/model-hub.ts');
    hub.files.set('/larger', content);
    const { source } = largerEyes;
    const files =
      source.kind === 'hub' ? [] : source.files.map((each) => ({ ...each, sha256: sha256Of(content) }));
    const larger = { ...largerEyes, source: { kind: 'pinned-files', files } } as const;
    two = await managePacks(hub.address, { catalogue: { version: 1, packs: [eyesPack, larger, earsPack] } });
    changes = 0;
    two.manager.onModelsChanged(() => (changes += 1));
    for (const id of ['eyes', 'larger-eyes']) await two.manager.download(wish(id), never);
  });

  const inUse = (): string | undefined => two.manager.keyOf('objects')?.split('@')[0];

  it('is the larger of two with the same model, until a person chooses', async () => {
    expect(inUse()).toBe('larger-eyes');
    const { packs: listed } = await two.manager.use({ task: 'objects', packId: 'eyes' });
    expect(listed.find(({ id }) => id === 'eyes')).toMatchObject({
      inUseFor: ['objects'],
      chosenFor: ['objects'],
    });
    expect(inUse()).toBe('eyes');
    expect(changes).toBe(3);
    const next = await managePacks(hub.address, { folder: two.folder });
    expect(next.manager.keyOf('objects')).toMatch(/^eyes@[0-9a-f]{12}$/);
    await two.manager.use({ task: 'objects', packId: null });
    expect(inUse()).toBe('larger-eyes');
  });

  it('is the next best once it is removed, and its choice goes with it', async () => {
    await two.manager.use({ task: 'objects', packId: 'larger-eyes' });
    expect(await two.manager.remove({ packId: 'larger-eyes' })).toEqual({
      freedBytes: expect.any(Number) as number,
    });
    expect(inUse()).toBe('eyes');
    expect(JSON.parse(await readFile(join(two.folder, 'choices.json'), 'utf8'))).toEqual({});
    expect(await readdir(join(two.folder, '.incoming', 'removed'))).toEqual([]);
    await two.manager.remove({ packId: 'eyes' });
    expect([two.manager.keyOf('objects'), await two.manager.modelFor('objects', never)]).toEqual([
      null,
      null,
    ]);
  });

  it('cannot be one that does something else, or is not there', async () => {
    expect((await failureOf(two.manager.use({ task: 'transcript', packId: 'eyes' }))).code).toBe(
      'model-unsuitable',
    );
    expect((await failureOf(two.manager.use({ task: 'transcript', packId: 'ears' }))).code).toBe(
      'model-missing',
    );
  });
});

describe('measuring', () => {
  const verdict = (asked: MeasuredCandidate, more: Partial<ProviderVerdict>): ProviderVerdict => ({
    packId: asked.packId,
    model: asked.model.model,
    task: asked.task,
    provider: 'cpu',
    state: 'slower',
    ratio: 1,
    msPerRun: 8,
    xRealtime: null,
    detail: null,
    ...more,
  });

  it('says how fast a model is, and makes the fastest provider that is right the one in use', async () => {
    const measured = await managePacks(hub.address, {
      measure: (models) =>
        Promise.resolve(
          models.flatMap((asked) => [
            verdict(asked, {}),
            verdict(asked, { provider: 'webgpu', state: 'used', ratio: 4, msPerRun: 2 }),
          ]),
        ),
    });
    await measured.manager.download(wish('eyes'), never);
    const { results } = await measured.manager.bench({ packId: null }, never);
    expect(results.map(({ provider, state }) => [provider, state])).toEqual([
      ['cpu', 'slower'],
      ['webgpu', 'used'],
    ]);
    const next = await managePacks(hub.address, { folder: measured.folder });
    expect((await next.manager.modelFor('objects', never))?.provider).toBe('webgpu');
    expect((await next.manager.info({ packId: 'eyes' })).pack).toMatchObject({
      speed: { msPerRun: 2, xRealtime: null },
      verdicts: [{ provider: 'cpu' }, { provider: 'webgpu' }],
    });
  });
});

describe('the folder of the packs', () => {
  it('is in the library, unless RUSHES_MODELS says otherwise', () => {
    expect(modelsFolder('/lib', {})).toBe(join('/lib', 'models'));
    expect(modelsFolder('/lib', { RUSHES_MODELS: '/weights' })).toBe('/weights');
  });
});
