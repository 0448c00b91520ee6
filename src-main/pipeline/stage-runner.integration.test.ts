import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src-preload/contract/errors.ts';
import { noModelService, noSpeechTools } from '../../tests/support/no-models.ts';
import { keeper, pattern, small, tone, x264 } from '../../tests/support/keeper.ts';
import { filledLibrary, filledNowMs } from '../../tests/support/library-database.ts';
import { madeProbe } from '../../tests/support/made-probe.ts';
import { makeClip } from '../../tests/support/make-clip.ts';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { testToolbox } from '../../tests/support/test-tools.ts';
import { ResultsRepository } from '../db/repositories/results.repository.ts';
import { clipFolder } from './output-store.ts';
import { defineStage, type AnyStage, type StageContext } from './stage.ts';
import type { EndedRun } from './stage-run.ts';
import { StageRunner } from './stage-runner.ts';

const clock = { now: () => filledNowMs, after: () => () => undefined };
const identity = { sha256: 'a'.repeat(64), sizeBytes: 3 };

function stageThat(
  deed: (context: StageContext<unknown>) => 'done' | 'skipped' | Promise<'done' | 'skipped'>,
  requires: readonly 'probe'[] = [],
): AnyStage {
  return defineStage({
    ...{ name: 'identify', title: 'Made up', version: 1, tier: 2, requires, queue: 'io' },
    provides: ['identity'],
    params: z.object({}),
    async run(context) {
      await context.output.write('made.txt', new TextEncoder().encode('made'), 'text/plain');
      const state = await deed(context);
      return state === 'done' ? { state, artifacts: { identity } } : { state, reason: 'nothing to do' };
    },
  });
}

async function house(
  fill: (path: string) => void = (path) => {
    writeFileSync(path, 'abc');
  },
) {
  const library = await filledLibrary();
  const { libraryPath } = library.view;
  const path = join(await tempDir(), 'clip.mp4');
  fill(path);
  const file = (): { path: string; sizeBytes: number; modifiedNs: string } => {
    const { size, mtimeNs } = statSync(path, { bigint: true });
    return { path, sizeBytes: Number(size), modifiedNs: String(mtimeNs) };
  };
  library.addClip('A');
  const runner = new StageRunner(
    {
      libraryPath,
      results: new ResultsRepository(library.connection),
      toolbox: await testToolbox(),
      models: noModelService,
      speech: noSpeechTools,
      clock,
      hashFile: () => Promise.resolve(identity.sha256),
      locate: () => Promise.resolve(file()),
    },
    { decodeThreads: () => ({ alone: 1, amongOthers: 1 }) },
  );
  const run = (
    stages: readonly AnyStage[],
    signal = new AbortController().signal,
    runKey = 'f'.repeat(32),
  ): Promise<EndedRun[]> =>
    runner.run(
      {
        clipId: 'A',
        profile: 'default',
        company: 'alone',
        due: stages.map((stage) => ({ stage, params: {}, runKey, attempt: 1 })),
      },
      signal,
      () => undefined,
    );
  return { ...library, libraryPath, path, run };
}

const endsOf = (ended: readonly EndedRun[]) =>
  Object.fromEntries(
    ended.map(({ due, manifest, error }) => [due.stage.name, error?.code ?? manifest.state]),
  );

describe('a run that cannot begin', () => {
  it('fails where its work folder cannot be made', async () => {
    const { run, libraryPath } = await house();
    writeFileSync(join(libraryPath, 'work'), 'in the way');
    const skipping = keeper({ frames: { one: small } }, 'motion').stage;
    const ended = await run([stageThat(() => 'done'), skipping]);
    expect(endsOf(ended)).toEqual({ identify: 'library-unusable', motion: 'library-unusable' });
    expect(ended[0]?.manifest).toMatchObject({ state: 'failed', attempt: 1, outputs: { files: [] } });
    expect(ended[0]?.log).toContain('library-unusable');
  });

  it('fails where what is stored of an input cannot be read; others of the claim go on', async () => {
    const made = await house();
    const { run, connection, libraryPath } = made;
    made.addArtifact('A', 'probe', madeProbe({ durationSec: 60 }));
    const skipping = keeper({ frames: { one: small } }, 'motion').stage;
    const other = { ...stageThat(() => 'done'), requires: [] };
    for (const broken of ['{"no', '{"width":"wide"}']) {
      connection.prepare(`UPDATE artifacts SET data = ? WHERE name = 'probe'`).run(broken);
      const ended = await run([skipping, other]);
      expect(endsOf(ended)).toEqual({ motion: 'internal', identify: 'done' });
      const failed = ended.find(({ due }) => due.stage.name === 'motion');
      expect(failed?.error?.facts).toMatchObject({ artifact: 'probe' });
      for (const one of ended) one.discard();
    }
    expect(readdirSync(join(libraryPath, 'work'))).toEqual([]);
  });

  it('fails where the shared decode lacks what it needs', async () => {
    const { run } = await house();
    expect(endsOf(await run([keeper({ frames: { one: small } }, 'motion').stage]))).toEqual({
      motion: 'internal',
    });
  });
});

