/** What is told of found clips: where they are, why they were found, and their best moments. */
import type { FoundClip, TextField } from '../../src-preload/contract/search.ts';
import { momentLanes } from '../../src-preload/contract/search.ts';
import type { Connection } from '../db/connection.ts';
import { cardRows } from '../db/repositories/card-details.repository.ts';
import {
  documentHighlights,
  MomentFinder,
  type MomentHit,
} from '../db/repositories/search-index.repository.ts';
import { storedPath } from '../library/stored-path.ts';
import {
  type FindDeps,
  type FoundClips,
  type FoundRank,
  matchTypeOf,
  type NearClip,
  turn,
} from './find-clips.ts';
import { firstMatchAt, parseHighlight } from './indexing/snippets.ts';
import { decidingTerms, matchAnyTerm, type Term } from './query/compile-query.ts';
import { momentExpression } from './query/fts-expression.ts';

type FoundField = FoundClip['fields'][number];
type Moment = FoundClip['moments'][number];

/** A newer request may come while they are described. */
const clipsBetweenTurns = 8;

/** Of a clip's fields, the one that says most, if words were found in several. */
const tellingFirst: readonly TextField[] = [
  ...(['tags', 'note', 'name', 'said', 'read', 'sees', 'hears'] as const),
  ...(['metadata', 'summary', 'folder'] as const),
];

/** @throws the signal's reason */
export async function describeFound(
  { connection, scratch }: Pick<FindDeps, 'connection' | 'scratch'>,
  { clips, compiled, pictures }: Pick<FoundClips, 'clips' | 'compiled' | 'pictures'>,
  mostMoments: number,
  signal: AbortSignal,
): Promise<FoundClip[]> {
  const sequences = clips.map(({ sequence }) => sequence);
  const rows = new Map(cardRows(connection, sequences).map((row) => [row.sequence, row]));
  const fieldsOf = fieldsFound(connection, sequences, compiled.terms);
  const finder = new MomentFinder(connection, scratch);
  const described: FoundClip[] = [];
  for (const [at, clip] of clips.entries()) {
    if (at % clipsBetweenTurns === clipsBetweenTurns - 1) await turn(signal);
    const row = rows.get(clip.sequence);
    // It went while it was looked for.
    if (row === undefined) continue;
    const { mountPath, relativePath } = row;
    const fields = fieldsOf.get(clip.sequence) ?? [];
    const moments = [
      ...wordMoments(finder, clip.sequence, compiled.terms, mostMoments),
      ...pictureMoments(pictures.get(clip.sequence)),
    ];
    described.push({
      clipId: row.id,
      path: mountPath === null || relativePath === null ? null : storedPath({ mountPath, relativePath }),
      score: clip.score,
      matchType: matchType(clip, fields),
      fields,
      ranks: [...clip.ranks],
      moments: moments.sort((one, other) => other.score - one.score).slice(0, mostMoments),
    });
  }
  return described;
}

function matchType(clip: FoundRank, fields: readonly FoundField[]): FoundClip['matchType'] {
  const by = matchTypeOf(clip);
  if (by === 'filter' || by === 'picture') return by;
  if (by !== 'text') return 'meaning';
  return tellingFirst.find((field) => fields.some((found) => found.field === field)) ?? 'summary';
}

function fieldsFound(
  connection: Connection,
  sequences: readonly number[],
  terms: readonly Term[],
): ReadonlyMap<number, FoundField[]> {
  const match = matchAnyTerm(terms);
  if (match === null) return new Map();
  const found = new Map<number, FoundField[]>();
  for (const { sequence, field, text } of documentHighlights(connection, sequences, match)) {
    const fields = found.get(sequence) ?? [];
    fields.push({ field, snippet: parseHighlight(text) });
    found.set(sequence, fields);
  }
  return found;
}

/** Those with the most, and the rarest, of the words. Their score is a share of the best: 1 and less. */
function wordMoments(finder: MomentFinder, sequence: number, terms: readonly Term[], most: number): Moment[] {
  // Words that only help make no moment: "and" is said everywhere.
  const options = decidingTerms(terms).flatMap((term) => term.options);
  const lanesOf = Map.groupBy(momentLanes, (lane) => momentExpression(options, lane));
  const hits = [...lanesOf].flatMap(([match, lanes]) =>
    match === null ? [] : finder.hits(sequence, match, lanes, most),
  );
  const best = Math.max(...hits.map(({ score }) => score), Number.MIN_VALUE);
  return hits.map((hit) => ({
    ...{ startSec: foundSec(hit), endSec: hit.endSec, lane: hit.lane },
    snippet: parseHighlight(hit.text),
    score: hit.score / best,
  }));
}

/** Of what is said, when the first of the words begins rather than the passage that it is in. */
function foundSec({ startSec, text, wordTimes = [] }: MomentHit): number {
  const at = firstMatchAt(text);
  let found = startSec;
  for (let index = 0; at !== null && index < wordTimes.length && (wordTimes[index] ?? 0) <= at; index += 2)
    found = wordTimes[index + 1] ?? found;
  return found;
}

function pictureMoments(hit: NearClip | undefined): Moment[] {
  if (hit === undefined) return [];
  return hit.moments.map(({ startSec, endSec, similarity }) => ({
    ...{ startSec, endSec, lane: 'picture' as const, snippet: [] },
    score: Math.max(similarity, 0),
  }));
}
