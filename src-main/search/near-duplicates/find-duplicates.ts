/** Answers which clips of the library are there more than once, byte for byte or in another form. */
import type { CommandRequest, CommandResponse } from '../../../src-preload/contract/commands.ts';
import type { DuplicateClip, DuplicateGroup } from '../../../src-preload/contract/commands/duplicates.ts';
import type { Connection } from '../../db/connection.ts';
import { sequencesOfClips, tagsOfCards } from '../../db/repositories/card-details.repository.ts';
import {
  comparedClips,
  type ComparedClipRow,
  type ComparedFileRow,
  comparedFiles,
  fingerprintCounts,
} from '../../db/repositories/duplicates.repository.ts';
import { resolveClip } from '../../library/clip-names.ts';
import { copyGroups } from '../../library/duplicates.ts';
import type { LibraryView } from '../../library/library-view.ts';
import { storedPath } from '../../library/stored-path.ts';
import { clipToKeep, type KeepCandidate } from './clip-to-keep.ts';
import { connected } from './connected.ts';
import { findNearPairs, type NearPair } from './near-pairs.ts';
import { StoredPrints } from './stored-prints.ts';

type Request = CommandRequest<'duplicates.find'>;
type View = Pick<LibraryView, 'connection' | 'libraryPath'>;

/** @throws AppError clip-unknown; what the signal was aborted with */
export async function findDuplicates(
  request: Request,
  { connection, libraryPath }: View,
  signal: AbortSignal,
): Promise<CommandResponse<'duplicates.find'>> {
  const startedMs = performance.now();
  const { kinds, threshold } = request;
  const only = wantedClip(request, connection);
  const groups: DuplicateGroup[] = [];
  if (kinds.includes('exact')) groups.push(...exactGroups(connection, only));
  if (kinds.includes('near')) {
    const wanted = only === null ? null : new Set([only]);
    const pairs = await findNearPairs(new StoredPrints(connection), wanted, signal);
    groups.push(
      ...nearGroups(
        connection,
        pairs.filter(({ similarity }) => similarity >= threshold),
      ),
    );
  }
  groups.sort((one, other) => other.reclaimableBytes - one.reclaimableBytes);
  const { compared, all } = fingerprintCounts(connection);
  const tookMs = performance.now() - startedMs;
  return { library: libraryPath, groups, compared, notCompared: all - compared, tookMs };
}

function wantedClip({ clip, relativeTo }: Request, connection: Connection): number | null {
  if (clip === null) return null;
  return sequencesOfClips(connection, [resolveClip(connection, { clip, relativeTo })])[0] ?? null;
}

function exactGroups(connection: Connection, only: number | null): DuplicateGroup[] {
  return copyGroups(connection).flatMap(({ rows }) => {
    const sequences = sequencesOfClips(connection, [...new Set(rows.map(({ clipId }) => clipId))]);
    if (only !== null && !sequences.includes(only)) return [];
    return describeGroup(connection, 'exact', sequences, []);
  });
}

function nearGroups(connection: Connection, pairs: readonly NearPair[]): DuplicateGroup[] {
  return connected(pairs).flatMap((members) => {
    const among = new Set(members);
    return describeGroup(
      connection,
      'near',
      members,
      pairs.filter(({ a }) => among.has(a)),
    );
  });
}

/** Nothing where clips went away meanwhile. */
function describeGroup(
  connection: Connection,
  kind: DuplicateGroup['kind'],
  sequences: readonly number[],
  pairs: readonly NearPair[],
): DuplicateGroup[] {
  const rows = comparedClips(connection, sequences);
  if (rows.length < (kind === 'near' ? 2 : 1)) return [];
  const files = Map.groupBy(comparedFiles(connection, sequences), ({ sequence }) => sequence);
  const tags = Map.groupBy(tagsOfCards(connection, sequences), ({ sequence }) => sequence);
  const durations = new Map(rows.map(({ sequence, durationSec }) => [sequence, durationSec ?? 0]));
  const parts = partsOf(pairs, durations);
  const clips = rows.map((row) =>
    describeClip(
      row,
      files.get(row.sequence) ?? [],
      (tags.get(row.sequence) ?? []).map(({ name }) => name),
    ),
  );
  const candidates = clips.map((clip, index): KeepCandidate => {
    const extent = parts.has(rows[index]?.sequence ?? -1) ? 'part' : 'whole';
    const place = clip.files.some(({ state }) => state === 'present') ? 'present' : 'missing';
    return { ...clip, extent, place };
  });
  const keep = clipToKeep(candidates);
  const ids = new Map(rows.map(({ sequence, id }) => [sequence, id]));
  return [
    {
      ...{ kind, keep },
      clips: clips.toSorted(
        (one, other) => Number(other.id === keep.clipId) - Number(one.id === keep.clipId),
      ),
      pairs: pairs.flatMap((pair) => describePair(pair, ids)),
      reclaimableBytes: reclaimable([...files.values()].flat(), ids, keep.clipId),
    },
  ];
}

/** Those of which another one shows all and more, by the time that it would take in the other. */
function partsOf(pairs: readonly NearPair[], durations: ReadonlyMap<number, number>): Set<number> {
  return new Set(
    pairs.flatMap(({ a, b, relation, speed }) => {
      if (relation !== 'trimmed') return [];
      return (durations.get(a) ?? 0) < speed * (durations.get(b) ?? 0) ? [a] : [b];
    }),
  );
}

function describeClip(
  row: ComparedClipRow,
  files: readonly ComparedFileRow[],
  tags: string[],
): DuplicateClip {
  const { sequence: _, hasNote, ...same } = row;
  const described = files.map((file) => ({
    path: storedPath(file),
    sizeBytes: file.sizeBytes,
    state: file.state,
  }));
  const noteState = hasNote === 1 ? 'written' : 'none';
  return { ...same, path: described[0]?.path ?? null, files: described, tags, noteState };
}

function describePair(pair: NearPair, ids: ReadonlyMap<number, string>): DuplicateGroup['pairs'] {
  const [a, b] = [ids.get(pair.a), ids.get(pair.b)];
  return a === undefined || b === undefined ? [] : [{ ...pair, a, b }];
}

/** Bytes of all files that are there, each counted once, but for one of the clip that is kept. */
function reclaimable(
  files: readonly ComparedFileRow[],
  ids: ReadonlyMap<number, string>,
  keptId: string,
): number {
  const present = files.filter(({ state }) => state === 'present');
  const kept = present.find(({ sequence }) => ids.get(sequence) === keptId);
  const byStorage = new Map(present.map(({ storage, sizeBytes }) => [storage, sizeBytes]));
  if (kept !== undefined) byStorage.delete(kept.storage);
  return [...byStorage.values()].reduce((sum, size) => sum + size, 0);
}
