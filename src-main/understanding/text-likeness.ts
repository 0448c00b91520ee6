/** How much two readings of a text differ. */

/**
 * Fewest letters to put in, take out or exchange (V. I. Levenshtein, 1966), over the length of the longer text: 0 the same, 1 nothing
 * in common. Case and spaces do not count: recognisers get them wrong most easily.
 */
export function textDifference(one: string, other: string): number {
  const [a, b] = [lettersOf(one), lettersOf(other)];
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : editDistance(a, b) / longest;
}

/** The text with every digit the same, so that readings of a counter or clock are alike. */
export function withoutDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, '0');
}

/** The digits alone. */
export function digitsOf(text: string): string {
  return text.replaceAll(/\P{Nd}/gu, '');
}

function lettersOf(text: string): string[] {
  return Array.from(text.toLowerCase().replaceAll(/\s/gu, ''));
}

function editDistance(one: readonly string[], other: readonly string[]): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  one.forEach((letter, row) => {
    const here = [row + 1];
    other.forEach((otherLetter, column) => {
      const exchange = (above[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      here.push(Math.min(exchange, (above[column + 1] ?? 0) + 1, (here[column] ?? 0) + 1));
    });
    above = here;
  });
  return above[other.length] ?? 0;
}
