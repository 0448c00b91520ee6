/** Reads one artifact of a clip, and nothing beside it. */
import {
  type Artifact,
  type ArtifactName,
  artifactSchemas,
} from '../../../src-preload/contract/artifacts.ts';
import type { Connection } from '../connection.ts';

/** null where there is none, or one that does not fit its schema (written before a stage's version was raised). */
export function readArtifact<N extends ArtifactName>(
  connection: Connection,
  clipId: string,
  name: N,
): Artifact<N> | null {
  const json = connection
    .prepare('SELECT data FROM artifacts WHERE clip_id = ? AND name = ?')
    .pluck()
    .get(clipId, name);
  if (typeof json !== 'string') return null;
  return (artifactSchemas[name].safeParse(JSON.parse(json)).data as Artifact<N> | undefined) ?? null;
}
