/** What models heard, read and saw. Folded, a lane has one row; open, one for each thing. */
import type { UnderstoodLaneId } from '../../understood/understood-rows.ts';
import type { Lane } from '../lane.ts';
import { inView, type LaneSpan, spanAt } from '../lane-rows.ts';
import { xOf } from '../time-scale.ts';
import { drawBlocks, drawRows, foldedHeightPx, type LaneColour, openHeightPx } from './rows-drawing.ts';

function namedLane(id: Exclude<UnderstoodLaneId, 'speech'>, colour: LaneColour): Lane {
  return {
    id,
    title: id,
    // Clips without faces are many: no room is kept for what may never come.
    stage: null,
    heightPx: foldedHeightPx,
    usually: 'shown',
    has: ({ understood }) => understood[id].flat.length > 0,
    rowNames: ({ understood }) => {
      const names = understood[id].rows.map(({ name }) => name);
      return names.length > 1 ? names : [];
    },
    openHeightPx: ({ understood }) => openHeightPx(understood[id].rows),
    draw({ understood }, drawing) {
      if (drawing.fold === 'open') drawRows(understood[id], drawing, colour);
      else drawBlocks(understood[id].flat, drawing, { colour, topPx: 0, heightPx: foldedHeightPx });
    },
    tell: ({ understood, labels }, timeSec) =>
      told(
        understood[id].rows.map(({ name, spans }) => ({ name, span: spanAt(spans, timeSec) })),
        labels.percent,
      ),
  };
}

function told(
  rows: readonly { readonly name: string; readonly span: LaneSpan | undefined }[],
  percent: (confidence: number) => string,
): string | null {
  const here = rows.flatMap(({ name, span }) => {
    if (span === undefined) return [];
    return [span.confidence === null ? name : `${name} ${percent(span.confidence)}`];
  });
  return here.length === 0 ? null : here.join(' · ');
}

/** Zoomed in this far, words have room of their own. */
const wordSecPerPx = 0.0045;
const activityHeightPx = 3;

/** What is spoken as blocks, down to single words, and below that where anybody speaks at all. */
const speechLane: Lane = {
  id: 'speech',
  title: 'speech',
  stage: null,
  heightPx: foldedHeightPx + activityHeightPx,
  usually: 'shown',
  has: ({ understood }) => understood.speech.flat.length > 0,
  draw({ understood: { speech, words, activity } }, drawing) {
    const { context, scale, palette } = drawing;
    const isNear = scale.secPerPx < wordSecPerPx && words.length > 0;
    drawBlocks(isNear ? words : speech.flat, drawing, {
      colour: 'speech',
      topPx: 0,
      heightPx: foldedHeightPx,
    });
    context.fillStyle = palette.speech;
    for (const span of inView(activity, scale)) {
      const from = xOf(span.startSec, scale);
      context.fillRect(
        from,
        foldedHeightPx,
        Math.max(1, xOf(span.endSec, scale) - from),
        activityHeightPx - 1,
      );
    }
  },
  tell: ({ understood: { speech, words } }, timeSec) => {
    const word = spanAt(words, timeSec);
    return word === undefined ? (spanAt(speech.flat, timeSec)?.text ?? null) : wordInContext(words, word);
  },
};

/** The word with its neighbours: a whole segment has no room at the pointer. */
function wordInContext(words: readonly LaneSpan[], word: LaneSpan): string {
  const at = words.indexOf(word);
  const text = (from: number, to: number): string =>
    words
      .slice(Math.max(0, from), Math.max(0, to))
      .map((one) => one.text)
      .join(' ');
  return `${text(at - 2, at)} “${word.text}” ${text(at + 1, at + 3)}`.trim();
}

export const understoodLanes: Readonly<Record<UnderstoodLaneId, Lane>> = {
  speech: speechLane,
  text: namedLane('text', 'text'),
  objects: namedLane('objects', 'objects'),
  faces: namedLane('faces', 'faces'),
  emotion: namedLane('emotion', 'faces'),
  gestures: namedLane('gestures', 'hands'),
  sounds: namedLane('sounds', 'sounds'),
  framing: namedLane('framing', 'body'),
  labels: namedLane('labels', 'labels'),
  warnings: namedLane('warnings', 'danger'),
};
