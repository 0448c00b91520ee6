/** The level of a VP9 stream, from how much of it there is to decode (webmproject.org/vp9/levels). PURE. */

/** Ten times the level, most luma samples a second, most luma samples a picture. */
const levels: readonly (readonly [level: number, samplesPerSec: number, pictureSize: number])[] = [
  [10, 829_440, 36_864],
  [11, 2_764_800, 73_728],
  [20, 4_608_000, 122_880],
  [21, 9_216_000, 245_760],
  [30, 20_736_000, 552_960],
  [31, 36_864_000, 983_040],
  [40, 83_558_400, 2_228_224],
  [41, 160_432_128, 2_228_224],
  [50, 311_951_360, 8_912_896],
  [51, 588_251_136, 8_912_896],
  [52, 1_176_502_272, 8_912_896],
  [60, 1_176_502_272, 35_651_584],
  [61, 2_353_004_544, 35_651_584],
  [62, 4_706_009_088, 35_651_584],
];

/** Frame rate that is assumed where none is known. */
const usualFramesPerSec = 30;

/** Size in pixels. @returns ten times the level; null beyond the highest */
export function vp9LevelFor(width: number, height: number, framesPerSecond: number | null): number | null {
  const size = width * height;
  const rate = size * (framesPerSecond ?? usualFramesPerSec);
  return levels.find(([, mostRate, mostSize]) => rate <= mostRate && size <= mostSize)?.[0] ?? null;
}
