import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { type Connection, openDatabase } from '../src-main/db/connection.ts';
import { openEngine } from '../src-main/engine/engine.ts';
import { describeWithFixtures, fixture } from './support/fixtures.ts';
import { tempDir } from './support/temp-dir.ts';

const child = fileURLToPath(new URL('support/killed-ingest.ts', import.meta.url));
/** Short clips with sound that between them have work for every stage: one plays in a browser, one needs a proxy. */
const clips = ['media/auto-editor/webvtt.mkv', 'media/androidx-media/hlg10-color-test.mp4'];
const moments = ['start', 'middle', 'before-commit', 'after-commit'] as const;

interface LibraryState {
  readonly jobs: unknown[];
  readonly artifacts: unknown[];
  readonly timeline: unknown[];
  readonly vectors: unknown[];
  readonly clips: unknown[];
  readonly outputs: Record<string, string>;
}

function ingest(library: string, stage: string, moment: string, footage: string): NodeJS.Signals | null {
  const { signal, status, stderr } = spawnSync(process.execPath, [child, library, stage, moment, footage], {
    encoding: 'utf8',
  });
  if (signal === null && status !== 0) throw new Error(stderr);
  return signal;
}

async function reading<T>(library: string, read: (connection: Connection) => T): Promise<T> {
  const connection = await openDatabase({
    path: join(library, 'library.sqlite'),
    access: 'read',
    backupsPath: library,
  });
  try {
    return read(connection);
  } finally {
    connection.close();
  }
}

/** All that a person could see of a library, without times of day and run numbers. */
function stateOf(library: string): Promise<LibraryState> {
  return reading(library, (connection) => {
    const rows = (sql: string): unknown[] => connection.prepare(sql).all();
    return {
      jobs: rows(
        'SELECT clip_id, stage, state, run_key, attempt, reason, error FROM jobs ORDER BY clip_id, stage',
      ),
      artifacts: rows('SELECT clip_id, name, stage, data FROM artifacts ORDER BY clip_id, name'),
      timeline: rows(
        'SELECT clip_id, lane, start_sec, end_sec, stage, data FROM timeline ORDER BY clip_id, lane, start_sec, id',
      ),
      vectors: rows(
        'SELECT clip_id, model, kind, start_sec, end_sec, hex(vector) FROM vectors ORDER BY clip_id, kind, start_sec, id',
      ),
      clips: rows('SELECT id, content_hash, size_bytes, profile, plan_key FROM clips ORDER BY id'),
      outputs: hashTree(join(library, 'clips')),
    };
  });
}

function hashTree(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

function runsOf(library: string): Promise<Map<string, number>> {
  return reading(library, (connection) => {
    const sql = `SELECT clip_id || ' ' || stage AS job, COUNT(*) AS runs FROM runs GROUP BY clip_id, stage`;
    const rows = connection.prepare(sql).all() as { job: string; runs: number }[];
    return new Map(rows.map(({ job, runs }) => [job, runs]));
  });
}

/** Of those that models are asked in: over frames, with vectors, and one that is made of what they found. */
const stagesWithModels = ['objects', 'picture-features', 'description'] as const;

describeWithFixtures('an engine that is killed at any moment', () => {
  let folder: string;
  let footage: string;

  beforeAll(async () => {
    folder = await tempDir();
    footage = join(folder, 'footage');
    mkdirSync(footage);
    for (const clip of clips) cpSync(fixture(clip), join(footage, clip.split('/').at(-1) ?? ''));
  });

  /** A library that was left in peace, and the stages that ran in it. */
  async function inPeace(name: string): Promise<{ state: LibraryState; stages: readonly string[] }> {
    const library = join(folder, `${name}.rushes`);
    ingest(library, '', 'never', footage);
    const state = await stateOf(library);
    expect(state.artifacts.length).toBeGreaterThan(clips.length * 8);
    const jobs = [...(await runsOf(library)).keys()];
    return { state, stages: [...new Set(jobs.map((job) => job.split(' ')[1] ?? ''))] };
  }

  async function killInEach(
    stages: readonly string[],
    undisturbed: LibraryState,
    kind: string,
  ): Promise<void> {
    for (const name of stages) {
      const library = join(folder, `${kind}-${name}.rushes`);
      for (const moment of moments) {
        expect({ name, moment, signal: ingest(library, name, moment, footage) }).toEqual({
          name,
          moment,
          signal: 'SIGKILL',
        });
        // Every clip has this stage; the first kill after its commit leaves the rest to the next run.
      }
      expect(ingest(library, '', 'never', footage)).toBeNull();
      expect(await stateOf(library)).toEqual(undisturbed);
      for (const [job, runs] of await runsOf(library)) expect(`${job}: ${String(runs)}`).toBe(`${job}: 1`);
      expect(readdirSync(join(library, 'work'))).toEqual([]);
    }
  }

  it('ends with the same library, whichever stage it was killed in, and does nothing twice', async () => {
    const { state, stages } = await inPeace('undisturbed');
    expect(stages.length).toBeGreaterThan(12);
    await killInEach(stages, state, 'without');
  }, 1_200_000);

  it('does so with models too', async () => {
    process.env['RUSHES_MODELS'] = join(folder, 'models');
    try {
      const engine = await openEngine({
        libraryPath: join(folder, 'first.rushes'),
        command: 'test',
        workers: 1,
      });
      const { signal } = new AbortController();
      await engine.models.packs.importFrom({ path: fixture('models/objects/yolox-nano') }, signal);
      await engine.models.packs.importFrom({ path: fixture('models/image-embedding') }, signal);
      await engine.close();
      const { state, stages } = await inPeace('undisturbed-with-models');
      expect(stages).toEqual(expect.arrayContaining([...stagesWithModels]));
      expect(state.vectors.length).toBeGreaterThan(2);
      await killInEach(stagesWithModels, state, 'with');
    } finally {
      delete process.env['RUSHES_MODELS'];
    }
  }, 600_000);
});
