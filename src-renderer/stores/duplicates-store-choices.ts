/** What is to become of a group of duplicates, and how two of its clips relate. Pure. */
import type { CommandInput, CommandResponse } from '../../src-preload/contract/commands.ts';
import type { DuplicateClip, DuplicateGroup } from '../../src-preload/contract/commands/duplicates.ts';

export type DuplicatePair = DuplicateGroup['pairs'][number];
export type MergeRequest = CommandInput<'duplicates.preview'>;
export type MergePreview = CommandResponse<'duplicates.preview'>;

export interface MergeChoice {
  readonly keepId: string;
  /** Clips that are to be merged into it. */
  readonly otherIds: ReadonlySet<string>;
}

/** How a clip relates to another one, the reference: whatever is said is said of the clip. */
export interface ClipRelation {
  /** 'part': the reference shows all of it and more; 'whole': it shows all of the reference and more. */
  readonly extent: 'same' | 'part' | 'whole' | 'overlap';
  readonly similarity: number;
  /** Seconds of the reference that the clip shows too, and where they begin in it. */
  readonly matchedSec: number;
  readonly startSec: number;
  /** The moment t of the clip is the moment `offsetSec + speed * t` of the reference. */
  readonly offsetSec: number;
  readonly speed: number;
  /** The reference mirrored left to right, then turned clockwise, gives the clip. */
  readonly orientation: DuplicatePair['orientation'];
}

/** The same for the same clips, however often they are looked for. */
export function groupKey({ kind, clips }: Pick<DuplicateGroup, 'kind' | 'clips'>): string {
  return [kind, ...clips.map(({ id }) => id).toSorted()].join(' ');
}

/**
 * Taken in are clips of which nothing would be lost: the same, or a part of the kept one. What shows more, or is alike
 * only by way of a third, is for people to decide.
 */
export function usualChoice(group: DuplicateGroup, keepId: string = group.keep.clipId): MergeChoice {
  const others = group.clips.filter(({ id }) => {
    if (id === keepId) return false;
    if (group.kind === 'exact') return true;
    const extent = relationTo(group, keepId, id)?.extent;
    return extent === 'same' || extent === 'part';
  });
  return { keepId, otherIds: new Set(others.map(({ id }) => id)) };
}

/** null: nothing is chosen to be merged. Copies of one content are brought down to one file. */
export function mergeRequest(group: DuplicateGroup, { keepId, otherIds }: MergeChoice): MergeRequest | null {
  if (group.kind === 'near' && otherIds.size === 0) return null;
  return { keep: keepId, others: [...otherIds], copies: group.kind === 'exact' ? 'keep-one' : 'keep-all' };
}

/** null: the two were not found alike themselves. */
export function relationTo(group: DuplicateGroup, referenceId: string, clipId: string): ClipRelation | null {
  const lengthOf = (id: string): number => group.clips.find((clip) => clip.id === id)?.durationSec ?? 0;
  for (const pair of group.pairs) {
    const isForward = pair.a === referenceId && pair.b === clipId;
    if (!isForward && !(pair.b === referenceId && pair.a === clipId)) continue;
    const seen = isForward ? pair : turnedAround(pair);
    const { similarity, matchedSec, offsetSec, speed, orientation } = seen;
    const isPart = speed * lengthOf(clipId) < lengthOf(referenceId);
    const extent = pair.relation === 'trimmed' ? (isPart ? 'part' : 'whole') : pair.relation;
    return { extent, similarity, matchedSec, startSec: seen.aStartSec, offsetSec, speed, orientation };
  }
  return null;
}

/** The same, seen from `b`. To mirror and then turn is undone by doing it again; turning alone, by turning back. */
function turnedAround(pair: DuplicatePair): DuplicatePair {
  const { a, b, speed, offsetSec, matchedSec, aStartSec, bStartSec, orientation } = pair;
  const back = { 0: 0, 90: 270, 180: 180, 270: 90 } as const;
  const turnedDeg = orientation.mirrored ? orientation.turnedDeg : back[orientation.turnedDeg];
  return {
    ...pair,
    ...{ a: b, b: a, aStartSec: bStartSec, bStartSec: aStartSec, matchedSec: matchedSec / speed },
    ...{ offsetSec: 0 - offsetSec / speed, speed: 1 / speed, orientation: { ...orientation, turnedDeg } },
  };
}

/** Of groups whose files have gone but for one, only those are of use in which something was said that would be lost. */
export function isWorthMerging({ kind, clips, keep }: DuplicateGroup): boolean {
  const isThere = ({ files }: DuplicateClip): boolean => files.some(({ state }) => state === 'present');
  if (kind === 'exact')
    return clips.flatMap(({ files }) => files).filter(({ state }) => state === 'present').length > 1;
  if (clips.filter(isThere).length > 1) return true;
  const kept = clips.find(({ id }) => id === keep.clipId);
  return clips.some(
    (clip) =>
      clip.tags.some((tag) => kept?.tags.includes(tag) !== true) ||
      (clip.rating ?? 0) > (kept?.rating ?? 0) ||
      (clip.noteState === 'written' && kept?.noteState === 'none'),
  );
}
