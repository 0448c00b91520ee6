/**
 * The form in which text is indexed: one line that people are shown, and behind it, each on a line of its own, other spellings of it
 * that are searched and seldom shown. PURE.
 */
import { spreadScripts } from '../query/script-spreading.ts';

/** Controls, and the signs that stand around found words. */
const unfit = /[\p{Cc}\uE000\uE001]/gu;

/** In one line. */
export function oneLine(text: string): string {
  return text.replace(unfit, ' ').replaceAll(/\s+/gu, ' ').trim();
}

/** Text of a moment, or of a field without other spellings. */
export function plainText(text: string): string {
  return spreadScripts(oneLine(text));
}

/** `also`: other spellings. */
export function indexedText(shown: string, also: readonly string[] = []): string {
  const others = new Set(also.map(plainText));
  return [plainText(shown), ...[...others].filter((line) => line !== '')].join('\n');
}

export function listed(parts: readonly (string | null | undefined)[], separator = ' · '): string {
  const present = parts.map((part) => oneLine(part ?? '')).filter((part) => part !== '');
  return [...new Set(present)].join(separator);
}

const run = /[\p{L}\p{N}]+/gu;
/** RedBoat, HDRClip, DSC0042, Take3, 0042take, but not mp4: where a word or a number begins inside a run of letters and digits. */
const seam =
  /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N}{2})|(?<=\p{L}{3})(?=\p{N})|(?<=\p{N}{2})(?=\p{L}{2})/gu;
const hyphened = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu;

/** Names as they are, and their parts as words of their own: "RedBoat" is also "Red Boat", "X-T4" also "XT4". */
export function namesText(names: readonly string[], separator?: string): string {
  const shown = listed(names, separator);
  return indexedText(shown, [partsOf(shown).join(' '), (shown.match(hyphened) ?? []).map(glued).join(' ')]);
}

function glued(word: string): string {
  return word.replaceAll('-', '');
}

function partsOf(text: string): readonly string[] {
  const parts = (text.match(run) ?? []).flatMap((word) => {
    const split = word.split(seam);
    return split.length > 1 ? split : [];
  });
  return [...new Set(parts)];
}
