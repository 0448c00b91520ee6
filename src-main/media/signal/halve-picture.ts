/**
 * rgb24 pixels at half the size in each direction: means of 2 x 2, an odd last row or column left out. `into` must hold
 * `floor(width / 2) * floor(height / 2) * 3` numbers; bytes get rounded means, floats exact ones.
 */
export function halvePicture(
  rgb: Uint8Array,
  width: number,
  height: number,
  into: Uint8Array | Float32Array,
): void {
  const rounding = into instanceof Uint8Array ? 0.5 : 0;
  const row = width * 3;
  let at = 0;
  for (let y = 0; y + 1 < height; y += 2) {
    for (let x = 0; x + 1 < width; x += 2) {
      const from = y * row + x * 3;
      for (let channel = from; channel < from + 3; channel += 1) {
        const upper = (rgb[channel] ?? 0) + (rgb[channel + 3] ?? 0);
        into[at] = (upper + (rgb[channel + row] ?? 0) + (rgb[channel + row + 3] ?? 0)) / 4 + rounding;
        at += 1;
      }
    }
  }
}
