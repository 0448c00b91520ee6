/** PURE: as many peaks as there are pixels. */

/**
 * For each pixel the lowest and the highest of the buckets that touch it. Pixels behind the last bucket stay 0.
 *
 * @param peaks lowest and highest sample of each bucket in turn, -128 to 127
 * @returns the same for each pixel
 */
export function reducePeaks(
  peaks: Int8Array,
  bucketSec: number,
  {
    startSec,
    secPerPx,
    widthPx,
  }: { readonly startSec: number; readonly secPerPx: number; readonly widthPx: number },
): Int8Array {
  const reduced = new Int8Array(widthPx * 2);
  const bucketCount = Math.floor(peaks.length / 2);
  for (let x = 0; x < widthPx; x += 1) {
    const from = Math.max(0, Math.floor((startSec + x * secPerPx) / bucketSec + 1e-9));
    const end = Math.ceil((startSec + (x + 1) * secPerPx) / bucketSec - 1e-9);
    const [low, high] = lowestAndHighest(peaks, from, Math.min(bucketCount, Math.max(end, from + 1)));
    reduced[2 * x] = low;
    reduced[2 * x + 1] = high;
  }
  return reduced;
}

function lowestAndHighest(peaks: Int8Array, from: number, end: number): readonly [number, number] {
  if (from >= end) return [0, 0];
  let [low, high] = [127, -128];
  for (let bucket = from; bucket < end; bucket += 1) {
    const [lowest, highest] = [peaks[2 * bucket] ?? 0, peaks[2 * bucket + 1] ?? 0];
    if (lowest < low) low = lowest;
    if (highest > high) high = highest;
  }
  return [low, high];
}
