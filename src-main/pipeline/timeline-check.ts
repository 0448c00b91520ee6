/** What of a stage's findings may be stored: within the clip, and vectors of the length that is agreed. */
import type { TimelineEntry, VectorEntry } from '../../src-preload/contract/artifacts.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { StageLog } from './stage.ts';

/** Clips are a frame or so longer or shorter than their headers say; that is not worth a line in the log. */
const unnoticedSec = 0.1;
/** Deviation of a vector's length from 1 that rounding explains. */
const lengthTolerance = 0.01;

/**
 * What lies beyond the clip is cut off at its ends; what lies wholly beyond is left out. Both are logged.
 *
 * @param durationSec null: nobody knows where the clip ends
 */
export function clampTimeline(
  entries: readonly TimelineEntry[],
  durationSec: number | null,
  log: StageLog,
): TimelineEntry[] {
  const lastSec = durationSec ?? Infinity;
  const clamp = (timeSec: number): number => Math.min(Math.max(timeSec, 0), lastSec);
  const kept: TimelineEntry[] = [];
  let moved = 0;
  let dropped = 0;
  for (const entry of entries) {
    const { startSec, endSec } = entry;
    const untilSec = endSec ?? startSec;
    if (startSec > lastSec + unnoticedSec || untilSec < -unnoticedSec) {
      dropped += 1;
      continue;
    }
    if (startSec < -unnoticedSec || untilSec > lastSec + unnoticedSec) moved += 1;
    kept.push({ ...entry, startSec: clamp(startSec), endSec: endSec === null ? null : clamp(untilSec) });
  }
  if (moved > 0 || dropped > 0)
    log.warn('findings beyond the clip were cut off', { moved, dropped, durationSec });
  return kept;
}

/** @throws AppError internal on a vector that is not of length 1: comparing by dot product would go wrong */
export function checkVectors(vectors: readonly VectorEntry[]): readonly VectorEntry[] {
  for (const { vector, model, kind } of vectors) {
    let sum = 0;
    for (const value of vector) sum += value * value;
    // Not a number is not within the tolerance either.
    if (Math.abs(Math.sqrt(sum) - 1) <= lengthTolerance) continue;
    throw new AppError('internal', {
      model,
      kind,
      detail: `its vector has length ${String(Math.sqrt(sum))}`,
    });
  }
  return vectors;
}
