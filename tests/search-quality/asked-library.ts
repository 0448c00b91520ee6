/** The labelled library, analysed for real with all models at hand, and its answers to labelled queries. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CommandName, CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { fusionConstant, type SearchMode } from '../../src-preload/contract/search.ts';
import { type CommandTarget, openEngineTarget } from '../../src-main/engine/command-target.ts';
import { fixture } from '../support/fixtures.ts';
import { annotations, type LabelledClip, labelledClips, sidecars } from './labelled-library.ts';
import type { LabelledQuery } from './labelled-query.ts';
import { type Asked, clipsLookedAt, momentsLookedAt } from './quality-measures.ts';

type Answer = CommandResponse<'search.run'>;

export interface AskedLibrary {
  ask<N extends CommandName>(name: N, request: CommandRequest<N>): Promise<CommandResponse<N>>;
  /** Ingests the clips, and tells what a person knows of them. */
  fill(): Promise<void>;
  answer(labelled: LabelledQuery, mode: SearchMode): Promise<Asked & { readonly sources: Answer['sources'] }>;
  close(): Promise<void>;
}

const silent = { onFiles: () => undefined, onStage: () => undefined };
const below = (clip: LabelledClip): string => fixture(`media/${clip}`);
const about = (clip: LabelledClip) => ({ clip: below(clip), relativeTo: '/' });

export async function openAskedLibrary(libraryPath: string): Promise<AskedLibrary> {
  const target: CommandTarget = await openEngineTarget(
    { libraryPath, command: 'test', workers: null },
    silent,
  );
  const { signal } = new AbortController();
  const ask: AskedLibrary['ask'] = async (name, request) =>
    (await target.run(name, request, signal)) as CommandResponse<typeof name>;
  return {
    ask,
    fill: () => fill(ask),
    answer: (labelled, mode) => answer(ask, labelled, mode),
    close: () => target.close(),
  };
}

async function fill(ask: AskedLibrary['ask']): Promise<void> {
  await ask('models.import', { path: fixture('models') });
  const paths = labelledClips.map(below);
  await ask('library.ingest', { paths, recursive: false, pattern: null, profile: 'default' });
  for (const clip of labelledClips) {
    const said = annotations[clip];
    if (said !== undefined) {
      const { id: clipId } = await ask('clip.info', { ...about(clip), manifest: false, understood: 'told' });
      await ask('annotations.set', { changes: [{ clipId, ...said, tags: [...(said.tags ?? [])] }] });
    }
    const subtitles = sidecars[clip];
    if (subtitles === undefined) continue;
    const [fileName, text] = [basename(subtitles), await readFile(fixture(`media/${subtitles}`), 'utf8')];
    await ask('clip.importSidecar', { ...about(clip), fileName, text, strict: false });
  }
}

async function answer(
  ask: AskedLibrary['ask'],
  { query, clips, moments = [] }: LabelledQuery,
  mode: SearchMode,
): Promise<Asked & { readonly sources: Answer['sources'] }> {
  const { vectors } = await ask('search.embed', { text: query, picture: null });
  const { results, sources } = await ask('search.run', {
    ...{ query, mode, vectors, writing: 'finished', sort: { by: 'relevance', direction: 'descending' } },
    ...{ weights: { text: 1, summary: 1, keywords: 0.8, picture: 1 }, rankConstant: fusionConstant },
    ...{ offset: 0, limit: 2 * clipsLookedAt, moments: momentsLookedAt },
  });
  const clipOf = new Map(labelledClips.map((clip) => [below(clip), clip]));
  return {
    ...{ grades: clips, moments, sources },
    answers: results.map(({ path, moments: found }) => ({
      clip: clipOf.get(path ?? '') ?? path ?? '',
      moments: found,
    })),
  };
}
