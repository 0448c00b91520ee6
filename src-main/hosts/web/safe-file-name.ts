/** PURE: names of files as browsers tell them, made safe for every file system that a library may be on or be copied to. */

/** File systems take 255 bytes (or UTF-16 units); this leaves room for " (2)" and for what tools append. */
const mostNameBytes = 200;

/** Separators and what Windows reserves, control characters, halves of characters, and marks that turn the reading direction. */
const unsafe = /[<>:"/\\|?*\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u2028\u2029]/gu;

/** Names of devices on Windows, with any extension: learn.microsoft.com, "Naming Files, Paths, and Namespaces". */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;

export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(unsafe, '_')
    .replace(/^[\s.]+/u, '')
    .replace(/[\s.]+$/u, '');
  const { stem, extension } = splitName(plain === '' ? 'upload' : plain);
  const stemBefore = stem.split('.', 1)[0]?.trimEnd() ?? '';
  const named = device.test(stemBefore) ? `_${stem}` : stem;
  const room = mostNameBytes - Buffer.byteLength(extension);
  return `${cutToBytes(named, room).replace(/[\s.]+$/u, '')}${extension}`;
}

/** "clip.mp4" as its nth: itself, "clip (2).mp4", "clip (3).mp4". */
export function numberedName(name: string, number: number): string {
  if (number <= 1) return name;
  const { stem, extension } = splitName(name);
  return `${stem} (${String(number)})${extension}`;
}

/** What is behind the last dot, dot included, if it looks like an extension. */
function splitName(name: string): { stem: string; extension: string } {
  const extension = /(?<=.)\.[\p{L}\p{N}]{1,16}$/u.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}

/** Whole characters only, as people see them. */
function cutToBytes(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  let cut = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > mostBytes) break;
    cut += segment;
  }
  return cut === '' ? 'upload' : cut;
}
