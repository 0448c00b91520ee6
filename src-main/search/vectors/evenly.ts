/** At most `most` of them, evenly, in their order. PURE. */
export function evenly<T>(all: ArrayLike<T>, most: number): T[] {
  if (all.length <= most) return Array.from(all);
  return Array.from({ length: most }, (_, at) => all[Math.floor(((at + 0.5) * all.length) / most)]).filter(
    (each) => each !== undefined,
  );
}
