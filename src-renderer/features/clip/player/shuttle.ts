/** PURE: playing with J, K and L, as on an editing desk. A speed is signed: negative is backwards, 0 stands still. */
export type ShuttleKey = 'J' | 'K' | 'L';

/** Each further press doubles, up to here. */
const fastest = 8;
/** While K is held: J and L go by at half the speed. */
const slow = 0.5;

export function shuttle(speed: number, key: ShuttleKey, stopKey: 'held' | 'up' = 'up'): number {
  if (key === 'K') return 0;
  const direction = key === 'L' ? 1 : -1;
  if (stopKey === 'held') return direction * slow;
  const along = speed * direction;
  return along < 1 ? direction : direction * Math.min(fastest, 2 ** (Math.floor(Math.log2(along)) + 1));
}
