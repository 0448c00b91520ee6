/** From "how the picture lies in the file" to the ffmpeg filters that put it the right way up. */

/** Filters by quarter turns clockwise: of a plain picture, and of one that is mirrored as well. */
const filtersByQuarterTurns: readonly {
  readonly plain: readonly string[];
  readonly mirrored: readonly string[];
}[] = [
  { plain: [], mirrored: ['vflip'] },
  { plain: ['transpose=clock'], mirrored: ['transpose=cclock_flip'] },
  { plain: ['hflip', 'vflip'], mirrored: ['hflip'] },
  { plain: ['transpose=cclock'], mirrored: ['transpose=clock_flip'] },
];

/** Clockwise quarter turns, 0 to 3, that are nearest to a display matrix' counter-clockwise angle. */
function quarterTurnsClockwise(rotationDeg: number): number {
  return ((Math.round(-rotationDeg / 90) % 4) + 4) % 4;
}

/** Whether `orientationFilters` makes width and height change places. */
export function swapsSides(rotationDeg: number): boolean {
  return quarterTurnsClockwise(rotationDeg) % 2 === 1;
}

/**
 * The filters that show a picture as its display matrix wants it, for use with `-noautorotate`, so that it can be
 * scaled down before it is turned. Empty where it already is the right way up; a slant is taken to the nearest
 * quarter turn.
 *
 * `rotationDeg` is ffprobe's: the direction in which the matrix sends the picture's x axis, counter-clockwise. A mirroring
 * matrix (negative determinant) turns the y axis over against it, so it is a vertical flip followed by the rotation.
 * The same cases as ffmpeg's own autorotation (fftools, configure_input_video_filter).
 */
export function orientationFilters(video: {
  readonly rotationDeg: number;
  readonly mirrored: boolean;
}): string[] {
  const filters = filtersByQuarterTurns[quarterTurnsClockwise(video.rotationDeg)];
  if (filters === undefined) return [];
  return [...(video.mirrored ? filters.mirrored : filters.plain)];
}
