/** Keeps queries under names. Every change says what takes it back. */
import { randomUUID } from 'node:crypto';
import {
  type Collection,
  collectionKey,
  mostCollections,
} from '../../../src-preload/contract/collections.ts';
import type { CommandRequest, CommandResponse } from '../../../src-preload/contract/commands.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { Connection } from '../../db/connection.ts';
import type { EventLog } from '../../db/event-log.ts';
import {
  listCollections,
  placeCollections,
  putCollection,
  removeCollection,
} from '../../db/repositories/collections.repository.ts';
import type { Clock } from '../../platform/clock.ts';
import { freeName, tidyName } from './collection-names.ts';

export interface CollectionReading {
  readonly connection: Connection;
}

export interface CollectionWriting extends CollectionReading {
  readonly eventLog: EventLog;
  readonly clock: Clock;
}

export function readCollections({ connection }: CollectionReading): CommandResponse<'collections.list'> {
  return { collections: listCollections(connection) };
}

/** @throws AppError bad-arguments */
export function saveCollection(
  request: CommandRequest<'collections.save'>,
  deps: CollectionWriting,
): CommandResponse<'collections.save'> {
  const { connection, eventLog } = deps;
  return eventLog.transaction(() => {
    const all = listCollections(connection);
    const previous = request.id === null ? null : (all.find(({ id }) => id === request.id) ?? null);
    if (request.id !== null && previous === null)
      throw badArguments('this collection is not there any more: save it as a new one');
    const nowMs = deps.clock.now();
    const wanted = { ...(previous ?? begun(all, nowMs)), ...given(request) };
    const saved = { ...wanted, name: nameFor(request, wanted.name, all, previous) };
    if (previous !== null && isSame(saved, previous)) return { collection: previous, previous };
    const collection = { ...saved, changedMs: nowMs };
    putCollection(connection, collection);
    eventLog.add('collections-changed', { collectionIds: [collection.id] });
    return { collection, previous };
  });
}

/** A new one, at the end. */
export function begun(all: readonly Collection[], nowMs: number): Collection {
  if (all.length >= mostCollections)
    throw badArguments(`there are ${String(mostCollections)} collections already: remove some first`);
  return {
    ...{ id: randomUUID(), name: '', query: '', mode: 'hybrid', position: all.length },
    sort: { by: 'relevance', direction: 'descending' },
    ...{ createdMs: nowMs, changedMs: nowMs },
  };
}

type Content = Pick<Collection, 'query' | 'mode' | 'sort'>;

function given({ id, query, mode, sort, name }: CommandRequest<'collections.save'>): Partial<Collection> {
  if (id === null && (name === undefined || query === undefined))
    throw badArguments('a new collection needs a name and a query');
  return {
    ...(name === undefined ? {} : { name: tidyName(name) }),
    ...(query === undefined ? {} : { query: query.trim() }),
    ...(mode === undefined ? {} : { mode }),
    ...(sort === undefined ? {} : { sort }),
  };
}

function nameFor(
  { ifTaken }: Pick<CommandRequest<'collections.save'>, 'ifTaken'>,
  name: string,
  all: readonly Collection[],
  itself: Collection | null,
): string {
  const others = all.filter(({ id }) => id !== itself?.id);
  const rival = others.find((other) => collectionKey(other.name) === collectionKey(name));
  if (rival === undefined) return name;
  if (ifTaken === 'number') return freeName(name, keysOf(others));
  throw badArguments(`there is a collection "${rival.name}" already: choose another name`);
}

export function keysOf(collections: readonly Collection[]): Set<string> {
  return new Set(collections.map(({ name }) => collectionKey(name)));
}

/** Whether both find the same in the same order. */
export function isSameContent(one: Content, other: Content): boolean {
  return (
    one.query === other.query &&
    one.mode === other.mode &&
    one.sort.by === other.sort.by &&
    (one.sort.by === 'relevance' || one.sort.direction === other.sort.direction)
  );
}

function isSame(one: Collection, other: Collection): boolean {
  return one.name === other.name && isSameContent(one, other);
}

export function removeCollections(
  { ids }: CommandRequest<'collections.remove'>,
  { connection, eventLog }: CollectionWriting,
): CommandResponse<'collections.remove'> {
  return eventLog.transaction(() => {
    const gone = new Set(ids);
    const all = listCollections(connection);
    const removed = all.filter(({ id }) => gone.has(id));
    for (const { id } of removed) removeCollection(connection, id);
    placeCollections(
      connection,
      all.flatMap(({ id }) => (gone.has(id) ? [] : [id])),
    );
    tell(eventLog, removed);
    return { removed };
  });
}

export function restoreCollections(
  { collections }: CommandRequest<'collections.restore'>,
  { connection, eventLog }: CollectionWriting,
): CommandResponse<'collections.restore'> {
  return eventLog.transaction(() => {
    const order = listCollections(connection).map(({ id }) => id);
    // From the first place on: each finds its place among those that were before it.
    const restored = [...collections]
      .sort((a, b) => a.position - b.position)
      .map((given) => {
        if (!order.includes(given.id)) order.splice(given.position, 0, given.id);
        const others = listCollections(connection).filter(({ id }) => id !== given.id);
        const back = { ...given, name: freeName(tidyName(given.name), keysOf(others)) };
        putCollection(connection, back);
        return back.id;
      });
    placeCollections(connection, order);
    const all = listCollections(connection);
    const back = all.filter(({ id }) => restored.includes(id));
    tell(eventLog, back);
    return { restored: back };
  });
}

export function orderCollections(
  { ids }: CommandRequest<'collections.order'>,
  { connection, eventLog }: CollectionWriting,
): CommandResponse<'collections.order'> {
  return eventLog.transaction(() => {
    const all = listCollections(connection);
    const previous = all.map(({ id }) => id);
    const known = new Set(previous);
    // A set keeps what comes first; those that are not named come behind.
    const next = [...new Set([...ids.filter((id) => known.has(id)), ...previous])];
    placeCollections(connection, next);
    tell(
      eventLog,
      all.filter(({ id }, position) => next[position] !== id),
    );
    return { ids: next, previous };
  });
}

export function tell(eventLog: EventLog, changed: readonly Pick<Collection, 'id'>[]): void {
  if (changed.length > 0) eventLog.add('collections-changed', { collectionIds: changed.map(({ id }) => id) });
}

function badArguments(detail: string): AppError {
  return new AppError('bad-arguments', { detail });
}
