/** Text as it is searched and sorted, so that spelling does not come in the way: case, accents, and numbers by value. */

/** Combining marks of Latin, Greek and Cyrillic letters. Those of other scripts tell words apart and are kept. */
const accents = /[\u0300-\u036f]/g;
const longestNumber = 99;

/**
 * Without case and accents, in compatibility form (Unicode's NFKC): "ÉTÉ", "été" and its decomposed spelling are one.
 * Of text that is searched and of what is searched for alike.
 */
export function foldText(text: string): string {
  return text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(accents, '').normalize('NFC');
}

/**
 * Puts names into the order in which people expect them when compared byte by byte: folded, numbers by value (each with
 * the count of its digits in front), and a name before longer ones that begin with it, whatever their extensions are.
 */
export function naturalSortKey(name: string): string {
  const folded = foldText(name);
  const dot = folded.lastIndexOf('.');
  const divided = dot > 0 ? `${folded.slice(0, dot)}\u0001${folded.slice(dot + 1)}` : folded;
  return divided.replace(/[0-9]+/g, (digits) => {
    const significant = digits.replace(/^0+/, '');
    const length = Math.min(significant.length, longestNumber);
    return String(length).padStart(2, '0') + significant;
  });
}
