/**
 * The numbered migrations, oldest first. A migration that has been released is never edited: a change of shape is a
 * new one behind it. The database's `user_version` is the number of the last one applied.
 */
import { sql as library } from './migrations/0001-library.ts';
import { functions as cardFunctions, sql as cards } from './migrations/0002-cards.ts';
import { sql as counts } from './migrations/0003-counts.ts';
import { sql as understanding } from './migrations/0004-understanding.ts';
import { sql as search } from './migrations/0005-search.ts';
import { sql as searchVectors } from './migrations/0006-search-vectors.ts';
import { sql as collections } from './migrations/0007-collections.ts';
import { sql as fingerprints } from './migrations/0008-fingerprints.ts';
import { sql as retries } from './migrations/0009-retries.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** Functions of one text that its SQL calls. Only statements may, not what stays in the schema. */
  readonly functions?: Readonly<Record<string, (text: string) => string>>;
}

export const migrations: readonly Migration[] = [
  { version: 1, name: 'library', sql: library },
  { version: 2, name: 'cards', sql: cards, functions: cardFunctions },
  { version: 3, name: 'counts', sql: counts },
  { version: 4, name: 'understanding', sql: understanding },
  { version: 5, name: 'search', sql: search },
  { version: 6, name: 'search-vectors', sql: searchVectors },
  { version: 7, name: 'collections', sql: collections },
  { version: 8, name: 'fingerprints', sql: fingerprints },
  { version: 9, name: 'retries', sql: retries },
];

export const newestVersion = migrations.at(-1)?.version ?? 0;
