/** Smart collections: queries that are kept under a name. What is in one is asked anew each time. */
import { z } from 'zod';
import { count } from './artifacts/scalars.ts';
import { searchModes, searchSort } from './search.ts';

export const longestCollectionName = 80;
/** More would not be a list to choose from. */
export const mostCollections = 500;

/** Names that differ only in case are one. */
export const collectionName = z.string().trim().min(1).max(longestCollectionName);

/** What makes two names one. */
export function collectionKey(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** What is searched for. An empty query is every clip. */
const sought = {
  query: z.string().max(10_000),
  mode: z.enum(searchModes),
  sort: searchSort,
} as const;

export const collection = z.object({
  id: z.string().min(1).max(100),
  name: collectionName,
  ...sought,
  /** From 0, in the order in which somebody put them. */
  position: count,
  createdMs: count,
  changedMs: count,
});
export type Collection = z.output<typeof collection>;

/** A collection on its way to another library. */
export const portableCollection = z.object({
  name: collectionName,
  query: sought.query,
  mode: sought.mode.default('hybrid'),
  sort: searchSort.prefault({}),
});
export type PortableCollection = z.output<typeof portableCollection>;

export const collectionsFormat = 'rushes-collections';
export const collectionsVersion = 1;

/** What is exported: written as JSON, in the order of the list. */
export const collectionsDocument = z.object({
  format: z.literal(collectionsFormat),
  version: z.literal(collectionsVersion),
  /** ISO 8601, UTC. */
  exportedAt: z.string(),
  collections: z.array(z.object({ name: z.string(), ...sought })),
});
