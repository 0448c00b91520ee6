/** Runs of samples that say the same. */

export interface Run<Sample> {
  readonly startSec: number;
  readonly endSec: number;
  /** At least one. */
  readonly samples: readonly [Sample, ...Sample[]];
}

/**
 * Neighbouring samples of which `sayingOf` gives the same text are one run; those of which it gives null belong to none. A
 * run also ends where the next sample begins later than it: something else was there, or nothing.
 */
export function runsOf<Sample extends { readonly timeSec: number; readonly endSec: number }>(
  samples: readonly Sample[],
  sayingOf: (sample: Sample) => string | null,
): Run<Sample>[] {
  const runs: { saying: string; samples: [Sample, ...Sample[]] }[] = [];
  let open: (typeof runs)[number] | null = null;
  let untilSec = -Infinity;
  for (const sample of samples) {
    const saying = sayingOf(sample);
    const goesOn = open !== null && open.saying === saying && sample.timeSec <= untilSec;
    if (saying === null) open = null;
    else if (open !== null && goesOn) open.samples.push(sample);
    else runs.push((open = { saying, samples: [sample] }));
    untilSec = sample.endSec;
  }
  return runs.map(({ samples: members }) => ({
    startSec: members[0].timeSec,
    endSec: (members.at(-1) ?? members[0]).endSec,
    samples: members,
  }));
}

/** The one of which `scoreOf` is the highest; the first among equals. */
export function best<Item>(items: readonly [Item, ...Item[]], scoreOf: (item: Item) => number): Item {
  return items.reduce((found, item) => (scoreOf(item) > scoreOf(found) ? item : found));
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
