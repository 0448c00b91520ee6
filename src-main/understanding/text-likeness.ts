/** How much two readings of a text differ. */

/**
 * Fewest letters to put in, take out or exchange (V. I. Levenshtein, 1966), over the length of the longer text: 0 the same, 1 nothing
 * in common. Of letters that `lettersOf` gave. null: more than `most`, which is found out with much less work (E. Ukkonen, "Algorithms for
 * Approximate String Matching", 1985: only a band of the table, and no further than there is hope).
 */
export function lettersDifference(one: Letters, other: Letters, most: number): number | null {
  const longest = Math.max(one.list.length, other.list.length);
  if (longest === 0) return 0;
  const mostEdits = Math.floor(longest * most + 1e-9);
  if (fewestEdits(one.counts, other.counts) > mostEdits) return null;
  const distance = editDistance(one.list, other.list, mostEdits);
  return distance === null ? null : distance / longest;
}

/** What counts of a text when it is compared: not case and spaces, which recognisers get wrong most easily. */
export interface Letters {
  readonly list: readonly string[];
  /** How often each letter occurs; letters of the same rest share a place. */
  readonly counts: Uint16Array;
}

const countPlaces = 32;

export function lettersOf(text: string): Letters {
  const list = Array.from(text.toLowerCase().replaceAll(/\s/gu, ''));
  const counts = new Uint16Array(countPlaces);
  for (const letter of list) {
    const place = (letter.codePointAt(0) ?? 0) % countPlaces;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { list, counts };
}

/** The text with every digit the same, so that readings of a counter or clock are alike. */
export function withoutDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, '0');
}

/** The digits alone. */
export function digitsOf(text: string): string {
  return text.replaceAll(/\P{Nd}/gu, '');
}

/** Each edit takes away at most one letter too many and puts in at most one that lacks: whatever their order, there are at least so many. */
function fewestEdits(one: Uint16Array, other: Uint16Array): number {
  let [tooMany, tooFew] = [0, 0];
  for (let place = 0; place < countPlaces; place += 1) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference > 0) tooMany += difference;
    else tooFew -= difference;
  }
  return Math.max(tooMany, tooFew);
}

/** null: more than `most`. */
function editDistance(one: readonly string[], other: readonly string[], most: number): number | null {
  if (Math.abs(one.length - other.length) > most) return null;
  const beyond = most + 1;
  let above = Uint32Array.from({ length: other.length + 1 }, (_, column) => Math.min(column, beyond));
  let here = new Uint32Array(other.length + 1);
  for (let row = 1; row <= one.length; row += 1) {
    const [from, to] = [Math.max(1, row - most), Math.min(other.length, row + most)];
    here.fill(beyond);
    if (row <= most) here[0] = row;
    let least = here[0] ?? beyond;
    for (let column = from; column <= to; column += 1) {
      const exchange = (above[column - 1] ?? beyond) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const shifted = Math.min(above[column] ?? beyond, here[column - 1] ?? beyond) + 1;
      const cost = Math.min(exchange, shifted, beyond);
      here[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return null;
    [above, here] = [here, above];
  }
  const distance = above[other.length] ?? beyond;
  return distance > most ? null : distance;
}
