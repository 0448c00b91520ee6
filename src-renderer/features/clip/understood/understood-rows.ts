/** PURE: what models found of one clip, as rows along its time. */
import type { ClipUnderstanding } from '../../../../src-preload/contract/commands/clip-understanding.ts';
import { type LaneRows, type LaneSpan, rowsOf } from '../timeline/lane-rows.ts';
import type { LabelWords } from './label-words.ts';

export const understoodLaneIds = [
  'speech',
  'text',
  'objects',
  'faces',
  'emotion',
  'gestures',
  'sounds',
  'framing',
  'labels',
  'warnings',
] as const;
export type UnderstoodLaneId = (typeof understoodLaneIds)[number];

export interface UnderstoodRows extends Readonly<Record<UnderstoodLaneId, LaneRows>> {
  /** What is spoken, word by word. */
  readonly words: readonly LaneSpan[];
  /** Where anybody speaks. */
  readonly activity: readonly LaneSpan[];
}

type Finder = (understanding: ClipUnderstanding, words: LabelWords) => readonly LaneSpan[];

const finders: Readonly<Record<Exclude<UnderstoodLaneId, 'speech' | 'faces'>, Finder>> = {
  text: ({ texts }) => (texts?.spans ?? []).map((span) => ({ ...span, text: span.text })),
  objects: ({ objects }) => (objects?.tracks ?? []).map((track) => ({ ...track, text: track.label })),
  emotion: ({ emotions }, words) =>
    (emotions?.spans ?? []).map((span) => ({ ...span, text: words.emotion(span.emotion) })),
  gestures: ({ hands }, words) =>
    (hands?.spans ?? []).map((span) => ({ ...span, text: words.gesture(span.gesture) })),
  sounds: ({ sounds }) => (sounds?.spans ?? []).map((span) => ({ ...span, text: span.label })),
  framing: ({ pose }, words) =>
    (pose?.framing ?? []).map(({ startSec, endSec, shotSize, position }) => ({
      ...{ startSec, endSec, confidence: null },
      text: `${words.shotSize(shotSize)}, ${words.position(position)}`,
    })),
  labels: ({ labels }) =>
    (labels?.shots ?? []).flatMap(({ startSec, endSec, labels: [best] }) =>
      best === undefined ? [] : [{ startSec, endSec, text: best.label, confidence: best.confidence }],
    ),
  warnings: ({ contentWarning }, words) =>
    (contentWarning?.spans ?? []).map((span) => ({ ...span, text: words.warning(span.label) })),
};

export function understoodRows(understanding: ClipUnderstanding | null, words: LabelWords): UnderstoodRows {
  const rows = (find: Finder): LaneRows =>
    rowsOf(understanding === null ? [] : find(understanding, words), words.more);
  const { transcript = null, speech = null } = understanding ?? {};
  const segments = transcript?.segments ?? [];
  const activity = (speech?.spans ?? []).map((span) => ({ ...span, text: words.speech }));
  const spoken = segments.map(({ startSec, endSec, words: heard, text }) => ({
    ...{ startSec, endSec, confidence: null },
    text: heard.length === 0 ? text.trim() : heard.map((word) => word.text).join(' '),
  }));
  return {
    speech: { flat: spoken.length > 0 ? spoken : activity, rows: [] },
    words: segments.flatMap((segment) => segment.words),
    activity,
    faces: faceRows(understanding, words),
    text: rows(finders.text),
    objects: rows(finders.objects),
    emotion: rows(finders.emotion),
    gestures: rows(finders.gestures),
    sounds: rows(finders.sounds),
    framing: rows(finders.framing),
    labels: rows(finders.labels),
    warnings: rows(finders.warnings),
  };
}

/** One row for each person where faces were told apart, else for each face; folded, how many there are at once. */
function faceRows(understanding: ClipUnderstanding | null, words: LabelWords): LaneRows {
  const tracks = understanding?.faces?.tracks ?? [];
  const people = understanding?.people?.people ?? [];
  const named =
    people.length > 0
      ? people.flatMap(({ id, spans, best }) =>
          spans.map((span) => ({ ...span, text: words.person(id + 1), confidence: best.confidence })),
        )
      : tracks.map((track) => ({ ...track, text: words.face(track.id + 1) }));
  const { rows } = rowsOf(named, words.more);
  return { rows, flat: countedFaces(tracks, words) };
}

function countedFaces(
  tracks: readonly { readonly startSec: number; readonly endSec: number; readonly confidence: number }[],
  words: LabelWords,
): readonly LaneSpan[] {
  const edges = tracks
    .flatMap(({ startSec, endSec }) => [
      { timeSec: startSec, by: 1 },
      { timeSec: Math.max(endSec, startSec + 0.04), by: -1 },
    ])
    .sort((one, other) => one.timeSec - other.timeSec || other.by - one.by);
  const flat: LaneSpan[] = [];
  let count = 0;
  for (const [index, { timeSec, by }] of edges.entries()) {
    count += by;
    const endSec = edges[index + 1]?.timeSec ?? timeSec;
    if (count > 0 && endSec > timeSec)
      flat.push({ startSec: timeSec, endSec, text: words.faces(count), confidence: null });
  }
  return flat;
}
