/** What a run of a stage is given of earlier stages. */
import { z } from 'zod';
import type { Artifact, ArtifactName } from '../../src-preload/contract/artifacts.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { ResultsRepository } from '../db/repositories/results.repository.ts';
import { toRunFailure } from './run-failure.ts';
import { sha256OfJson } from './run-key.ts';
import type { AnyStage } from './stage.ts';

export interface Inputs {
  get<N extends ArtifactName>(name: N): Artifact<N> | null;
  readonly references: readonly { readonly name: string; readonly sha256: string }[];
}

export const noInputs: Inputs = { get: () => null, references: [] };

/** Only what the stage declares can be read. @throws AppError internal (it names the artifact), or what the disk said */
export function readInputs(results: ResultsRepository, clipId: string, stage: AnyStage): Inputs {
  const read = new Map<ArtifactName, unknown>();
  const references: { name: string; sha256: string }[] = [];
  for (const name of [...stage.requires, ...(stage.uses ?? [])]) {
    const data = readInput(results, clipId, name);
    if (data === null) continue;
    read.set(name, data);
    references.push({ name, sha256: sha256OfJson(data) });
  }
  return {
    get: <N extends ArtifactName>(name: N) => (read.get(name) as Artifact<N> | undefined) ?? null,
    references,
  };
}

function readInput<N extends ArtifactName>(
  results: ResultsRepository,
  clipId: string,
  name: N,
): Artifact<N> | null {
  try {
    return results.artifact(clipId, name);
  } catch (error) {
    const fault = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    const failure = toRunFailure(error, { artifact: name });
    if (failure.code !== 'internal') throw failure;
    throw new AppError(
      'internal',
      { artifact: name, detail: `what is stored of it cannot be read: ${fault}` },
      error,
    );
  }
}
