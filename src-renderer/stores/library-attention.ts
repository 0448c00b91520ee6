/**
 * Clips on the screen are worked on first. Whenever what is on it has settled, those that have work left are put in
 * front of all others, and those that left it are put back.
 */
import type { Card } from '../../src-preload/contract/cards.ts';

export interface RaisePlan {
  readonly raise: readonly string[];
  readonly lower: readonly string[];
}

/** More than this are not on a screen. */
const mostRaised = 200;

/** Above the usual 0, below what somebody asks for by name. */
export const onScreenPriority = 10;
/** What a person put in front explicitly stays there. */
export const askedForPriority = 100;

/**
 * Whether it is worth putting in front. With one stage left it is not: that may be the proxy, the slowest of all, which
 * at a raised priority would no longer wait for the posters and filmstrips of the other clips.
 */
export function isWorthRaising({ state, stages }: Pick<Card, 'state' | 'stages'>): boolean {
  return state === 'working' && stages.total - stages.settled > 1;
}

/**
 * @param raised what was put in front before and not put back
 * @param visible ids worth raising, first of the screen first
 */
export function planRaises(
  raised: ReadonlySet<string>,
  visible: readonly string[],
  askedFor: ReadonlySet<string>,
): RaisePlan {
  const wanted = new Set(visible.filter((id) => !askedFor.has(id)).slice(0, mostRaised));
  return {
    raise: [...wanted].filter((id) => !raised.has(id)),
    lower: [...raised].filter((id) => !wanted.has(id) && !askedFor.has(id)),
  };
}
