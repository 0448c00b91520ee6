/** PURE: from what models found to rows of blocks along the time. */
import { type TimeScale, visibleSec } from './time-scale.ts';

interface Span {
  readonly startSec: number;
  readonly endSec: number;
}

export interface LaneSpan extends Span {
  readonly text: string;
  /** 0 to 1; null: there is none to tell. */
  readonly confidence: number | null;
}

/** Blocks of one row: in order, none over another. */
export interface LaneRow {
  readonly name: string;
  readonly spans: readonly LaneSpan[];
}

export interface LaneRows {
  /** All rows in one: where several things are at once, a block names them all. */
  readonly flat: readonly LaneSpan[];
  /** Most time first. */
  readonly rows: readonly LaneRow[];
}

/** More names than this in one block are counted instead. */
const mostNames = 3;
/** More rows than this would be a list, and there is one beside the picture. */
const mostRows = 8;
/** An instant has to be seen as well. */
const leastSec = 0.04;

/** @param found in any order; what has the same text goes into one row */
export function rowsOf(found: readonly LaneSpan[], moreText: (count: number) => string): LaneRows {
  const byText = new Map<string, LaneSpan[]>();
  for (const span of found) {
    const lasting = { ...span, endSec: Math.max(span.endSec, span.startSec + leastSec) };
    const spans = byText.get(span.text);
    if (spans === undefined) byText.set(span.text, [lasting]);
    else spans.push(lasting);
  }
  const rows = [...byText]
    .map(([name, spans]) => ({ name, spans: merged(spans) }))
    .sort((one, other) => lengthOf(other.spans) - lengthOf(one.spans));
  return { flat: flattened(rows, moreText), rows: withRest(rows, moreText) };
}

/** Overlapping and touching blocks as one; its confidence is the highest of theirs. */
export function merged(spans: readonly LaneSpan[]): readonly LaneSpan[] {
  const joined: LaneSpan[] = [];
  for (const span of spans.toSorted((one, other) => one.startSec - other.startSec)) {
    const last = joined.at(-1);
    if (last === undefined || span.startSec > last.endSec) joined.push(span);
    else
      joined[joined.length - 1] = {
        ...last,
        endSec: Math.max(last.endSec, span.endSec),
        confidence: highest(last.confidence, span.confidence),
      };
  }
  return joined;
}

function highest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
}

function withRest(rows: readonly LaneRow[], moreText: (count: number) => string): readonly LaneRow[] {
  if (rows.length <= mostRows) return rows;
  const rest = rows.slice(mostRows - 1);
  const { flat } = { flat: flattened(rest, moreText) };
  return [...rows.slice(0, mostRows - 1), { name: moreText(rest.length), spans: flat }];
}

/** Stretches throughout which the same rows have a block. */
function flattened(rows: readonly LaneRow[], moreText: (count: number) => string): readonly LaneSpan[] {
  const edges = rows
    .flatMap(({ spans }, row) =>
      spans.flatMap((span) => [
        { timeSec: span.startSec, row, span },
        { timeSec: span.endSec, row, span: null },
      ]),
    )
    .sort((one, other) => one.timeSec - other.timeSec);
  const here = new Map<number, LaneSpan>();
  const flat: LaneSpan[] = [];
  for (const [index, { timeSec, row, span }] of edges.entries()) {
    if (span === null) here.delete(row);
    else here.set(row, span);
    const next = edges[index + 1];
    if (next === undefined || next.timeSec <= timeSec || here.size === 0) continue;
    const names = [...here.keys()].sort((one, other) => one - other).map((at) => rows[at]?.name ?? '');
    push(flat, {
      startSec: timeSec,
      endSec: next.timeSec,
      text: namesText(names, moreText),
      confidence: [...here.values()].reduce<number | null>(
        (most, one) => highest(most, one.confidence),
        null,
      ),
    });
  }
  return flat;
}

function push(flat: LaneSpan[], span: LaneSpan): void {
  const last = flat.at(-1);
  if (last?.text === span.text && last.endSec === span.startSec)
    flat[flat.length - 1] = {
      ...span,
      startSec: last.startSec,
      confidence: highest(last.confidence, span.confidence),
    };
  else flat.push(span);
}

function namesText(names: readonly string[], moreText: (count: number) => string): string {
  const shown = names.length > mostNames ? names.slice(0, mostNames - 1) : names;
  const rest = names.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [moreText(rest)])].join(' · ');
}

/** Those that can be seen. @param spans in order, none over another */
export function inView<S extends Span>(spans: readonly S[], scale: TimeScale): readonly S[] {
  const endSec = scale.startSec + visibleSec(scale);
  const first = firstIndex(spans, ({ endSec: end }) => end >= scale.startSec);
  const behind = firstIndex(spans, ({ startSec }) => startSec > endSec);
  return spans.slice(first, behind);
}

/** What is at a time. @param spans in order, none over another */
export function spanAt<S extends Span>(spans: readonly S[], timeSec: number): S | undefined {
  const span = spans[firstIndex(spans, ({ endSec }) => endSec > timeSec)];
  return span !== undefined && span.startSec <= timeSec ? span : undefined;
}

/** Index of the first for which it holds; it holds for all behind that one, too. The length where it holds for none. */
export function firstIndex<T>(list: readonly T[], holds: (entry: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = list[middle];
    if (entry !== undefined && holds(entry)) high = middle;
    else low = middle + 1;
  }
  return low;
}
