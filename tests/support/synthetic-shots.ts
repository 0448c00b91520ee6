/** Small made pictures for shot detectors: textures that differ from one another as real shots do, and their mixes. */
export const shotSize = { width: 64, height: 36 } as const;
const shotBytes = shotSize.width * shotSize.height * 3;

/**
 * A picture of soft patches, 5 x 4 pixels each, of its own colours. `shift` moves it to the left, by any number of
 * pixels, over a texture that goes on for ever.
 */
export function texture(seed: number, shift = 0): Uint8Array {
  const pixels = new Uint8Array(shotBytes);
  const { width, height } = shotSize;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const along = (x + shift) / 5;
      const column = Math.floor(along);
      const part = along - column;
      for (let channel = 0; channel < 3; channel += 1) {
        const here = patch(seed, column, Math.floor(y / 4), channel);
        const next = patch(seed, column + 1, Math.floor(y / 4), channel);
        pixels[(y * width + x) * 3 + channel] = Math.round(here + (next - here) * part);
      }
    }
  }
  return pixels;
}

/** 20 to 235, the same for the same arguments (an integer hash after Wang, with other constants). */
function patch(seed: number, column: number, row: number, channel: number): number {
  let hash =
    Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(column + 101, 0x85ebca6b) ^ Math.imul(row + 7, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(channel + 1, 0x27d4eb2f), 0x2c1b3c6d);
  return 20 + (((hash ^ (hash >>> 13)) >>> 0) % 216);
}

export function flat(red: number, green = red, blue = red): Uint8Array {
  const pixels = new Uint8Array(shotBytes);
  for (let at = 0; at < shotBytes; at += 3) pixels.set([red, green, blue], at);
  return pixels;
}

/** `(1 - share) * a + share * b`. */
export function mix(a: Uint8Array, b: Uint8Array, share: number): Uint8Array {
  return a.map((value, index) => Math.round(value * (1 - share) + (b[index] ?? 0) * share));
}

/** Each sample through `gain * value + offset`, clipped. */
export function lit(pixels: Uint8Array, gain: number, offset: number): Uint8Array {
  return pixels.map((value) => Math.min(255, Math.max(0, Math.round(gain * value + offset))));
}

export function repeat(pixels: Uint8Array, count: number): Uint8Array[] {
  return Array.from({ length: count }, () => pixels);
}

/** The pictures between `from` and `to`, without either: a transition of `frames` steps. */
export function blend(from: Uint8Array, to: Uint8Array, frames: number): Uint8Array[] {
  return Array.from({ length: frames - 1 }, (_, index) => mix(from, to, (index + 1) / frames));
}
