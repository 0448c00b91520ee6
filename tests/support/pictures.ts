/** Pictures as bytes, and how far two of them are apart. */
import { runReference } from './make-clip.ts';

/** RGB, full range, rows without padding. */
export async function rgbOf(path: string, before: readonly string[] = [], filters = 'null'): Promise<Buffer> {
  const chain = `${filters},format=rgb24`;
  return runReference('ffmpeg', [
    ...before,
    '-i',
    path,
    '-vf',
    chain,
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    'pipe:1',
  ]);
}

/** The frame that ffmpeg shows at a time of the file's own clock, turned by itself, at the given size. */
export async function frameAt(
  path: string,
  timeSec: number,
  size: { width: number; height: number },
): Promise<Buffer> {
  const select = `select='gte(t,${(timeSec - 0.002).toFixed(3)})',scale=${size.width}:${size.height}:flags=area`;
  return rgbOf(path, ['-copyts'], select);
}

/** Mean of the absolute differences of all bytes, 0 to 255. */
export function meanDifference(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length || one.length === 0) return 255;
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  return sum / one.length;
}

/** Mean and standard deviation of all bytes. */
export function spreadOf(bytes: Uint8Array): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  let squares = 0;
  for (const value of bytes) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / bytes.length;
  return { mean, deviation: Math.sqrt(squares / bytes.length - mean * mean) };
}
