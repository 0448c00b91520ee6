/** Smart collections as a person reads them in a terminal. */
import type { Collection } from '../../../../src-preload/contract/collections.ts';
import type { CommandResponse } from '../../../../src-preload/contract/commands.ts';
import { type Column, table } from './table.ts';
import { counted } from './values.ts';

/** `clips` null: it could not be counted. */
export type CountedCollection = Collection & { readonly clips: number | null };

const columns: readonly Column[] = [
  { title: 'Name', align: 'left', mayShrink: true },
  { title: 'Clips', align: 'right' },
  { title: 'Query', align: 'left', mayShrink: true },
];

export function collectionTable(
  collections: readonly CountedCollection[],
  width: number | null,
  heading: (title: string) => string,
): string {
  if (collections.length === 0)
    return 'There are no collections yet. Keep a query with "rushes collections add <name> <query>".\n';
  const rows = collections.map(({ name, clips, query, mode }) => [
    name,
    clips === null ? '-' : String(clips),
    mode === 'hybrid' ? query : `${query} (${mode})`,
  ]);
  return table(columns, rows, width, heading);
}

const reasons = {
  same: 'is here already',
  'not-a-collection': 'is not a collection',
  'too-many': 'there are too many collections',
} as const;

export function importText({ added, replaced, leftOut }: CommandResponse<'collections.import'>): string {
  const lines = [
    ...added.map(({ name }) => `  added     ${name}`),
    ...replaced.map(({ after }) => `  replaced  ${after.name}`),
    ...leftOut.map(
      ({ entry, name, reason, detail }) =>
        `  left out  ${name ?? `entry ${String(entry)}`}: ${reasons[reason]}${detail === '' ? '' : ` (${detail})`}`,
    ),
  ];
  const sum = `${counted(added.length, 'collection')} added, ${String(replaced.length)} replaced, ${String(leftOut.length)} left out`;
  return [sum, ...lines].map((line) => `${line}\n`).join('');
}
