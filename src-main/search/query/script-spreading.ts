/**
 * Scripts that are written without spaces, made fit for FTS5's unicode61: it ends a term at a space or a sign, so that a whole sentence of
 * Japanese is one term to it. With U+200B (zero width space) between them, each character is a term, and a phrase of characters is
 * found wherever it stands, also one of one or two characters, which FTS5's trigram tokenizer cannot find (sqlite.org/fts5.html, 4.3.4).
 */

const separator = '\u200B';
const unspaced = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
// Extensions of scripts, so that the long-vowel sign of both kana counts too.
const inScript = `[${unspaced.map((script) => `\\p{Script_Extensions=${script}}`).join('')}]`;
/** What belongs to terms by unicode61's default: letters, numbers and private use. */
const inTerm = '[\\p{L}\\p{N}\\p{Co}]';

const spreadCharacter = new RegExp(`(?=${inTerm})${inScript}`, 'u');
const seam = new RegExp(
  `(?<=(?=${inTerm})${inScript})(?=${inTerm})|(?<=${inTerm})(?=(?=${inTerm})${inScript})`,
  'gu',
);

/**
 * In Unicode's composed form (NFC: file names of macOS have kana and Hangul in pieces), with U+200B between characters of such scripts, and
 * between them and other letters. U+200B and NUL that were there are taken out.
 */
export function spreadScripts(text: string): string {
  const composed = text.replaceAll(separator, '').replaceAll('\0', '').normalize('NFC');
  return spreadCharacter.test(composed) ? composed.replaceAll(seam, separator) : composed;
}

/** As a person reads it. */
export function unspread(text: string): string {
  return text.replaceAll(separator, '');
}
