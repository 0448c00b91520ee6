/**
 * Which of some points in time to keep so that they are spread as evenly as they can be: the indexes, ascending, of at
 * most `count` of them. The span from the first to the last is cut into equal pieces, and the point nearest to the
 * middle of each is taken; a piece without points gives none.
 * @param timesSec ascending
 */
export function pickEvenly(timesSec: readonly number[], count: number): number[] {
  if (timesSec.length <= count) return timesSec.map((_, index) => index);
  const start = timesSec[0] ?? 0;
  const span = (timesSec.at(-1) ?? start) - start;
  if (span <= 0) return [0].slice(0, count);
  const picked = new Map<number, { readonly index: number; readonly distance: number }>();
  timesSec.forEach((time, index) => {
    const position = ((time - start) / span) * count;
    const piece = Math.min(count - 1, Math.floor(position));
    const distance = Math.abs(position - piece - 0.5);
    const best = picked.get(piece);
    if (best === undefined || distance < best.distance) picked.set(piece, { index, distance });
  });
  return [...picked.values()].map(({ index }) => index).sort((a, b) => a - b);
}
