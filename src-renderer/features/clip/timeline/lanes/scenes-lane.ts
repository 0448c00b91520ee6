/** Shots as blocks, what separates them as lines, and where the picture is black or stands still. */
import type { ClipTimeline } from '../../../../../src-preload/contract/commands/clip-timeline.ts';
import type { Lane, LaneData, LaneDrawing } from '../lane.ts';
import { xOf } from '../time-scale.ts';
import { drawLabel, drawStripes, isAt, isInView } from './drawing.ts';

export const scenesLane: Lane = {
  id: 'scenes',
  title: 'scenes',
  stage: 'scenes',
  heightPx: 26,
  usually: 'shown',
  has: ({ timeline: { scenes } }) => scenes.length > 0,
  draw(data, drawing) {
    drawShots(data, drawing);
    drawStates(data, drawing);
    for (const cut of data.timeline.cuts) drawCut(cut, drawing);
  },
  tell({ timeline, words }, timeSec) {
    const shot = timeline.scenes.find((scene) => isAt(scene, timeSec));
    if (shot === undefined) return null;
    const state = timeline.black.some((span) => isAt(span, timeSec))
      ? words.black
      : timeline.frozen.some((span) => isAt(span, timeSec))
        ? words.frozen
        : null;
    const change = timeline.cuts.find((cut) => cut.kind !== 'cut' && isAt(cut, timeSec));
    return [words.shot(shot.index + 1), change === undefined ? null : words.cut[change.kind], state]
      .filter((part) => part !== null)
      .join(' · ');
  },
};

function drawShots({ timeline: { scenes }, words }: LaneData, drawing: LaneDrawing): void {
  const { context, scale, heightPx, palette } = drawing;
  for (const scene of scenes) {
    if (!isInView(scene, scale)) continue;
    const [from, to] = [xOf(scene.startSec, scale), xOf(scene.endSec, scale)];
    context.fillStyle = scene.index % 2 === 0 ? palette.surface4 : palette.surface3;
    context.fillRect(from, 0, to - from, heightPx);
    // The whole title where it fits, else the number alone.
    const isWide = to - from > 90;
    drawLabel(isWide ? words.shot(scene.index + 1) : String(scene.index + 1), from, to, drawing);
  }
}

function drawStates({ timeline: { black, frozen } }: LaneData, drawing: LaneDrawing): void {
  const { context, scale, heightPx, palette } = drawing;
  for (const span of black) {
    if (!isInView(span, scale)) continue;
    const [from, to] = [xOf(span.startSec, scale), xOf(span.endSec, scale)];
    context.fillStyle = '#000000';
    context.fillRect(from, heightPx - 8, Math.max(2, to - from), 8);
  }
  for (const span of frozen) {
    if (!isInView(span, scale)) continue;
    const [from, to] = [xOf(span.startSec, scale), xOf(span.endSec, scale)];
    drawStripes(
      context,
      { x: from, y: heightPx - 8, width: Math.max(2, to - from), height: 8 },
      palette.info,
    );
  }
}

function drawCut(
  cut: ClipTimeline['cuts'][number],
  { context, scale, heightPx, palette }: LaneDrawing,
): void {
  if (!isInView(cut, scale)) return;
  context.fillStyle = palette.accent;
  if (cut.kind === 'cut') {
    context.fillRect(Math.round(xOf(cut.timeSec, scale)), 0, 1, heightPx);
    return;
  }
  // Two wedges that meet: one picture goes while the other comes.
  const [from, middle, to] = [xOf(cut.startSec, scale), xOf(cut.timeSec, scale), xOf(cut.endSec, scale)];
  context.globalAlpha = cut.kind === 'fade' ? 0.75 : 0.5;
  context.beginPath();
  context.moveTo(Math.min(from, middle - 2), heightPx);
  context.lineTo(middle, 0);
  context.lineTo(Math.max(to, middle + 2), heightPx);
  context.fill();
  context.globalAlpha = 1;
}
