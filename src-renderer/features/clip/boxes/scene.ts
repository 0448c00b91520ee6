/** PURE: everything that is to be drawn over the picture at one time. */
import type { ClipUnderstanding } from '../../../../src-preload/contract/commands/clip-understanding.ts';
import type { Box, Point } from '../../../../src-preload/contract/inference-tasks.ts';
import type { BoxLayer } from '../../../stores/clip-view-store.ts';
import type { LabelWords } from '../understood/label-words.ts';
import { overlap, placedAt, shapesAt } from './interpolation.ts';

export interface SceneBox {
  readonly layer: BoxLayer;
  readonly box: Box;
  readonly label: string;
  readonly confidence: number;
}

/** Points, and which of them are joined. */
export interface SceneFigure {
  readonly layer: BoxLayer;
  readonly points: readonly (Point & { readonly isSeen: boolean })[];
  readonly bones: readonly (readonly [number, number])[];
}

export interface Scene {
  readonly boxes: readonly SceneBox[];
  readonly figures: readonly SceneFigure[];
}

export type ShownLayers = ReadonlySet<BoxLayer>;

/** What there is to be drawn at all. */
export function layersOf(understanding: ClipUnderstanding | null): readonly BoxLayer[] {
  if (understanding === null) return [];
  const { objects, faces, hands, pose, texts } = understanding;
  const counts: Readonly<Record<BoxLayer, number>> = {
    objects: objects?.tracks.length ?? 0,
    faces: faces?.tracks.length ?? 0,
    hands: hands?.samples.length ?? 0,
    body: pose?.samples.length ?? 0,
    text: texts?.spans.length ?? 0,
  };
  return (Object.keys(counts) as BoxLayer[]).filter((layer) => counts[layer] > 0);
}

export function sceneAt(
  understanding: ClipUnderstanding,
  timeSec: number,
  shown: ShownLayers,
  words: LabelWords,
): Scene {
  const hands = shown.has('hands') ? handsAt(understanding, timeSec, words) : none;
  return {
    boxes: [
      ...(shown.has('objects') ? objectsAt(understanding, timeSec) : []),
      ...(shown.has('faces') ? facesAt(understanding, timeSec, words) : []),
      ...(shown.has('text') ? textsAt(understanding, timeSec) : []),
      ...hands.boxes,
    ],
    figures: [...(shown.has('body') ? bodiesAt(understanding, timeSec) : []), ...hands.figures],
  };
}

const none: Scene = { boxes: [], figures: [] };

function objectsAt({ objects }: ClipUnderstanding, timeSec: number): SceneBox[] {
  return (objects?.tracks ?? []).flatMap(({ label, boxes, startSec }) => {
    const placed = timeSec < startSec ? null : placedAt(boxes, timeSec);
    return placed === null ? [] : [{ ...placed, layer: 'objects' as const, label }];
  });
}

/** Emotions were looked for at times of their own: those of the same place are said with the face. */
function facesAt({ faces, emotions }: ClipUnderstanding, timeSec: number, words: LabelWords): SceneBox[] {
  const felt = (emotions?.spans ?? []).filter((span) => timeSec >= span.startSec && timeSec < span.endSec);
  return (faces?.tracks ?? []).flatMap(({ id, boxes, startSec }) => {
    const placed = timeSec < startSec ? null : placedAt(boxes, timeSec);
    if (placed === null) return [];
    const emotion = felt
      .map((span) => ({ ...span, shared: overlap(span.box, placed.box) }))
      .sort((one, other) => other.shared - one.shared)
      .at(0);
    const name = words.face(id + 1);
    const label =
      emotion === undefined || emotion.shared === 0 ? name : `${name}, ${words.emotion(emotion.emotion)}`;
    return [{ ...placed, layer: 'faces' as const, label }];
  });
}

function textsAt({ texts }: ClipUnderstanding, timeSec: number): SceneBox[] {
  return (texts?.spans ?? [])
    .filter(({ startSec, endSec }) => timeSec >= startSec && timeSec < endSec)
    .map(({ text, readings, box, confidence }) => ({
      ...{ layer: 'text' as const, box, confidence },
      label: readings.findLast((reading) => reading.timeSec <= timeSec)?.text ?? text,
    }));
}

/** Wrist, then four joints for each finger, as MediaPipe numbers them; the palm is joined at the fingers' roots. */
const handBones = [
  ...[0, 5, 9, 13, 17].flatMap((root) => (root === 0 ? chain(0, 4) : chain(root, root + 3))),
  ...([
    [0, 5],
    [5, 9],
    [9, 13],
    [13, 17],
    [0, 17],
  ] as const),
];

function chain(from: number, to: number): (readonly [number, number])[] {
  return Array.from({ length: to - from }, (_, index) => [from + index, from + index + 1] as const);
}

/** BlazePose's 33: shoulders, arms, trunk and legs; the face is left to its own layer. */
const bodyBones = [
  ...([
    [11, 12],
    [11, 13],
    [13, 15],
    [12, 14],
    [14, 16],
  ] as const),
  ...([
    [11, 23],
    [12, 24],
    [23, 24],
  ] as const),
  ...([
    [23, 25],
    [25, 27],
    [27, 31],
    [24, 26],
    [26, 28],
    [28, 32],
  ] as const),
];
const bodyPoints: ReadonlySet<number> = new Set([0, ...bodyBones.flat()]);
/** Below this a point is as likely hidden as not. */
const leastVisibility = 0.5;

function handsAt({ hands }: ClipUnderstanding, timeSec: number, words: LabelWords): Scene {
  const samples = (hands?.samples ?? []).map((sample) => ({ timeSec: sample.timeSec, shapes: sample.hands }));
  const here = shapesAt(samples, timeSec);
  return {
    boxes: here
      .filter(({ gesture }) => gesture !== null)
      .map(({ box, confidence, gesture }) => ({
        ...{ layer: 'hands' as const, box, confidence },
        label: words.gesture(gesture),
      })),
    figures: here.map(({ points }) => ({
      layer: 'hands',
      points: points.map((point) => ({ ...point, isSeen: true })),
      bones: handBones,
    })),
  };
}

function bodiesAt({ pose }: ClipUnderstanding, timeSec: number): readonly SceneFigure[] {
  const samples = (pose?.samples ?? []).map((sample) => ({ timeSec: sample.timeSec, shapes: sample.bodies }));
  return shapesAt(samples, timeSec).map(({ points }) => ({
    layer: 'body',
    points: points.map((point, index) => ({
      ...point,
      isSeen: point.visibility >= leastVisibility && bodyPoints.has(index),
    })),
    bones: bodyBones,
  }));
}
