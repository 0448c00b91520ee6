/** Sizes for pictures that are made of a clip. */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The even number of at least 2 that is nearest; of two that are as near, the smaller. */
function evenSide(side: number): number {
  return Math.max(2, Math.ceil(side / 2 - 0.5) * 2);
}

function evenSideWithin(side: number, limit: number): number {
  return Math.max(2, Math.min(evenSide(side), Math.floor(limit / 2) * 2));
}

/**
 * The largest size of the same aspect whose longer side is at most `longestSide`, with even sides; never larger than
 * the picture itself (but for sides of 1, which become 2).
 */
export function fitInside(picture: PictureSize, longestSide: number): PictureSize {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height, 1));
  return {
    width: evenSideWithin(picture.width * scale, Math.min(picture.width, longestSide)),
    height: evenSideWithin(picture.height * scale, Math.min(picture.height, longestSide)),
  };
}
