/** Chapters, as the file names them. */
import type { Lane } from '../lane.ts';
import { xOf } from '../time-scale.ts';
import { drawLabel, isAt, isInView } from './drawing.ts';

export const chaptersLane: Lane = {
  id: 'chapters',
  title: 'chapters',
  stage: null,
  heightPx: 24,
  usually: 'shown',
  has: ({ timeline: { chapters } }) => chapters.length > 0,
  draw({ timeline: { chapters }, words }, drawing) {
    const { context, scale, heightPx, palette } = drawing;
    for (const [index, chapter] of chapters.entries()) {
      if (!isInView(chapter, scale)) continue;
      const [from, to] = [xOf(chapter.startSec, scale), xOf(chapter.endSec, scale)];
      context.fillStyle = index % 2 === 0 ? palette.accentSoft : palette.surface3;
      context.fillRect(from, 0, to - from, heightPx);
      context.fillStyle = palette.accent;
      context.fillRect(Math.round(from), 0, 1, heightPx);
      drawLabel(chapter.title ?? words.chapter(index + 1), from, to, drawing);
    }
  },
  tell({ timeline: { chapters }, words }, timeSec) {
    const index = chapters.findIndex((chapter) => isAt(chapter, timeSec));
    return index === -1 ? null : (chapters[index]?.title ?? words.chapter(index + 1));
  },
};
