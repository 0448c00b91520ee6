/** Clips whose display matrix turns and mirrors them, as ffmpeg's command line cannot write them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Rows [a b] and [c d] of the matrix: x' = ax + cy, y' = bx + dy (ISO/IEC 14496-12, 6.2.2). */
export type Turn = readonly [a: number, b: number, c: number, d: number];

/** All eight ways a picture can lie, by what ffprobe says of them. */
export const turns: readonly {
  readonly rotationDeg: number;
  readonly mirrored: boolean;
  readonly turn: Turn;
}[] = [
  { rotationDeg: 0, mirrored: false, turn: [1, 0, 0, 1] },
  { rotationDeg: -90, mirrored: false, turn: [0, 1, -1, 0] },
  { rotationDeg: 180, mirrored: false, turn: [-1, 0, 0, -1] },
  { rotationDeg: 90, mirrored: false, turn: [0, -1, 1, 0] },
  { rotationDeg: 0, mirrored: true, turn: [1, 0, 0, -1] },
  { rotationDeg: -90, mirrored: true, turn: [0, 1, 1, 0] },
  { rotationDeg: 180, mirrored: true, turn: [-1, 0, 0, 1] },
  { rotationDeg: 90, mirrored: true, turn: [0, -1, -1, 0] },
];

/** From the type of a `tkhd` box of version 0 to its matrix (ISO/IEC 14496-12, 8.3.2). */
const matrixOffset = 44;

/** A copy of an MP4 or MOV file, in which the first track has another display matrix. */
export async function orientedClip(
  sourcePath: string,
  folder: string,
  name: string,
  turn: Turn,
): Promise<string> {
  const bytes = await readFile(sourcePath);
  const at = bytes.indexOf('tkhd');
  if (at < 0) throw new Error(`${sourcePath} has no track header.`);
  const [a, b, c, d] = turn;
  [a, b, 0, c, d, 0].forEach((value, index) => {
    bytes.writeInt32BE(value * 65536, at + matrixOffset + index * 4);
  });
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}
