/** How a picture is to be turned and mirrored before it is looked at. */
import type { SideData } from './ffprobe-json.ts';
import { toNumber, toText } from './lenient.ts';

export interface Orientation {
  /** As ffprobe prints it: whole degrees, counter-clockwise positive, -180 to 180. */
  readonly rotationDeg: number;
  /** Whether the picture is mirrored after it was turned. */
  readonly mirrored: boolean;
}

/** ffprobe prints three lines "0000000n: a b c" of integers in 16.16 fixed point (ISO/IEC 14496-12, 8.3.2). */
function matrixNumbers(text: string): readonly number[] | null {
  const numbers = text
    .split('\n')
    .flatMap((line) => line.replace(/^\s*[0-9a-f]+:/i, '').match(/-?\d+/g) ?? [])
    .map(Number);
  return numbers.length >= 9 ? numbers : null;
}

/** The angle as libavutil's av_display_rotation_get computes it: columns are scaled to unit length first. */
function angleOf(a: number, b: number, c: number, d: number): number | null {
  const scale = [Math.hypot(a, c), Math.hypot(b, d)] as const;
  if (scale[0] === 0 || scale[1] === 0) return null;
  const angle = (-Math.atan2(b / scale[1], a / scale[0]) * 180) / Math.PI;
  return Math.round(angle);
}

/** An identity where the stream says nothing, or nothing that makes sense. */
export function orientationOf(sideData: readonly SideData[]): Orientation {
  const display = sideData.find((entry) => entry.side_data_type === 'Display Matrix');
  if (display === undefined) return { rotationDeg: 0, mirrored: false };
  const numbers = matrixNumbers(toText(display['displaymatrix']) ?? '');
  const [a = 65536, b = 0, , c = 0, d = 65536] = numbers ?? [];
  const printed = toNumber(display['rotation']);
  const usable = printed !== null && Math.abs(printed) <= 180;
  const rotationDeg = usable ? Math.round(printed) : (angleOf(a, b, c, d) ?? 0);
  // Adding zero turns -0 into 0.
  return { rotationDeg: rotationDeg + 0, mirrored: a * d - b * c < 0 };
}

/** Whether width and height change places; a few degrees off a quarter turn still count as one. */
function isQuarterTurn(rotationDeg: number): boolean {
  return Math.abs(Math.abs(rotationDeg) - 90) < 45;
}

/** Size in square pixels, the right way up: the width is stretched by the sample aspect, then the picture is turned. */
export function displaySize(
  coded: { readonly width: number; readonly height: number },
  sampleAspect: number | null,
  rotationDeg: number,
): { readonly displayWidth: number; readonly displayHeight: number } {
  const width = Math.max(1, Math.round(coded.width * (sampleAspect ?? 1)));
  return isQuarterTurn(rotationDeg)
    ? { displayWidth: coded.height, displayHeight: width }
    : { displayWidth: width, displayHeight: coded.height };
}
