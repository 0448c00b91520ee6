import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { filledLibrary, type FilledLibrary } from '../../tests/support/library-database.ts';
import { madeProbe } from '../../tests/support/made-probe.ts';
import { clipFolder } from '../pipeline/output-store.ts';
import { SearchIndexer } from '../search/indexing/search-indexer.ts';
import { judgeArtifact, verifyLibrary } from './verification.ts';

const picture = Buffer.from('a picture');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const poster = {
  ...{ path: 'poster/0123456789ab/poster.webp', sizeBytes: picture.length, sha256: sha256(picture) },
  ...{ mediaType: 'image/webp', width: 2, height: 1, timeSec: 0, toneMapped: false, candidates: [] },
};

let library: FilledLibrary;
let posterPath: string;

beforeEach(async () => {
  library = await filledLibrary();
  library.addClip('AB');
  library.addArtifact('AB', 'poster', poster);
  library.connection.exec('DELETE FROM runs WHERE id NOT IN (SELECT run_id FROM artifacts)');
  posterPath = join(clipFolder(library.view.libraryPath, 'AB'), poster.path);
  await mkdir(dirname(posterPath), { recursive: true });
  await writeFile(posterPath, picture);
  await chmod(library.view.libraryPath, 0o700);
  const vectors = { index: () => undefined, count: 0, startAnew: () => [].values() };
  const indexer = new SearchIndexer({
    ...library.view,
    vectors,
    log: { info: () => undefined, warn: () => undefined },
  });
  await indexer.reindex(new AbortController().signal);
  await indexer.close();
});

const run = (sql: string): void => {
  library.connection.exec(sql);
};
const verify = async (hashes = true) => {
  const deps = { ...library.view, hashFile: async (path: string) => sha256(await readFile(path)) };
  const verification = await verifyLibrary({ hashes }, deps, new AbortController().signal);
  const problems = verification.checks.flatMap((check) => check.problems.map((text) => [check.check, text]));
  // Manifests of the filled library are stumps; they are looked at in a test of their own.
  return { ...verification, problems: problems.filter(([check]) => check !== 'manifests') };
};

describe('verifyLibrary', () => {
  it('finds nothing wrong with what is whole', async () => {
    const { problems, checks } = await verify();
    expect(problems).toEqual([]);
    expect(checks.find(({ check }) => check === 'output-files')?.examined).toBe(1);
  });

  it('finds an output file that is missing, cut off or altered', async () => {
    await writeFile(posterPath, 'A picture');
    expect((await verify()).problems).toEqual([
      ['output-files', expect.stringContaining('its content is another')],
    ]);
    expect((await verify(false)).problems).toEqual([]);
    await writeFile(posterPath, 'a pic');
    expect((await verify(false)).problems).toEqual([
      ['output-files', expect.stringContaining('5 bytes instead of 9')],
    ]);
    await rm(posterPath);
    expect((await verify()).problems).toEqual([['output-files', expect.stringContaining('it is missing')]]);
  });

  it('notices files that nothing points to, and a folder that others may look into', async () => {
    await writeFile(join(dirname(posterPath), 'left.tmp'), '');
    await chmod(library.view.libraryPath, 0o755);
    const { problems, checks } = await verify();
    expect(problems).toEqual([
      ['orphan-files', 'clips/AB/AB/poster/0123456789ab/left.tmp'],
      ['permissions', expect.stringContaining('mode 755')],
    ]);
    expect(checks.filter(({ severity }) => severity === 'notice').map(({ check }) => check)).toEqual([
      'orphan-files',
      'search-pending',
      'permissions',
    ]);
  });

  it('finds a search index that does not say what the library says, and how to mend it', async () => {
    run(`INSERT INTO search_moments VALUES (1048576, 'said', 0, NULL, 'five words of a clip', NULL)`);
    expect((await verify()).problems).toEqual([]);
    run(`INSERT INTO search_clips (rowid, note) VALUES (1, 'nothing of it')`);
    run(`INSERT INTO search_moments_fts (rowid, text) VALUES (1048577, 'of nobody')`);
    expect((await verify()).problems).toEqual([
      ['search-index', expect.stringMatching(/words of clip number 1 are not those/u)],
      ['search-index', expect.stringMatching(/clip number 1 are left in it; "rushes reindex" makes/u)],
    ]);
    run(`DELETE FROM search_moments; INSERT INTO search_clips (search_clips) VALUES ('delete-all')`);
    const { problems, sound } = await verify();
    expect(sound).toBe(false);
    expect(problems).toContainEqual([
      'search-index',
      expect.stringContaining('words of clip number 1 are not'),
    ]);
  });

  it('finds clips without text, text without clips, and notices what waits to be indexed', async () => {
    library.connection.pragma('foreign_keys = OFF');
    run(
      `DELETE FROM search_documents; INSERT INTO search_moments VALUES (7340032, 'said', 0, NULL, 'gone', NULL)`,
    );
    run(`INSERT INTO search_stale VALUES (1, 'hears', 'later')`);
    const { problems, sound } = await verify();
    expect(sound).toBe(false);
    expect(problems).toEqual([
      ['search-index', expect.stringContaining('clip number 7 is gone and still in it')],
      ['search-index', expect.stringContaining('clip AB is not in it')],
      ['search-pending', 'clip AB waits to be indexed: hears'],
    ]);
  });

  it('finds artifacts that are not what their schema says, rows that point to nothing, and bad manifests', async () => {
    library.connection.pragma('foreign_keys = OFF');
    library.addArtifact('gone', 'probe', madeProbe());
    library.connection.prepare(`UPDATE artifacts SET data = '{"path": 7}' WHERE name = 'poster'`).run();
    await rm(posterPath);
    const { problems, checks, sound } = await verify();
    expect(sound).toBe(false);
    expect(problems).toContainEqual(['artifacts', expect.stringContaining('clip AB, poster: ')]);
    expect(problems.filter(([check]) => check === 'foreign-keys')).toHaveLength(2);
    expect(checks.find(({ check }) => check === 'manifests')).toMatchObject({ examined: 2, problemCount: 2 });
  });

  it('reads every page of a table', async () => {
    const insert = library.connection.prepare(
      `INSERT INTO artifacts (clip_id, name, stage, run_id, data, created_ms) SELECT 'AB', ?, 's', run_id, '{}', 0 FROM artifacts LIMIT 1`,
    );
    for (let index = 0; index < 450; index += 1) insert.run(`unknown-${String(index)}`);
    const { checks } = await verify();
    expect(checks.find(({ check }) => check === 'artifacts')).toMatchObject({
      examined: 451,
      problemCount: 450,
    });
    expect(checks.find(({ check }) => check === 'artifacts')?.problems).toHaveLength(100);
  });
});

describe('judgeArtifact', () => {
  it('names what is wrong in one line', () => {
    expect(judgeArtifact({ name: 'identity', data: 'not JSON' }).problem).not.toContain('\n');
    expect(judgeArtifact({ name: 'nonsense', data: '{}' }).problem).toBe('nothing of this name is known');
  });
});
