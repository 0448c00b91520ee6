import * as sqliteVec from 'sqlite-vec';
import { describe, expect, it } from 'vitest';
import type { VectorEntry } from '../../src-preload/contract/artifacts.ts';
import { filledLibrary } from '../../tests/support/library-database.ts';
import { ResultsRepository } from './repositories/results.repository.ts';

const entry = (startSec: number, ...values: number[]): VectorEntry => ({
  ...{ kind: 'frame', startSec, endSec: null, model: 'mobilenetv2@1' },
  vector: Float32Array.from(values),
});

describe('stored vectors', () => {
  it('are what sqlite-vec reads, and go with the result they belong to', async () => {
    const library = await filledLibrary();
    const { connection } = library;
    library.addClip('A');
    const run = connection.prepare(
      `INSERT INTO runs (id, clip_id, stage, version, run_key, state, started_ms, finished_ms, manifest, log)
       VALUES ('r', 'A', 'picture-features', 1, '', 'done', 0, 0, '{}', '')`,
    );
    run.run();
    const results = new ResultsRepository(connection);
    // A view into a larger buffer: only its own numbers may be stored.
    const larger = Float32Array.from([9, 9, 0.6, 0.8, 9]);
    const within = { ...entry(2, 1, 0), vector: larger.subarray(2, 4) };
    results.replaceVectors('A', 'picture-features', 'r', [entry(0, 1, 0), entry(1, 0, 1), within]);
    sqliteVec.load(connection);
    const nearest = connection
      .prepare(
        'SELECT start_sec AS startSec, vec_distance_cosine(vector, ?) AS distance FROM vectors ORDER BY distance',
      )
      .all(new Uint8Array(Float32Array.from([0.6, 0.8]).buffer)) as { startSec: number; distance: number }[];
    expect(nearest.map(({ startSec }) => startSec)).toEqual([2, 1, 0]);
    expect(nearest.map(({ distance }) => distance)[0]).toBeCloseTo(0, 5);
    expect(nearest.map(({ distance }) => distance)[2]).toBeCloseTo(0.4, 5);
    results.replaceVectors('A', 'picture-features', 'r', []);
    expect(connection.prepare('SELECT COUNT(*) FROM vectors').pluck().get()).toBe(0);
    connection.close();
  });
});
