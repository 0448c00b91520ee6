/** PURE: everything that is known of a clip, as groups of named values; what does not apply to it is left out. */
import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { fileGroups } from './file-groups.ts';
import { makeGroup } from './info-rows.ts';
import type { InfoGroup, InfoWording } from './info-wording.ts';
import { pictureGroups } from './picture-groups.ts';
import { recordingGroups } from './recording-groups.ts';
import { trackGroups } from './track-groups.ts';

/** Groups without a row are left out. */
export function infoGroups(info: ClipInfo, wording: InfoWording): readonly InfoGroup[] {
  const tags = makeGroup(
    'tags',
    wording.t('info.groups.tags'),
    Object.entries(info.tags).map(([label, value]) => ({ label, value })),
  );
  return [
    ...fileGroups(info, wording),
    ...pictureGroups(info, wording),
    ...trackGroups(info, wording),
    ...recordingGroups(info, wording),
    tags,
  ].filter(({ rows }) => rows.length > 0);
}

/** As people paste it: a title, and below it a line for each value. */
export function groupAsText({ title, rows }: InfoGroup): string {
  return [title, ...rows.map(({ label, value }) => `${label}: ${value}`)].join('\n');
}

export function groupsAsText(groups: readonly InfoGroup[]): string {
  return groups.map(groupAsText).join('\n\n');
}
