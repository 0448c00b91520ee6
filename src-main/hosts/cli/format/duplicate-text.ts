/** Duplicates and merging, for people. */
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import type { DuplicateClip, DuplicateGroup } from '../../../../src-preload/contract/commands/duplicates.ts';
import { displayPath } from '../../../platform/paths.ts';
import { byteSize, counted } from './values.ts';

export function sameContentText({ groups, reclaimableBytes }: CommandResponse<'library.duplicates'>): string {
  if (groups.length === 0) return 'No clip is there twice.\n';
  const shown = groups.map(({ paths, sizeBytes, contentHash }) => {
    const sure = contentHash === null ? ', by its samples only' : '';
    return `${counted(paths.length, 'file')} of ${byteSize(sizeBytes)}${sure}\n${paths.map((path) => `  ${displayPath(path)}\n`).join('')}`;
  });
  return `${shown.join('\n')}\n${byteSize(reclaimableBytes)} would be free if each were kept once\n`;
}

export function nearDuplicatesText({ groups, notCompared }: CommandResponse<'duplicates.find'>): string {
  const left =
    notCompared === 0
      ? ''
      : `${counted(notCompared, 'clip')} could not be compared: no fingerprint of it yet\n`;
  if (groups.length === 0) return `No clip is there twice.\n${left}`;
  return `${groups.map(groupText).join('\n')}${left === '' ? '' : `\n${left}`}`;
}

const reasonTexts: Readonly<Record<DuplicateGroup['keep']['reasons'][number], string>> = {
  longest: 'shows most',
  'highest-resolution': 'most pixels',
  'highest-bit-rate': 'highest bit rate',
  'original-date': 'has the time of recording',
  'first-added': 'was there first',
};

function groupText({ kind, clips, pairs, keep, reclaimableBytes }: DuplicateGroup): string {
  const names = new Map(clips.map(({ id, name }) => [id, name]));
  const what = kind === 'exact' ? 'The same bytes' : 'The same pictures';
  const reasons = keep.reasons.map((reason) => reasonTexts[reason]).join(', ');
  const lines = [
    `${what}; ${byteSize(reclaimableBytes)} would be free with one`,
    ...clips.flatMap((clip) => clipLines(clip, clip.id === keep.clipId && kind === 'near' ? reasons : null)),
    ...pairs.map((pair) => `    ${pairText(pair, names)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function clipLines(clip: DuplicateClip, keepReasons: string | null): string[] {
  const { id, width, height, codec, durationSec, sizeBytes, files, tags, rating } = clip;
  const facts = [
    id.slice(0, 8),
    width === null || height === null ? null : `${String(width)}x${String(height)}`,
    codec,
    durationSec === null ? null : `${durationSec.toFixed(1)} s`,
    byteSize(sizeBytes),
    rating === null ? null : `rated ${String(rating)}`,
    tags.length === 0 ? null : tags.join(', '),
  ].filter((fact) => fact !== null);
  const keep =
    keepReasons === null ? '' : ` - keep: ${keepReasons === '' ? 'as good as the others' : keepReasons}`;
  return [
    `  ${facts.join('  ')}${keep}`,
    ...files.map(({ path, state }) => `    ${displayPath(path)}${state === 'missing' ? ' (missing)' : ''}`),
  ];
}

function pairText(pair: DuplicateGroup['pairs'][number], names: ReadonlyMap<string, string>): string {
  const { a, b, relation, similarity, matchedSec, speed, orientation } = pair;
  const how = [
    relation === 'same'
      ? 'the same'
      : relation === 'trimmed'
        ? 'one is a part of the other'
        : 'have a part in common',
    orientation.mirrored ? 'mirrored' : null,
    orientation.turnedDeg === 0 ? null : `turned by ${String(orientation.turnedDeg)} degrees`,
    Math.abs(speed - 1) < 0.01 ? null : `at ${speed.toFixed(2)} times the speed`,
    `${matchedSec.toFixed(1)} s`,
    `likeness ${similarity.toFixed(2)}`,
  ].filter((part) => part !== null);
  return `${names.get(a) ?? a} and ${names.get(b) ?? b}: ${how.join(', ')}`;
}

const stayTexts: Readonly<Record<CommandResponse<'duplicates.merge'>['stayed'][number]['reason'], string>> = {
  missing: 'is not there',
  offline: 'its disk is not there',
  changed: 'has changed since the library looked at it',
  kept: 'is a file that is kept',
  'not-a-file': 'is a link, or no file at all',
  'no-trash': 'is on a disk that has no trash',
  'kept-is-not-there': 'may be the last copy, as a kept file is not there as it was',
  failed: 'could not be moved',
};

export function mergePreviewText(
  { keep, others, files, freedBytes, trash }: CommandResponse<'duplicates.preview'>,
  isTrashing: boolean,
): string {
  const lines = [
    `${pathOf(keep)} stays, and with ${counted(others.length, 'other clip')} it has`,
    `  tags: ${keep.tags.length === 0 ? 'none' : keep.tags.join(', ')}`,
    `  rating: ${keep.rating === null ? 'none' : String(keep.rating)}`,
    `  note: ${keep.note === '' ? 'none' : keep.note.replaceAll('\n', '\n    ')}`,
  ];
  if (!isTrashing) lines.push('No file is touched.');
  else if (trash === 'kept-is-not-there') lines.push('No file is moved: that of the kept clip is not there.');
  else {
    lines.push(`To the trash, ${byteSize(freedBytes)}:`);
    for (const { path, stays } of files)
      lines.push(`  ${displayPath(path)}${stays === null ? '' : ` - stays: it ${stayTexts[stays]}`}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function pathOf({ clipId, path }: { readonly clipId: string; readonly path: string | null }): string {
  return path === null ? clipId : displayPath(path);
}

export function mergedText({ trashed, stayed, freedBytes }: CommandResponse<'duplicates.merge'>): string {
  const moved =
    trashed.length === 0 ? '' : `; ${counted(trashed.length, 'file')} in the trash, ${byteSize(freedBytes)}`;
  const left = stayed.map(({ path, reason, error }) => {
    const why = error === null ? '' : `: ${error.message}`;
    return `  ${displayPath(path)} stays: it ${stayTexts[reason]}${why}\n`;
  });
  return `merged${moved}\n${left.join('')}`;
}
