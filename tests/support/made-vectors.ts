/** Seeded vectors as a library of clips has them, and a library that has them. */
import type { VectorEntry } from '../../src-preload/contract/artifacts.ts';
import { openDatabase } from '../../src-main/db/connection.ts';
import { ResultsRepository } from '../../src-main/db/repositories/results.repository.ts';
import { VectorCodes } from '../../src-main/search/vectors/vector-codes.ts';
import { unitVector } from '../../src-main/search/vectors/unit-vectors.ts';
import { type FilledLibrary, filledLibrary } from './library-database.ts';

export interface VectorMaker {
  /** In no direction more than in others. */
  anywhere(): Float32Array<ArrayBuffer>;
  /** At about so far (as a tangent) from a vector of length 1. */
  near(vector: Float32Array, distance: number): Float32Array<ArrayBuffer>;
}

export function vectorMaker(dimensions: number, random: () => number): VectorMaker {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const anywhere = () => unitVector(Float32Array.from({ length: dimensions }, normal));
  return {
    anywhere,
    near: (vector, distance) => {
      const away = anywhere();
      return unitVector(vector.map((value, at) => value + distance * (away[at] ?? 0)));
    },
  };
}

export interface VectorLibrary extends FilledLibrary {
  readonly codes: VectorCodes;
  /** Takes the place of what the clip had; the clip is made where it is new. @returns its sequence */
  putVectors(clipId: string, entries: readonly MadeVector[]): number;
  /** The same for many, in one transaction. */
  putAll(clips: readonly (readonly [clipId: string, entries: readonly MadeVector[]])[]): void;
  sequenceOf(clipId: string): number;
  /** A second connection, which only reads. */
  openReader(): ReturnType<typeof openDatabase>;
}

export type MadeVector = Partial<VectorEntry> & Pick<VectorEntry, 'vector'>;

export const madeModel = 'made@1';

export async function vectorLibrary(): Promise<VectorLibrary> {
  const library = await filledLibrary();
  const { connection, view } = library;
  const results = new ResultsRepository(connection);
  const codes = new VectorCodes(connection);
  const known = connection.prepare('SELECT sequence FROM clips WHERE id = ?').pluck();
  const putVectors = (clipId: string, made: readonly MadeVector[]): number => {
    if (known.get(clipId) === undefined) library.addClip(clipId);
    const entries = made.map((entry, at): VectorEntry => {
      return { kind: 'frame', startSec: at, endSec: null, model: madeModel, ...entry };
    });
    results.replaceVectors(clipId, 'made', library.addRun(clipId, 'made'), entries);
    const sequence = Number(known.get(clipId));
    codes.index(sequence);
    return sequence;
  };
  return {
    ...library,
    codes,
    putVectors,
    putAll: connection.transaction((clips: Parameters<VectorLibrary['putAll']>[0]) => {
      for (const [clipId, entries] of clips) putVectors(clipId, entries);
    }),
    sequenceOf: (clipId) => Number(known.get(clipId)),
    openReader: () =>
      openDatabase({ path: view.databasePath, access: 'read', backupsPath: view.backupsPath }),
  };
}
