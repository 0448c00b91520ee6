/** PURE: from where somebody is to the cut before or behind. */
const sameMomentSec = 1e-3;

/**
 * Times that Up and Down stop at: the clip's beginning, each new shot, its end; in order, each once.
 *
 * @param lastSec the last time that can be shown
 */
export function stopsOf(cutTimesSec: readonly number[], lastSec: number): readonly number[] {
  const inside = cutTimesSec.filter((timeSec) => timeSec > sameMomentSec && timeSec < lastSec);
  return [...new Set([0, ...inside, lastSec])].sort((one, other) => one - other);
}

export function previousStop(stops: readonly number[], timeSec: number, toleranceSec: number): number {
  return stops.findLast((stop) => stop < timeSec - toleranceSec) ?? 0;
}

export function nextStop(stops: readonly number[], timeSec: number, toleranceSec: number): number {
  return stops.find((stop) => stop > timeSec + toleranceSec) ?? stops.at(-1) ?? 0;
}
