/** Progress in one line, with a bar and without. PURE. */
import { displayPath } from '../../../platform/paths.ts';
import { shorten } from '../format/table.ts';
import { counted, percentText, speedText, timeSpan } from '../format/values.ts';
import type { ProgressState } from './progress-state.ts';

const barCells = 24;

/** "[========>               ]  36 %  12/40 clips, …" no wider than `columns`. */
export function progressBar(state: ProgressState, columns: number): string {
  if (state.fraction === null) return shorten(`Looking: ${counted(state.filesFound, 'file')} found`, columns);
  const filled = Math.floor(state.fraction * barCells);
  const head = filled < barCells ? '>' : '';
  const bar = `[${'='.repeat(filled)}${head}`.padEnd(barCells + 1) + ']';
  return shorten(`${bar} ${percentText(state.fraction).padStart(5)}  ${facts(state).join(', ')}`, columns);
}

/** For a log. */
export function progressLine(state: ProgressState): string {
  if (state.fraction === null) return `${counted(state.filesFound, 'file')} found`;
  const [now] = state.running;
  return [
    percentText(state.fraction),
    ...facts(state),
    ...(now === undefined ? [] : [displayPath(now)]),
  ].join(', ');
}

function facts(state: ProgressState): string[] {
  return [
    `${String(state.clipsDone)}/${counted(state.clipsTotal, 'clip')}`,
    `${String(state.stagesDone)}/${counted(state.stagesTotal, 'stage')}`,
    ...(state.failed === 0 ? [] : [`${String(state.failed)} failed`]),
    ...(state.speed === null ? [] : [speedText(state.speed)]),
    ...(state.timeLeftSec === null || state.timeLeftSec < 1 ? [] : [`${timeSpan(state.timeLeftSec)} left`]),
  ];
}
