/**
 * The colours that a clip consists of: a histogram of all sampled pixels, clustered in Oklab by weighted k-means
 * (S. Lloyd, "Least squares quantization in PCM", 1982). Nothing is random: the same pixels give the same colours.
 */
import { oklabDistanceSquared, oklabOfRgb } from './oklab.ts';
import type { Oklab } from './oklab.ts';

/** 5 bits a channel. */
const binCount = 1 << 15;
const mostColours = 6;
const rounds = 16;
/** Oklab distance under which two colours are one for people who name colours; by trial on real clips. */
const sameColourDistance = 0.06;
/** Colours with less of the picture are left out. */
const smallestPercent = 1;

export interface DominantColour {
  /** "#rrggbb". */
  readonly colour: string;
  readonly percent: number;
}

interface Bin {
  readonly lab: Oklab;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  weight: number;
}

/** Counts the pixels of RGB pictures. About 2 MB, whatever the number of pictures. */
export class ColourHistogram {
  readonly #counts = new Float64Array(binCount);
  readonly #reds = new Float64Array(binCount);
  readonly #greens = new Float64Array(binCount);
  readonly #blues = new Float64Array(binCount);

  add(rgb: Uint8Array): void {
    for (let at = 0; at + 2 < rgb.length; at += 3) {
      const red = rgb[at] ?? 0;
      const green = rgb[at + 1] ?? 0;
      const blue = rgb[at + 2] ?? 0;
      const bin = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
      this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
      this.#reds[bin] = (this.#reds[bin] ?? 0) + red;
      this.#greens[bin] = (this.#greens[bin] ?? 0) + green;
      this.#blues[bin] = (this.#blues[bin] ?? 0) + blue;
    }
  }

  /**
   * Up to six colours, most frequent first. `blackBarShare` (0 to 1) of all pixels are taken to be black bars and
   * left out of account. Empty if nothing was added.
   */
  dominant(blackBarShare = 0): DominantColour[] {
    const bins = withoutBars(this.#bins(), blackBarShare);
    const total = bins.reduce((sum, bin) => sum + bin.weight, 0);
    const clusters = mergeAlike(cluster(bins)).toSorted((a, b) => b.weight - a.weight);
    return clusters
      .map((each) => ({ colour: hexOf(each), percent: Math.round((each.weight / total) * 1000) / 10 }))
      .filter(({ percent }) => percent >= smallestPercent);
  }

  #bins(): Bin[] {
    const bins: Bin[] = [];
    for (let index = 0; index < binCount; index += 1) {
      const weight = this.#counts[index] ?? 0;
      if (weight === 0) continue;
      const red = (this.#reds[index] ?? 0) / weight;
      const green = (this.#greens[index] ?? 0) / weight;
      const blue = (this.#blues[index] ?? 0) / weight;
      bins.push({ lab: oklabOfRgb(red, green, blue), red, green, blue, weight });
    }
    return bins;
  }
}

/** Takes the share of the bars away from the darkest bins. */
function withoutBars(bins: readonly Bin[], share: number): Bin[] {
  let left = share * bins.reduce((sum, bin) => sum + bin.weight, 0);
  const kept: Bin[] = [];
  for (const bin of bins.toSorted((a, b) => a.lab[0] - b.lab[0])) {
    const taken = Math.min(left, bin.weight);
    left -= taken;
    if (bin.weight > taken) kept.push({ ...bin, weight: bin.weight - taken });
  }
  return kept;
}

/** Weighted mean of colours, in RGB so that flat colours stay exact. */
function meanOf(bins: readonly Bin[]): Bin {
  const weight = bins.reduce((sum, bin) => sum + bin.weight, 0);
  const mean = (value: (bin: Bin) => number): number =>
    bins.reduce((sum, bin) => sum + value(bin) * bin.weight, 0) / weight;
  const red = mean((bin) => bin.red);
  const green = mean((bin) => bin.green);
  const blue = mean((bin) => bin.blue);
  return { lab: oklabOfRgb(red, green, blue), red, green, blue, weight };
}

/** Starts from the heaviest colour and then from those that count most, by weight and distance from the chosen ones. */
function startingColours(bins: readonly Bin[]): Bin[] {
  const chosen: Bin[] = [];
  const nearest = bins.map(() => 1);
  while (chosen.length < Math.min(mostColours, bins.length)) {
    let best = 0;
    let bestValue = 0;
    bins.forEach((bin, index) => {
      const value = bin.weight * (nearest[index] ?? 0);
      if (value > bestValue) [best, bestValue] = [index, value];
    });
    const next = bins[best];
    if (next === undefined || bestValue === 0) break;
    chosen.push(next);
    bins.forEach((bin, index) => {
      const distance = oklabDistanceSquared(bin.lab, next.lab);
      nearest[index] = chosen.length === 1 ? distance : Math.min(nearest[index] ?? 0, distance);
    });
  }
  return chosen;
}

function cluster(bins: readonly Bin[]): Bin[] {
  let centres = startingColours(bins);
  for (let round = 0; round < rounds; round += 1) {
    const groups = centres.map((): Bin[] => []);
    for (const bin of bins) groups[nearestOf(centres, bin.lab)]?.push(bin);
    const next = groups.filter((group) => group.length > 0).map(meanOf);
    const settled =
      next.length === centres.length &&
      next.every((centre, index) => centre.weight === centres[index]?.weight && round > 0);
    centres = next;
    if (settled) break;
  }
  return centres;
}

function nearestOf(centres: readonly Bin[], lab: Oklab): number {
  let best = 0;
  let bestDistance = Infinity;
  for (let index = 0; index < centres.length; index += 1) {
    const centre = centres[index];
    if (centre === undefined) continue;
    const distance = oklabDistanceSquared(centre.lab, lab);
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
  }
  return best;
}

/** Joins the two nearest colours for as long as they are as good as one. */
function mergeAlike(clusters: readonly Bin[]): Bin[] {
  let merged = [...clusters];
  for (;;) {
    const pairs = merged.flatMap((a, first) =>
      merged.slice(first + 1).map((b) => ({ a, b, distance: oklabDistanceSquared(a.lab, b.lab) })),
    );
    const nearest = pairs.toSorted((one, other) => one.distance - other.distance)[0];
    if (nearest === undefined || nearest.distance >= sameColourDistance ** 2) return merged;
    const { a, b } = nearest;
    merged = [...merged.filter((each) => each !== a && each !== b), meanOf([a, b])];
  }
}

function hexOf({ red, green, blue }: Bin): string {
  const channel = (level: number): string => Math.round(level).toString(16).padStart(2, '0');
  return `#${channel(red)}${channel(green)}${channel(blue)}`;
}
