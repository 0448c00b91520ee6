/** From what detectors found to one list of shot boundaries, and to scenes that cover the clip without gaps. */
export interface ShotBoundary {
  /** Where one scene ends and the next begins. */
  readonly timeSec: number;
  /** Number of the picture nearest to that time; null where only some of the pictures were looked at. */
  readonly frame: number | null;
  readonly startSec: number;
  readonly endSec: number;
  readonly kind: 'cut' | 'fade' | 'dissolve';
  readonly strength: number;
}

export interface Scene {
  readonly index: number;
  readonly startSec: number;
  readonly endSec: number;
}

/**
 * Boundaries in order of time, each scene at least `minimumSec` long (the first and last too). Where that needs a
 * choice, a fade goes before a dissolve before a cut if they overlap, and else the stronger stays.
 */
export function chooseBoundaries(
  found: readonly ShotBoundary[],
  durationSec: number,
  minimumSec: number,
): readonly ShotBoundary[] {
  const byRank = [...found].sort(
    (a, b) => rank(a) - rank(b) || b.strength - a.strength || a.timeSec - b.timeSec,
  );
  const distinct: ShotBoundary[] = [];
  for (const boundary of byRank) {
    if (!distinct.some((kept) => isSameTransition(kept, boundary))) distinct.push(boundary);
  }
  // A hair less than the minimum, for times are sums of fractions.
  const least = minimumSec - 1e-6;
  const kept: ShotBoundary[] = [];
  for (const boundary of distinct.sort((a, b) => b.strength - a.strength || a.timeSec - b.timeSec)) {
    const { timeSec } = boundary;
    if (timeSec <= 0 || timeSec >= durationSec || timeSec < least || durationSec - timeSec < least) continue;
    if (kept.every((other) => Math.abs(other.timeSec - timeSec) >= Math.max(least, 1e-6)))
      kept.push(boundary);
  }
  return kept.sort((a, b) => a.timeSec - b.timeSec);
}

function rank(boundary: ShotBoundary): number {
  return boundary.kind === 'fade' ? 0 : boundary.kind === 'dissolve' ? 1 : 2;
}

/** A gradual transition swallows what was found inside it; hard cuts never swallow. */
function isSameTransition(kept: ShotBoundary, other: ShotBoundary): boolean {
  return kept.kind !== 'cut' && other.timeSec >= kept.startSec && other.timeSec <= kept.endSec;
}

/** [0, durationSec] divided at the boundaries; one scene if there are none. */
export function scenesBetween(boundaries: readonly ShotBoundary[], durationSec: number): readonly Scene[] {
  const edges = [0, ...boundaries.map(({ timeSec }) => timeSec), durationSec];
  return edges.slice(1).map((endSec, index) => ({ index, startSec: edges[index] ?? 0, endSec }));
}
