/** Which of several clips of the same is the one to keep. Pure. */
import type { DuplicateClip, KeepReason } from '../../../src-preload/contract/commands/duplicates.ts';

/** What of a clip decides. */
export interface KeepCandidate extends Pick<DuplicateClip, 'id' | 'width' | 'height' | 'bitRate' | 'taken'> {
  /** 'part': another one shows all of it and more. */
  readonly extent: 'whole' | 'part';
  readonly place: 'present' | 'missing';
}

/** Bit rates that are nearer to each other say nothing. */
const bitRateStep = 1.1;

interface Criterion {
  readonly reason: KeepReason | null;
  readonly value: (clip: KeepCandidate) => number;
}

/** Weightiest first. A clip whose file is not there is kept only where none is. */
const criteria: readonly Criterion[] = [
  { reason: null, value: ({ place }) => (place === 'present' ? 1 : 0) },
  { reason: 'longest', value: ({ extent }) => (extent === 'whole' ? 1 : 0) },
  { reason: 'highest-resolution', value: ({ width, height }) => (width ?? 0) * (height ?? 0) },
  {
    reason: 'highest-bit-rate',
    value: ({ bitRate }) => Math.floor(Math.log(Math.max(1, bitRate ?? 1)) / Math.log(bitRateStep)),
  },
  { reason: 'original-date', value: ({ taken }) => (taken === null ? 0 : 1) },
];

/** `clips` in the order in which they were added; one at least. */
export function clipToKeep(clips: readonly KeepCandidate[]): {
  readonly clipId: string;
  readonly reasons: KeepReason[];
} {
  const [first, ...others] = clips;
  if (first === undefined) throw new RangeError('no clip to choose from');
  const kept = others.reduce((best, clip) => (isBetter(clip, best) ? clip : best), first);
  const reasons = criteria.flatMap(({ reason, value }) => {
    const own = value(kept);
    const isAhead = clips.every((clip) => value(clip) <= own) && clips.some((clip) => value(clip) < own);
    return reason !== null && isAhead ? [reason] : [];
  });
  return { clipId: kept.id, reasons: reasons.length === 0 && kept === first ? ['first-added'] : reasons };
}

function isBetter(one: KeepCandidate, other: KeepCandidate): boolean {
  const deciding = criteria.find(({ value }) => value(one) !== value(other));
  return deciding !== undefined && deciding.value(one) > deciding.value(other);
}
