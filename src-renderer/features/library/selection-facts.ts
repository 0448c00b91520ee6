/** What several clips have in common. */
import type { Card } from '../../../src-preload/contract/cards.ts';

export interface SharedTag {
  readonly name: string;
  readonly clips: number;
  readonly on: 'all' | 'some';
}

/** Tags of these clips, those that all have first. */
export function sharedTags(cards: readonly Pick<Card, 'tags'>[]): readonly SharedTag[] {
  const counts = new Map<string, number>();
  for (const tag of cards.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([name, clips]) => ({
      name,
      clips,
      on: clips === cards.length ? ('all' as const) : ('some' as const),
    }))
    .toSorted((a, b) => b.clips - a.clips || a.name.localeCompare(b.name));
}

export function sharedRating(cards: readonly Pick<Card, 'rating'>[]): number | null | 'mixed' {
  const [first] = cards;
  if (first === undefined) return null;
  return cards.every(({ rating }) => rating === first.rating) ? first.rating : 'mixed';
}

export function together(cards: readonly Pick<Card, 'durationSec' | 'sizeBytes'>[]): {
  readonly durationSec: number;
  readonly sizeBytes: number;
} {
  return {
    durationSec: cards.reduce((sum, { durationSec }) => sum + (durationSec ?? 0), 0),
    sizeBytes: cards.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}
