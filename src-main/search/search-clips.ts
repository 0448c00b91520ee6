/** The commands that find clips: a page of them with what is to be told, all of their ids, and what they can be narrowed down by. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { idsOfClips } from '../db/repositories/card-details.repository.ts';
import { countUnindexed } from '../db/repositories/text-search.repository.ts';
import { describeFound } from './describe-found.ts';
import { facetsOf } from './facets.ts';
import { findAll, type FindDeps, findClips } from './find-clips.ts';

/** What these commands need of their surroundings. */
export interface SearchDeps {
  /** Made when it is first needed, and kept: it holds the filters, and the vectors' index. */
  readonly search: () => Promise<FindDeps>;
}

/** @throws the signal's reason */
export async function searchClips(
  request: CommandRequest<'search.run'>,
  { search }: SearchDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'search.run'>> {
  const beganMs = performance.now();
  const deps = await search();
  const found = await findClips(request, request, deps, signal);
  const results = await describeFound(deps, found, request.moments, signal);
  const { query, total, sources } = found;
  const unindexed = countUnindexed(deps.connection);
  return { query, total, unindexed, tookMs: performance.now() - beganMs, sources: [...sources], results };
}

/** @throws the signal's reason */
export async function searchIds(
  request: CommandRequest<'search.ids'>,
  { search }: SearchDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'search.ids'>> {
  const deps = await search();
  const { total, clips } = await findClips(request, request, deps, signal);
  const sequences = clips.map(({ sequence }) => sequence);
  return { total, ids: idsOfClips(deps.connection, sequences) };
}

/** @throws the signal's reason */
export async function searchFacets(
  plan: CommandRequest<'search.facets'>,
  { search }: SearchDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'search.facets'>> {
  const deps = await search();
  const found = await findAll(plan, deps, signal);
  return { total: found.sequences.length, facets: await facetsOf(found, deps, signal) };
}
