/** From 0 up to before 1. */
export type Random = () => number;

/** The same numbers for the same seed: a counter, well mixed (Steele, Lea and Flood 2014, "SplittableRandom", with MurmurHash3's last steps). */
export function seededRandom(seed: number): Random {
  let counter = Math.imul(seed, 0x9e3779b1) ^ Math.floor(seed / 2 ** 32);
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
