/** Many clips for people. */
import type { ListedClip } from '../../../../src-preload/contract/commands/library.ts';
import { displayPath } from '../../../platform/paths.ts';
import { type Column, table } from './table.ts';
import { byteSize, clockTime } from './values.ts';

/** Enough of an id to name a clip by, in any library that one disk holds. */
const shownIdLength = 10;

const columns: readonly Column[] = [
  { title: 'ID', align: 'left' },
  { title: 'NAME', align: 'left', mayShrink: true },
  { title: 'DURATION', align: 'right' },
  { title: 'SIZE', align: 'right' },
  { title: 'PICTURE', align: 'right' },
  { title: 'CODEC', align: 'left' },
  { title: 'STATE', align: 'left' },
];

export function clipTable(
  clips: readonly ListedClip[],
  width: number | null,
  heading: (text: string) => string,
): string {
  const rows = clips.map((clip) => [
    clip.id.slice(0, shownIdLength),
    displayPath(clip.name),
    clockTime(clip.durationSec),
    byteSize(clip.sizeBytes),
    clip.width === null || clip.height === null ? '-' : `${String(clip.width)}x${String(clip.height)}`,
    [clip.codec ?? '-', clip.hdrFormat].filter((part) => part !== null).join(' '),
    clip.state,
  ]);
  return table(columns, rows, width, heading);
}
