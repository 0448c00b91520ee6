/** What a search found, for people in a terminal. */
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import type { FoundClip, Snippet } from '../../../../src-preload/contract/search.ts';
import { displayPath } from '../../../platform/paths.ts';
import type { Terminal } from '../terminal.ts';
import { cellWidth, shorten } from './table.ts';
import { exactTime } from './values.ts';

export interface SearchShown {
  /** Of a line; null: any. */
  readonly width: number | null;
  readonly style: Terminal['style'];
  /** Whether ranks and scores are told. */
  readonly detail: 'results' | 'reasons';
}

type Found = CommandResponse<'search.run'>;

const shownIdLength = 10;

export function searchText(found: Found, shown: SearchShown): string {
  const { query, total, unindexed, tookMs, sources, results } = found;
  const told = [
    ...(unindexed === 0
      ? []
      : [`${clips(unindexed)} not indexed yet: they are while Rushes runs, or by "rushes reindex".`]),
    ...query.corrected.map(({ from, to }) => `No clip has "${from}": searched for "${to}" instead.`),
    ...query.ignored.flatMap((part) => ignoredText(part) ?? []),
    ...sources.flatMap((source) => sourceText(source) ?? []),
  ].map((line) => `${shown.style('yellow', line)}\n`);
  const count = `${clips(total)} in ${String(Math.round(tookMs))} ms`;
  const rest = total > results.length ? `; the first ${String(results.length)} are shown` : '';
  const listed = results.map((clip) => clipLines(clip, shown)).join('\n');
  return `${told.join('')}${count}${results.length === 0 ? '' : rest}\n${listed === '' ? '' : `\n${listed}`}`;
}

export function similarText(
  { state, total, tookMs, results }: CommandResponse<'search.similar'>,
  shown: Pick<SearchShown, 'width' | 'style'>,
): string {
  if (state === 'no-vectors')
    return 'There are no picture features to compare: install a model for them, and let the clips be analysed.\n';
  const found = results.map((clip) => clipLines(clip, { ...shown, detail: 'reasons' })).join('\n');
  return `${clips(total)} in ${String(Math.round(tookMs))} ms\n${found === '' ? '' : `\n${found}`}`;
}

function clips(count: number): string {
  return count === 1 ? '1 clip' : `${count === 0 ? 'no' : String(count)} clips`;
}

function ignoredText({ text, reason }: Found['query']['ignored'][number]): string | null {
  if (reason === 'unknown-field')
    return `There is no field such as in "${text}": its words were searched for.`;
  if (reason === 'not-a-value') return `"${text}" is no value of that field: its words were searched for.`;
  if (reason === 'too-long') return 'The end of the query was left out: it is too long.';
  return null;
}

function sourceText({ source, state }: Found['sources'][number]): string | null {
  if (state === 'no-model') return `${source}: left out, no model that reads the query is installed`;
  if (state === 'pending') return `${source}: left out, another Rushes has the library`;
  return null;
}

function clipLines(clip: FoundClip, shown: SearchShown): string {
  const { width, style } = shown;
  const name = displayPath(clip.path ?? clip.clipId);
  const head = `${style('dim', clip.clipId.slice(0, shownIdLength))}  ${style('bold', name)}`;
  const moments = clip.moments.map(({ startSec, endSec, lane, snippet }) => {
    const span = endSec === null || endSec === startSec ? '' : `–${exactTime(endSec)}`;
    const begin = `  ${exactTime(startSec)}${span}  ${lane}  `;
    return begin + snippetText(snippet, width === null ? null : width - cellWidth(begin), style);
  });
  const inMoments = new Set<string>(clip.moments.map(({ lane }) => lane));
  const fields = clip.fields
    .filter(({ field }) => !inMoments.has(field))
    .map(({ field, snippet }) => {
      const begin = `  ${field}  `;
      return begin + snippetText(snippet, width === null ? null : width - cellWidth(begin), style);
    });
  const reasons = shown.detail === 'reasons' ? reasonLines(clip) : [];
  return [head, ...fields, ...moments, ...reasons].map((line) => `${line}\n`).join('');
}

function reasonLines({ score, matchType, ranks }: FoundClip): string[] {
  return [
    `  score ${score.toFixed(5)}, by ${matchType}`,
    ...ranks.map(
      ({ source, rank, score: own, share }) =>
        `    ${source}: rank ${String(rank)}, score ${own.toFixed(3)}, part ${share.toFixed(5)}`,
    ),
  ];
}

/** Cut off where the line ends. */
function snippetText(snippet: Snippet, width: number | null, style: Terminal['style']): string {
  let room = width ?? Infinity;
  let text = '';
  for (const part of snippet) {
    const plain = part.text.replaceAll(/\s+/g, ' ');
    const shown = shorten(plain, Math.max(1, room));
    room -= cellWidth(shown);
    text += part.kind === 'match' ? style('bold', shown) : shown;
    if (shown !== plain || room <= 1) break;
  }
  return text;
}
