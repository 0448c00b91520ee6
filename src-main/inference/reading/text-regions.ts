/**
 * From a map of how likely each pixel is text to regions around lines: the post-processing of Differentiable Binarization (Liao et al.
 * 2020, "Real-time Scene Text Detection with Differentiable Binarization"), with the thresholds of PaddleOCR's DBPostProcess.
 */
import type { Region } from '../picture/crop.ts';
import { brightComponents, type Component, type ProbabilityMap } from './bright-components.ts';
import { minAreaRectangle } from './min-area-rectangle.ts';

export interface TextRegionOptions {
  /** A pixel is text above this. */
  readonly pixelThreshold: number;
  /** A rectangle is kept whose pixels are text by this much on average. */
  readonly regionThreshold: number;
  /** The network marks a shrunken core of each line, which is grown by area x ratio / perimeter. */
  readonly unclipRatio: number;
}

/** How many pixels of the picture one of the map covers, in each direction. */
export interface MapPixel {
  readonly width: number;
  readonly height: number;
}

/** Cores that are thinner, in pixels of the map, are noise. */
const thinnestCore = 3;
/** Lines that are lower, in pixels of the picture, have letters of about half of it: nobody could read them. */
const lowestLine = 10;
/** Reading takes longest: where everything looks like text, only the largest are read. */
const mostRegions = 200;
/** Above this height for one of width, text stands on end (PaddleOCR's get_rotate_crop_image)… */
const standingRatio = 1.5;
/** …and below this, it may still be one upright letter. */
const letterRatio = 3;

/** One line of text: regions that differ in which way its text runs, likeliest first. Their widths lie along the text. */
export type TextWays = readonly [Region, ...Region[]];

/** Mean probability of the pixels whose centres lie within a region (in pixels of the map). */
export function meanWithin({ values, width, height }: ProbabilityMap, region: Region): number {
  const cosine = Math.cos(region.rotationRad);
  const sine = Math.sin(region.rotationRad);
  const reachX = (Math.abs(region.width * cosine) + Math.abs(region.height * sine)) / 2;
  const reachY = (Math.abs(region.width * sine) + Math.abs(region.height * cosine)) / 2;
  const lastRow = Math.min(Math.ceil(region.centreY + reachY), height - 1);
  const lastColumn = Math.min(Math.ceil(region.centreX + reachX), width - 1);
  let sum = 0;
  let count = 0;
  for (let row = Math.max(Math.floor(region.centreY - reachY), 0); row <= lastRow; row += 1) {
    for (let column = Math.max(Math.floor(region.centreX - reachX), 0); column <= lastColumn; column += 1) {
      const x = column - region.centreX;
      const y = row - region.centreY;
      if (Math.abs(x * cosine + y * sine) > region.width / 2) continue;
      if (Math.abs(y * cosine - x * sine) > region.height / 2) continue;
      sum += values[row * width + column] ?? 0;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Text that stands on end is taken as turned clockwise: its own left end is at the top. */
function waysOf(region: Region): TextWays {
  const ratio = region.height / region.width;
  if (ratio < standingRatio) return [region];
  const { centreX, centreY, width, height, rotationRad } = region;
  const turned = { centreX, centreY, width: height, height: width, rotationRad: rotationRad + Math.PI / 2 };
  return ratio < letterRatio ? [turned, region] : [turned];
}

function regionOf(
  map: ProbabilityMap,
  component: Component,
  mapPixel: MapPixel,
  options: TextRegionOptions,
): TextWays | null {
  const core = minAreaRectangle(component.rowEnds);
  if (core === null || Math.min(core.width, core.height) + 1 < thinnestCore) return null;
  if (meanWithin(map, core) < options.regionThreshold) return null;
  const { width: scaleX, height: scaleY } = mapPixel;
  const points = component.rowEnds.map(({ x, y }) => ({ x: (x + 0.5) * scaleX, y: (y + 0.5) * scaleY }));
  const placed = minAreaRectangle(points);
  if (placed === null) return null;
  const width = placed.width + scaleX;
  const height = placed.height + scaleY;
  const grow = (width * height * options.unclipRatio) / (2 * (width + height));
  if (Math.min(width, height) + 2 * grow < lowestLine) return null;
  return waysOf({ ...placed, width: width + 2 * grow, height: height + 2 * grow });
}

/** Lines of text, in pixels of the picture, largest first. Map and picture have their top left corner in common. */
export function textRegions(map: ProbabilityMap, mapPixel: MapPixel, options: TextRegionOptions): TextWays[] {
  return brightComponents(map, options.pixelThreshold)
    .toSorted((one, other) => other.pixelCount - one.pixelCount)
    .slice(0, mostRegions)
    .map((component) => regionOf(map, component, mapPixel, options))
    .filter((ways) => ways !== null);
}
