/** Where in a list something goes. */

/** @param gap 0: before the first; 1: behind it; and so on, counted with the one that is moved still in its place */
export function movedTo(ids: readonly string[], id: string, gap: number): readonly string[] {
  const from = ids.indexOf(id);
  if (from === -1) return ids;
  const others = ids.filter((other) => other !== id);
  const to = gap > from ? gap - 1 : gap;
  return [...others.slice(0, to), id, ...others.slice(to)];
}

/** Over its neighbour; at an end it stays. */
export function movedBy(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from === -1 || to < 0 || to >= ids.length) return ids;
  return movedTo(ids, id, by === 1 ? to + 1 : to);
}
