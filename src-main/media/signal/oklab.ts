/**
 * The Oklab colour space (B. Ottosson, "A perceptual color space for image processing", 2020,
 * bottosson.github.io/posts/oklab), in which equal distances look about equally different.
 */

/** Lightness 0 to 1, green-red and blue-yellow about -0.4 to 0.4. */
export type Oklab = readonly [lightness: number, greenRed: number, blueYellow: number];

/** sRGB transfer function (IEC 61966-2-1), 0 to 255 in, linear 0 to 1 out. */
function linear(level: number): number {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Converts sRGB levels, 0 to 255 each (fractions allowed). */
export function oklabOfRgb(red: number, green: number, blue: number): Oklab {
  const r = linear(red);
  const g = linear(green);
  const b = linear(blue);
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

/** Square of the Euclidean distance. */
export function oklabDistanceSquared(a: Oklab, b: Oklab): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}
