/** PURE: every tag that exiftool found, as groups of named values. */
import type { CommandResponse } from '../../../../../src-preload/contract/commands.ts';
import type { InfoGroup } from './info-wording.ts';
import { makeGroup } from './info-rows.ts';

export type ExifTags = NonNullable<CommandResponse<'clip.exif'>['tags']>;

/** Names of groups and tags are exiftool's own, and so they are not translated; values are as the file has them. */
export function exifGroups(tags: ExifTags): readonly InfoGroup[] {
  return Object.entries(tags).map(([group, values]) =>
    makeGroup(
      `exif-${group}`,
      group,
      Object.entries(values).map(([label, value]) => ({ label, value: valueText(value) })),
    ),
  );
}

/**
 * What has all of these words in the group's name, the tag's or its value, whatever their case; groups without any are
 * left out.
 */
export function filteredGroups(groups: readonly InfoGroup[], words: string): readonly InfoGroup[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return groups;
  return groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter(({ label, value }) => {
        const text = `${group.title} ${label} ${value}`.toLowerCase();
        return wanted.every((word) => text.includes(word));
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
}

export function rowsIn(groups: readonly InfoGroup[]): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0);
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  return isPlainList ? value.map(String).join(', ') : JSON.stringify(value);
}
