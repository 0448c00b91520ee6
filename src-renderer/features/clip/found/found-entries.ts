/** PURE: what models found, as lists that lead to its moments. */
import type { ClipUnderstanding } from '../../../../src-preload/contract/commands/clip-understanding.ts';
import type { TaskName } from '../../../../src-preload/contract/inference-tasks.ts';
import type { LaneColour } from '../timeline/lanes/rows-drawing.ts';
import { type LaneSpan, merged } from '../timeline/lane-rows.ts';
import type { LabelWords } from '../understood/label-words.ts';

export interface FoundEntry {
  readonly id: string;
  readonly name: string;
  /** What else there is to say of it; null: nothing. */
  readonly detail: string | null;
  /** The highest of its moments. */
  readonly confidence: number | null;
  readonly moments: readonly LaneSpan[];
  /** All moments together. */
  readonly seconds: number;
}

export const foundKinds = [
  ...(['objects', 'faces', 'sounds', 'texts', 'labels'] as const),
  ...(['emotions', 'gestures', 'framing', 'warnings'] as const),
] as const;
export type FoundKind = (typeof foundKinds)[number];

/** Kinds that have a list even where it is empty: it says why. */
export const usualKinds: ReadonlySet<FoundKind> = new Set(['objects', 'faces', 'sounds', 'texts', 'labels']);

/** Kind -> which stage finds it, by which model, and its colour. */
export const foundSources: Readonly<
  Record<FoundKind, { readonly stage: string; readonly task: TaskName; readonly colour: LaneColour }>
> = {
  objects: { stage: 'objects', task: 'objects', colour: 'objects' },
  faces: { stage: 'faces', task: 'faces', colour: 'faces' },
  sounds: { stage: 'sound-events', task: 'sound-events', colour: 'sounds' },
  texts: { stage: 'on-screen-text', task: 'on-screen-text', colour: 'text' },
  labels: { stage: 'picture-features', task: 'picture-features', colour: 'labels' },
  emotions: { stage: 'emotion', task: 'emotion', colour: 'faces' },
  gestures: { stage: 'hands', task: 'hands', colour: 'hands' },
  framing: { stage: 'pose', task: 'pose', colour: 'body' },
  warnings: { stage: 'content-warning', task: 'content-warning', colour: 'danger' },
};

type Finder = (understanding: ClipUnderstanding, words: LabelWords) => readonly FoundEntry[];

const finders: Readonly<Record<FoundKind, Finder>> = {
  objects: ({ objects }, words) =>
    byName(
      (objects?.tracks ?? []).map((track) => ({ ...track, text: track.label })),
      (name) => {
        const most = objects?.labels.find(({ label }) => label === name)?.mostAtOnce ?? 1;
        return most > 1 ? words.atOnce(most) : null;
      },
    ),
  faces: facesOf,
  sounds: ({ sounds }, words) =>
    byName(
      (sounds?.spans ?? []).map((span) => ({ ...span, text: span.label })),
      (name) => {
        const group = sounds?.spans.find(({ label }) => label === name)?.group;
        const word = group === undefined || group === 'other' ? null : words.soundGroup(group);
        return word?.toLowerCase() === name.toLowerCase() ? null : word;
      },
    ),
  texts: textsOf,
  labels: ({ labels }) =>
    byName(
      (labels?.shots ?? []).flatMap(({ startSec, endSec, labels: some }) =>
        some.map(({ label, confidence }) => ({ startSec, endSec, confidence, text: label })),
      ),
    ),
  emotions: ({ emotions }, words) =>
    byName((emotions?.spans ?? []).map((span) => ({ ...span, text: words.emotion(span.emotion) }))),
  gestures: ({ hands }, words) =>
    byName(
      (hands?.spans ?? []).map((span) => ({
        ...span,
        text: [words.gesture(span.gesture), words.handedness(span.handedness)].filter(Boolean).join(', '),
      })),
    ),
  framing: ({ pose }, words) =>
    byName(
      (pose?.framing ?? []).map(({ shotSize, position, ...span }) => ({
        ...{ startSec: span.startSec, endSec: span.endSec, confidence: null },
        text: `${words.shotSize(shotSize)}, ${words.position(position)}`,
      })),
    ),
  warnings: ({ contentWarning }, words) =>
    byName((contentWarning?.spans ?? []).map((span) => ({ ...span, text: words.warning(span.label) }))),
};

export function foundOf(
  understanding: ClipUnderstanding | null,
  words: LabelWords,
): Readonly<Record<FoundKind, readonly FoundEntry[]>> {
  const entries = foundKinds.map((kind) => [
    kind,
    understanding === null ? [] : finders[kind](understanding, words),
  ]);
  return Object.fromEntries(entries) as Record<FoundKind, readonly FoundEntry[]>;
}

/** One entry for each name, most time first. */
function byName(
  spans: readonly LaneSpan[],
  detailOf: (name: string) => string | null = () => null,
): readonly FoundEntry[] {
  const names = new Map<string, LaneSpan[]>();
  for (const { startSec, endSec, confidence, text } of spans) {
    const span = { startSec, endSec, confidence, text };
    const known = names.get(text);
    if (known === undefined) names.set(text, [span]);
    else known.push(span);
  }
  return [...names]
    .map(([name, moments]) => entryOf(name, name, detailOf(name), merged(moments)))
    .sort((one, other) => other.seconds - one.seconds);
}

function entryOf(id: string, name: string, detail: string | null, moments: readonly LaneSpan[]): FoundEntry {
  const known = moments.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  return {
    ...{ id, name, detail, moments },
    confidence: known.length === 0 ? null : Math.max(...known),
    seconds: moments.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0),
  };
}

/** People where faces were told apart, else every face by itself; the largest share of the frame is said with it. */
function facesOf({ faces, people }: ClipUnderstanding, words: LabelWords): readonly FoundEntry[] {
  if (people !== null && people.people.length > 0)
    return people.people.map(({ id, spans, best }) => {
      const name = words.person(id + 1);
      const moments = spans.map((span) => ({ ...span, text: name, confidence: best.confidence }));
      return entryOf(`person ${String(id)}`, name, null, merged(moments));
    });
  return (faces?.tracks ?? []).map(({ id, startSec, endSec, confidence, largestShare }) => {
    const name = words.face(id + 1);
    return entryOf(`face ${String(id)}`, name, words.ofFrame(largestShare), [
      { startSec, endSec, confidence, text: name },
    ]);
  });
}

/** The same words at several places or times are one entry; what changes in place is told by its first and last reading. */
function textsOf({ texts }: ClipUnderstanding, words: LabelWords): readonly FoundEntry[] {
  const spans = texts?.spans ?? [];
  const entries = byName(
    spans.map(({ text, readings, ...span }) => ({ ...span, text: changing(readings) ?? text })),
    (name) => {
      const kind = spans.find(({ text, readings }) => (changing(readings) ?? text) === name)?.kind;
      return kind === undefined || kind === 'other' ? null : words.textKind(kind);
    },
  );
  return entries.toSorted(
    (one, other) => (one.moments[0]?.startSec ?? 0) - (other.moments[0]?.startSec ?? 0),
  );
}

function changing(readings: readonly { readonly text: string }[]): string | null {
  const [first, last] = [readings[0]?.text, readings.at(-1)?.text];
  return first === undefined || last === undefined || first === last ? null : `${first} … ${last}`;
}
