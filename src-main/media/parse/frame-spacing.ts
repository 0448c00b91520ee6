/** Whether pictures follow each other evenly. Pure. */
import { medianDistance } from './packets.ts';

/** Containers that count milliseconds round each time by up to one; differences of two roundings reach two. */
const roundingSec = 0.002;
/** One dropped or doubled frame now and then does not make a variable rate: up to this share of distances may be odd. */
const oddShare = 0.02;
/** From so many distances on, the first is left out: edits and encoder delay show there. */
const distancesForEditAtStart = 10;

/**
 * `times` ascending, in seconds; `tickSec` is the stream's time base, null where it is not known.
 *
 * A distance is odd if it differs from the middle one of all by more than 2 ms. A rate is variable if more than 2 % of
 * the distances are odd, unless every single picture lies within one tick of an even spacing: then only the clock is
 * coarse (24 frames a second counted in hundredths), and the rate is constant.
 * Null for no pictures at all; one or two are even.
 */
export function isUnevenlySpaced(times: Float64Array, tickSec: number | null): boolean | null {
  if (times.length === 0) return null;
  const median = medianDistance(times);
  if (median === null) return false;
  const distances = times.length - 1;
  const from = distances >= distancesForEditAtStart ? 1 : 0;
  let odd = 0;
  for (let at = from; at < distances; at += 1) {
    const distance = (times[at + 1] ?? 0) - (times[at] ?? 0);
    // A hundredth of a microsecond forgives the arithmetic on times that are printed with six decimals.
    if (Math.abs(distance - median) > roundingSec + 1e-8) odd += 1;
  }
  return odd > (distances - from) * oddShare && !isEvenBut(times, tickSec ?? 0);
}

function isEvenBut(times: Float64Array, tickSec: number): boolean {
  const first = times[0] ?? 0;
  const step = ((times.at(-1) ?? first) - first) / (times.length - 1);
  for (let at = 1; at < times.length - 1; at += 1) {
    // Two microseconds forgive the six printed decimals.
    if (Math.abs((times[at] ?? 0) - first - at * step) > tickSec + 2e-6) return false;
  }
  return true;
}
