/** What can be done to collections, so that it can be undone and done again. */
import type { Collection } from '../../src-preload/contract/collections.ts';
import type { CommandInput, CommandResponse } from '../../src-preload/contract/commands.ts';
import type { RushesClient } from '../api/client.ts';

/** One after the other, in this order. */
export interface CollectionSteps {
  readonly remove: readonly string[];
  readonly restore: readonly Collection[];
  /** null: as it is. */
  readonly order: readonly string[] | null;
}

export interface CollectionDeed {
  /** What to call it: a key of the texts. */
  readonly kind:
    | 'collectionSaved'
    | 'collectionChanged'
    | 'collectionRemoved'
    | 'collectionsOrdered'
    | 'collectionImported';
  readonly count: number;
  readonly done: CollectionSteps;
  readonly before: CollectionSteps;
}

export interface Done<T> {
  /** null: all is as it was. */
  readonly deed: CollectionDeed | null;
  readonly answer: T;
}

const nothing: CollectionSteps = { remove: [], restore: [], order: null };
const idsOf = (collections: readonly Collection[]): string[] => collections.map(({ id }) => id);

/** All that follow: @throws AppError */
export async function saveCollection(
  client: RushesClient,
  request: CommandInput<'collections.save'>,
): Promise<Done<CommandResponse<'collections.save'>>> {
  const answer = await client.ask('collections.save', request);
  const { collection, previous } = answer;
  const done = { ...nothing, restore: [collection] };
  if (previous === null) {
    const before = { ...nothing, remove: [collection.id] };
    return { deed: { kind: 'collectionSaved', count: 1, done, before }, answer };
  }
  if (previous.changedMs === collection.changedMs && previous.name === collection.name)
    return { deed: null, answer };
  const before = { ...nothing, restore: [previous] };
  return { deed: { kind: 'collectionChanged', count: 1, done, before }, answer };
}

export async function removeCollections(
  client: RushesClient,
  ids: readonly string[],
): Promise<Done<CommandResponse<'collections.remove'>>> {
  const answer = await client.ask('collections.remove', { ids: [...ids] });
  const { removed } = answer;
  if (removed.length === 0) return { deed: null, answer };
  const done = { ...nothing, remove: idsOf(removed) };
  const before = { ...nothing, restore: removed };
  return { deed: { kind: 'collectionRemoved', count: removed.length, done, before }, answer };
}

export async function orderCollections(
  client: RushesClient,
  ids: readonly string[],
): Promise<Done<CommandResponse<'collections.order'>>> {
  const answer = await client.ask('collections.order', { ids: [...ids] });
  if (answer.ids.join() === answer.previous.join()) return { deed: null, answer };
  const done = { ...nothing, order: answer.ids };
  const before = { ...nothing, order: answer.previous };
  return { deed: { kind: 'collectionsOrdered', count: answer.ids.length, done, before }, answer };
}

export async function importCollections(
  client: RushesClient,
  request: CommandInput<'collections.import'>,
): Promise<Done<CommandResponse<'collections.import'>>> {
  const answer = await client.ask('collections.import', request);
  const { added, replaced } = answer;
  const count = added.length + replaced.length;
  if (count === 0) return { deed: null, answer };
  const done = { ...nothing, restore: [...replaced.map(({ after }) => after), ...added] };
  const before = { ...nothing, remove: idsOf(added), restore: replaced.map(({ before: old }) => old) };
  return { deed: { kind: 'collectionImported', count, done, before }, answer };
}

export async function performCollectionSteps(
  client: RushesClient,
  { remove, restore, order }: CollectionSteps,
): Promise<void> {
  if (remove.length > 0) await client.ask('collections.remove', { ids: [...remove] });
  if (restore.length > 0) await client.ask('collections.restore', { collections: [...restore] });
  if (order !== null) await client.ask('collections.order', { ids: [...order] });
}