describe('what a stage throws', () => {
  it('is told by its kind', async () => {
    const { run } = await house();
    const full = stageThat(() => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    const [ended] = await run([full]);
    expect(ended?.error).toMatchObject({ code: 'disk-full', facts: { stage: 'identify' } });
  });
});

describe('the files of a run', () => {
  it('are in place once they are committed, however often, and older ones are removed only then', async () => {
    const { run, libraryPath } = await house();
    const folder = join(clipFolder(libraryPath, 'A'), 'identify');
    const commit = async (runKey: string, deed: () => 'done', times: number): Promise<string[]> => {
      const [ended] = await run([stageThat(deed)], undefined, runKey);
      for (let count = 0; count < times; count += 1) ended?.commitFiles();
      ended?.discard();
      return readdirSync(folder).map((name) => `${name}/${readdirSync(join(folder, name)).join()}`);
    };
    const [first, second] = ['1'.repeat(12), '2'.repeat(12)];
    expect(await commit(first, () => 'done', 2)).toEqual([`${first}/made.txt`]);
    const failing = (): never => {
      throw new AppError('media-unreadable');
    };
    expect(await commit(second, failing, 0)).toEqual([`${first}/made.txt`]);
    expect(await commit(second, () => 'done', 0)).toEqual([`${first}/made.txt`]);
    expect(await commit(second, () => 'done', 1)).toEqual([`${second}/made.txt`]);
  });
});

describe('a file that is written to while a stage reads it', () => {
  const grow = ({ filePath }: StageContext<unknown>): 'done' => {
    appendFileSync(filePath, 'more');
    return 'done';
  };

  it('spoils the result, and nothing of it is kept', async () => {
    const { run, libraryPath, path } = await house();
    const [ended] = await run([stageThat(grow)]);
    expect(ended?.error).toMatchObject({ code: 'file-changing', retryable: true, facts: { file: path } });
    expect([ended?.artifacts, ended?.manifest.outputs.artifacts]).toEqual([{}, []]);
    ended?.discard();
    expect(existsSync(join(libraryPath, 'clips', 'A'.slice(0, 2)))).toBe(false);
    expect(readdirSync(join(libraryPath, 'work'))).toEqual([]);
  });

  it('counts with the same size too', async () => {
    const { run } = await house();
    const touch = stageThat(({ filePath }) => {
      utimesSync(filePath, 1, 1);
      return 'done';
    });
    expect(endsOf(await run([touch]))).toEqual({ identify: 'file-changing' });
  });

  it('explains a failure and a skip of the stage', async () => {
    const { run } = await house();
    const failing = stageThat((context) => {
      grow(context);
      throw new AppError('media-unreadable', { file: context.filePath });
    });
    expect(endsOf(await run([failing]))).toEqual({ identify: 'file-changing' });
    const skipping = stageThat((context) => {
      grow(context);
      return 'skipped';
    });
    expect(endsOf(await run([skipping]))).toEqual({ identify: 'file-changing' });
  });

  it('is beside the point where we stopped the stage', async () => {
    const { run } = await house();
    const abort = new AbortController();
    const stopped = stageThat((context) => {
      grow(context);
      abort.abort(new AppError('cancelled', { detail: 'by the test' }));
      throw new Error('killed');
    });
    expect(endsOf(await run([stopped], abort.signal))).toEqual({ identify: 'cancelled' });
  });

  it('is not one that stayed as it was, or went away', async () => {
    const { run, path } = await house();
    expect(endsOf(await run([stageThat(() => 'done')]))).toEqual({ identify: 'done' });
    const removing = stageThat(() => {
      rmSync(path);
      return 'done';
    });
    expect(endsOf(await run([removing]))).toEqual({ identify: 'done' });
  });
});

describe('a file that is written to during a shared decode', () => {
  let source = '';
  beforeAll(async () => {
    source = await makeClip(await tempDir(), 'source.mp4', [
      ...pattern('64x36', 25, 2),
      ...tone(2),
      ...x264('-c:a', 'aac', '-shortest'),
    ]);
  });

  async function decode(onFrame: (path: string) => void) {
    const made = await house((target) => {
      copyFileSync(source, target);
    });
    const { run, path } = made;
    made.addArtifact('A', 'probe', madeProbe({ durationSec: 2 }));
    const watching = keeper({ frames: { one: small } }, 'motion', {
      onFrame: (index) => {
        if (index === 3) onFrame(path);
      },
    });
    const skipping = { ...keeper({}, 'silence').stage, wishes: () => ({ skip: 'no sound' }) };
    return endsOf(
      await run([watching.stage, keeper({ frames: { one: small } }, 'exposure').stage, skipping]),
    );
  }

  it('spoils what was made of it, of all stages that read', async () => {
    expect(
      await decode((path) => {
        appendFileSync(path, 'more');
      }),
    ).toEqual({
      motion: 'file-changing',
      exposure: 'file-changing',
      silence: 'skipped',
    });
  });

  it('leaves alone what was not', async () => {
    expect(await decode(() => undefined)).toEqual({ motion: 'done', exposure: 'done', silence: 'skipped' });
  });
});
