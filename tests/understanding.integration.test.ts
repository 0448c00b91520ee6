/** The whole way: packs imported into a library, clips ingested, and what is then known of them, with real models on real clips. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CommandName, CommandRequest, CommandResponse } from '../src-preload/contract/commands.ts';
import { openEngine } from '../src-main/engine/engine.ts';
import { openEngineTarget } from '../src-main/engine/command-target.ts';
import { describeWithFixtures, fixture } from './support/fixtures.ts';
import { makeClip } from './support/make-clip.ts';
import { tempDir } from './support/temp-dir.ts';

const timeout = 300_000;
const silent = { onFiles: () => undefined, onStage: () => undefined };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function library(folder: string) {
  const target = await openEngineTarget(
    { libraryPath: join(folder, 'Seen.rushes'), command: 'test', workers: null },
    silent,
  );
  closing.push(() => target.close());
  const { signal } = new AbortController();
  const ask = async <N extends CommandName>(
    name: N,
    request: CommandRequest<N>,
  ): Promise<CommandResponse<N>> => (await target.run(name, request, signal)) as CommandResponse<N>;
  const ingest = (...paths: readonly string[]) =>
    ask('library.ingest', { paths: [...paths], recursive: false, pattern: null, profile: 'default' });
  const about = (clip: string) => ({ clip, relativeTo: '/' });
  const info = (clip: string) => ask('clip.info', { ...about(clip), manifest: true, understood: 'told' });
  const states = async (clip: string) =>
    Object.fromEntries((await info(clip)).stages.map(({ name, state }) => [name, state]));
  return { ask, ingest, about, info, states };
}

const understanding = ['objects', 'faces', 'emotion', 'hands', 'pose', 'on-screen-text', 'picture-features'];

describeWithFixtures('a library with all models that are at hand', () => {
  it('knows what is said, written and seen in a clip, and from which model', { timeout }, async () => {
    const { ask, ingest, about, info, states } = await library(await tempDir());
    const { imported, leftOut } = await ask('models.import', { path: fixture('models') });
    expect(imported.length).toBeGreaterThan(15);
    expect(leftOut.every(({ reason }) => reason !== '')).toBe(true);

    const [speaks, signs] = [
      fixture('media/derived/person-with-speech.mp4'),
      fixture('media/intel/help.mkv'),
    ];
    await ingest(speaks, signs);
    for (const clip of [speaks, signs]) {
      const ended = await states(clip);
      for (const stage of understanding) expect([clip, stage, ended[stage]]).toEqual([clip, stage, 'done']);
    }

    const spoken = await info(speaks);
    expect(spoken.sounds.some(({ label }) => label === 'Speech')).toBe(true);
    expect(spoken.objects.filter(({ label }) => label === 'person').length).toBeGreaterThanOrEqual(2);
    const keys = spoken.runs?.map(({ manifest }) => [manifest.stage, manifest.models] as const) ?? [];
    expect(Object.fromEntries(keys)['objects']?.[0]).toMatch(/^objects=yolox-nano@[0-9a-f]{12}$/);

    const seen = await ask('clip.understanding', about(signs));
    expect(seen.faces?.tracks).toHaveLength(1);
    expect(seen.hands?.spans.length).toBeGreaterThan(0);
    expect(seen.pose?.framing[0]?.shotSize).toBe('medium');
    expect(seen.description?.summary.text).toContain('person');
    expect(seen.analysis.parts.find(({ part }) => part === 'objects')?.state).toBe('done');
    // It has no sound, so no speech is missing.
    expect(seen.analysis.state).toBe('complete');
  });

  it(
    'sets to work on the whole library when a pack comes, and keeps what it found when it goes',
    { timeout },
    async () => {
      const { ask, ingest, info, states } = await library(await tempDir());
      const clip = fixture('media/intel/help.mkv');
      await ingest(clip);
      expect((await states(clip))['objects']).toBe('skipped');
      await ask('models.import', { path: fixture('models/objects/yolox-nano') });
      await expect
        .poll(async () => (await states(clip))['objects'], { timeout: 60_000, interval: 250 })
        .toBe('done');
      const found = (await info(clip)).objects;
      expect(found.some(({ label }) => label === 'person')).toBe(true);
      await ask('models.remove', { packId: 'yolox-nano' });
      await ingest(clip);
      expect((await states(clip))['objects']).toBe('done');
      expect((await info(clip)).objects).toEqual(found);
    },
  );

  it('goes on when the process that runs models is killed', { timeout }, async () => {
    const folder = await tempDir();
    const engine = await openEngine({
      libraryPath: join(folder, 'Seen.rushes'),
      command: 'test',
      workers: null,
    });
    closing.push(() => engine.close());
    const { signal } = new AbortController();
    await engine.models.packs.importFrom({ path: fixture('models/objects') }, signal);
    let killed = 0;
    engine.onProgress(({ stage, fraction }) => {
      if (stage !== 'objects' || killed > 0 || fraction < 0.1) return;
      killed = -1;
      void engine.models.client.usage().then(({ pid }) => {
        if (pid === null) return;
        process.kill(pid, 'SIGKILL');
        killed = pid;
      });
    });
    const paths = [fixture('media/intel/one-by-one-person-detection.mp4')];
    await engine.ingest(
      { paths, recursive: false, pattern: null, profile: 'default', dryRun: false },
      signal,
      () => undefined,
    );
    expect(killed).toBeGreaterThan(0);
    const after = await engine.models.client.usage();
    expect(after.pid).not.toBe(killed);
    const state = engine.connection.prepare(`SELECT state, attempt FROM jobs WHERE stage = 'objects'`).get();
    expect(state).toEqual({ state: 'done', attempt: 1 });
    const visits = engine.connection
      .prepare(
        `SELECT COUNT(*) FROM timeline WHERE lane = 'object' AND json_extract(data, '$.label') = 'person'`,
      )
      .pluck()
      .get();
    expect(visits).toBeGreaterThanOrEqual(5);
  });

  it('fails one stage, by its name, where weights are damaged, and nothing else', { timeout }, async () => {
    const folder = await tempDir();
    const { ask, ingest, info } = await library(folder);
    await ask('models.import', { path: fixture('models/objects/yolox-nano') });
    await ask('models.import', { path: fixture('models/faces/yunet') });
    const weights = join(folder, 'Seen.rushes', 'models', 'yolox-nano', 'yolox_nano.onnx');
    const bytes = await readFile(weights);
    bytes.fill(7, 1000, 200_000);
    await writeFile(weights, bytes);
    const clip = fixture('media/intel/help.mkv');
    await ingest(clip);
    const stages = (await info(clip)).stages;
    expect(stages.find(({ name }) => name === 'objects')?.error).toMatchObject({ code: 'model-damaged' });
    expect(stages.find(({ name }) => name === 'faces')?.state).toBe('done');
    const { packs, sound } = await ask('models.verify', { packId: null, repair: false });
    expect(sound).toBe(false);
    expect(packs.find(({ packId }) => packId === 'yolox-nano')?.state).toBe('damaged');
    // Brought anew, it needs nobody to try again by hand.
    await ask('models.import', { path: fixture('models/objects/yolox-nano') });
    const objectsNow = async () => (await info(clip)).stages.find(({ name }) => name === 'objects')?.state;
    await expect.poll(objectsNow, { timeout: 60_000, interval: 250 }).toBe('done');
  });
});

describe('what other programs found', () => {
  it('stands in for a model, is corrected word by word, and gives way again', { timeout }, async () => {
    const folder = await tempDir();
    const clip = await makeClip(folder, 'drawn.mp4', [
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc2=size=320x180:rate=25:duration=6',
        '-c:v',
        'libx264',
        '-pix_fmt',
        'yuv420p',
      ],
    ]);
    const { ask, ingest, about, info, states } = await library(folder);
    await ingest(clip);
    expect((await states(clip))['transcript']).toBe('skipped');

    const text =
      '1\n00:00:01,000 --> 00:00:03,000\nThe budged is\nalmost spent\n\n2\n00:00:04,000 --> 00:00:05,500\nSo they say\n';
    const answer = await ask('clip.importSidecar', {
      ...about(clip),
      fileName: 'drawn.srt',
      text,
      strict: false,
    });
    expect(answer).toMatchObject({ stage: 'transcript', kind: 'srt', entries: 2, leftOut: 0 });
    const word = (await info(clip)).transcript?.segments[0]?.words.find((each) => each.text === 'budged');
    expect(word?.startSec).toBeGreaterThanOrEqual(1);
    expect(word?.endSec).toBeLessThanOrEqual(3);

    await ask('clip.editWord', {
      ...about(clip),
      startSec: word?.startSec ?? 0,
      original: 'budged',
      text: 'budget',
    });
    const corrected = (await info(clip)).transcript;
    expect(corrected?.segments[0]?.text).toContain('The budget is');
    expect(corrected?.segments[0]?.words[1]).toMatchObject({ text: 'budget', original: 'budged' });
    await expect(
      ask('clip.editWord', { ...about(clip), startSec: 5.9, original: 'nothing', text: 'something' }),
    ).rejects.toMatchObject({ code: 'bad-arguments' });

    const boxes = JSON.stringify([
      { frame: 0, name: 'boat', confidence: 0.9, box: { x1: 32, y1: 18, x2: 160, y2: 90 } },
      { frame: 25, name: 'boat', confidence: 0.8, box: { x1: 40, y1: 18, x2: 168, y2: 90 } },
    ]);
    await ask('clip.importSidecar', { ...about(clip), fileName: 'drawn.json', text: boxes, strict: true });
    expect((await info(clip)).objects).toMatchObject([{ label: 'boat', startSec: 0, confidence: 0.9 }]);
    await expect(
      ask('clip.importSidecar', {
        ...about(clip),
        fileName: 'bad.json',
        text: '[{"frame":0,"name":"x"}]',
        strict: true,
      }),
    ).rejects.toMatchObject({ code: 'bad-arguments', facts: { file: 'bad.json' } });

    expect(await ask('clip.removeSidecar', { ...about(clip), stage: 'transcript' })).toMatchObject({
      removed: 'yes',
    });
    expect((await info(clip)).transcript).toBeNull();
    expect((await states(clip))['transcript']).toBe('skipped');
  });
});
