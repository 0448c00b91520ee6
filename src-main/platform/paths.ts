/**
 * Paths as text that loses nothing. On POSIX a file name is any bytes but "/" and NUL, and need not be UTF-8. Inside
 * Rushes a path is a string in which each byte that is not valid UTF-8 stands as one lone surrogate (U+DC00 + byte): the
 * scheme of Python's PEP 383 ("surrogateescape"), so it survives JSON. `fsPath` gives back what Node's fs takes.
 */
import { Buffer } from 'node:buffer';

const escapeBase = 0xdc00;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes from the system, as a path string. */
export function pathFromBytes(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = validSequenceLength(bytes, at);
    if (length === 0) {
      text += String.fromCharCode(escapeBase + (bytes[at] ?? 0));
      at += 1;
    } else {
      text += strictUtf8.decode(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return text;
}

function validSequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length =
    first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    strictUtf8.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

/** A path string, as the bytes that the system knows. */
export function pathToBytes(path: string): Buffer {
  if (path.isWellFormed()) return Buffer.from(path, 'utf8');
  const parts: Buffer[] = [];
  for (const character of path) {
    const code = character.charCodeAt(0);
    const escaped = character.length === 1 && code >= escapeBase + 0x80 && code <= escapeBase + 0xff;
    parts.push(escaped ? Buffer.from([code - escapeBase]) : Buffer.from(character, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** What to hand to Node's fs functions. */
export function fsPath(path: string): string | Buffer {
  return path.isWellFormed() ? path : pathToBytes(path);
}

/** A path for people's eyes: control characters and undecodable bytes as escapes, so that one path is one line. */
export function displayPath(path: string): string {
  return path
    .replace(/[\p{Cc}]/gu, (character) => JSON.stringify(character).slice(1, -1))
    .replace(
      /[\uDC80-\uDCFF](?<![\uD800-\uDBFF].)/g,
      (byte) => `\\x${(byte.charCodeAt(0) - escapeBase).toString(16)}`,
    );
}

/** Whether a path can go to any tool as an argument: valid Unicode, one line. */
export function isPlainPath(path: string): boolean {
  return path.isWellFormed() && !/[\p{Cc}]/u.test(path);
}
