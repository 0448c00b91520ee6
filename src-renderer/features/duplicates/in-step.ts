/** One time line for two clips of the same. PURE. Times in seconds; those of the time line are times of the first clip. */

export interface InStep {
  /** The moment t of the second is the moment `offsetSec + speed * t` of the first. */
  readonly offsetSec: number;
  readonly speed: number;
}

export type Side = 'first' | 'second';

export const fromTheirBeginning: InStep = { offsetSec: 0, speed: 1 };

/** Where a clip is at a moment of the time line; outside of it, a time that it doesn't have. */
export function ownTime(side: Side, positionSec: number, { offsetSec, speed }: InStep): number {
  return side === 'first' ? positionSec : (positionSec - offsetSec) / speed;
}

/** The moment of the time line at which a clip is there. */
export function positionAt(side: Side, ownSec: number, { offsetSec, speed }: InStep): number {
  return side === 'first' ? ownSec : offsetSec + speed * ownSec;
}

/** How fast a clip has to be played, so that the time line passes in real time. */
export function playbackRate(side: Side, { speed }: InStep): number {
  return side === 'first' ? 1 : 1 / speed;
}

/** From where the earlier one begins to where the later one ends. */
export function extentOf(firstSec: number, secondSec: number, { offsetSec, speed }: InStep) {
  return { startSec: Math.min(0, offsetSec), endSec: Math.max(firstSec, offsetSec + speed * secondSec) };
}

export function isWithin(ownSec: number, durationSec: number): boolean {
  return ownSec >= 0 && ownSec <= durationSec;
}
