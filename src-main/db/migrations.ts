/**
 * The numbered migrations, oldest first. A migration that has been released is never edited: a change of shape is a
 * new one behind it. The database's `user_version` is the number of the last one applied.
 */
import { sql as library } from './migrations/0001-library.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [{ version: 1, name: 'library', sql: library }];

export const newestVersion = migrations.at(-1)?.version ?? 0;
