/**
 * From the labels of overlapping windows to spans: a label is there from a window in which it reaches `enter` to the last one
 * in which it does not fall below `leave` (hysteresis), and a short gap does not end it.
 */
import type { Scored, TaskOutput } from '../../src-preload/contract/inference-tasks.ts';
import { type SoundGroup, soundGroupOf } from './sound-groups.ts';

export interface SoundSpanOptions {
  readonly enter: number;
  readonly leave: number;
  readonly longestGapSec: number;
  /** Those that are heard longest and surest. */
  readonly mostLabels: number;
}

type Window = TaskOutput<'sound-events'>['windows'][number];

export interface SoundSpan {
  readonly startSec: number;
  readonly endSec: number;
  readonly label: string;
  readonly group: SoundGroup;
  /** The highest of its windows. */
  readonly confidence: number;
}

export interface SoundFindings {
  /** In the order of time. */
  readonly spans: readonly SoundSpan[];
  /** Most time first. */
  readonly labels: readonly (Scored & { readonly seconds: number })[];
}

/** No event: the loudness of a clip tells its silences better. */
const noEvents: ReadonlySet<string> = new Set(['Silence']);

/** @param windows in whatever order; those of neighbouring chunks may overlap */
export function soundSpans(windows: readonly Window[], options: SoundSpanOptions): SoundFindings {
  const cells = cellsOf(windows);
  const labels = new Set(cells.flatMap(({ scores }) => [...scores.keys()]));
  const found = [...labels].flatMap((label) => {
    const spans = spansOf(label, cells, options);
    const seconds = spans.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
    const confidence = spans.reduce((most, span) => Math.max(most, span.confidence), 0);
    return spans.length === 0 ? [] : [{ label, confidence, seconds, spans }];
  });
  const kept = found
    .toSorted((one, other) => other.seconds * other.confidence - one.seconds * one.confidence)
    .slice(0, options.mostLabels);
  return {
    spans: kept
      .flatMap(({ spans }) => spans)
      .toSorted((one, other) => one.startSec - other.startSec || one.endSec - other.endSec),
    labels: kept
      .map(({ label, confidence, seconds }) => ({ label, confidence, seconds }))
      .toSorted((one, other) => other.seconds - one.seconds),
  };
}

interface Cell {
  readonly startSec: number;
  readonly endSec: number;
  readonly scores: ReadonlyMap<string, number>;
}

/** Windows overlap; each stands for the time that is nearer to its middle than to that of another. */
function cellsOf(windows: readonly Window[]): Cell[] {
  const sorted = windows.toSorted((one, other) => one.startSec - other.startSec);
  const middle = ({ startSec, endSec }: Window): number => (startSec + endSec) / 2;
  return sorted.map((window, at) => {
    const before = sorted[at - 1];
    const after = sorted[at + 1];
    const { startSec, endSec, scores } = window;
    // Windows that do not touch leave a gap between them.
    const from =
      before === undefined || before.endSec < startSec ? startSec : (middle(before) + middle(window)) / 2;
    const to = after === undefined || endSec < after.startSec ? endSec : (middle(window) + middle(after)) / 2;
    return {
      startSec: from,
      endSec: to,
      scores: new Map(
        scores
          .filter(({ label }) => !noEvents.has(label))
          .map(({ label, confidence }) => [label, confidence]),
      ),
    };
  });
}

function spansOf(
  label: string,
  cells: readonly Cell[],
  { enter, leave, longestGapSec }: SoundSpanOptions,
): SoundSpan[] {
  const group = soundGroupOf(label);
  const spans: SoundSpan[] = [];
  for (const { startSec, endSec, scores } of cells) {
    const confidence = scores.get(label) ?? 0;
    const last = spans.at(-1);
    const gapSec = last === undefined ? Infinity : startSec - last.endSec;
    if (confidence < (gapSec > 0 ? enter : leave)) continue;
    if (last === undefined || gapSec > longestGapSec) {
      spans.push({ label, group, startSec, endSec, confidence });
      continue;
    }
    spans[spans.length - 1] = { ...last, endSec, confidence: Math.max(last.confidence, confidence) };
  }
  return spans;
}
