/** Takes collections to another library and back, as a JSON document. */
import { z } from 'zod';
import {
  type Collection,
  collectionKey,
  collectionsFormat,
  collectionsVersion,
  mostCollections,
  type PortableCollection,
  portableCollection,
} from '../../../src-preload/contract/collections.ts';
import type { CommandRequest, CommandResponse } from '../../../src-preload/contract/commands.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { listCollections, putCollection } from '../../db/repositories/collections.repository.ts';
import type { Clock } from '../../platform/clock.ts';
import { freeName, numberedNames, tidyName } from './collection-names.ts';
import {
  begun,
  type CollectionReading,
  type CollectionWriting,
  isSameContent,
  keysOf,
  tell,
} from './collections.ts';

/** Nobody has so many; a file that does is something else. */
const mostEntries = 10_000;

export function exportCollections(
  { ids }: CommandRequest<'collections.export'>,
  { connection, clock }: CollectionReading & { readonly clock: Clock },
): CommandResponse<'collections.export'> {
  const wanted = ids === null ? null : new Set(ids);
  return {
    format: collectionsFormat,
    version: collectionsVersion,
    exportedAt: new Date(clock.now()).toISOString(),
    collections: listCollections(connection)
      .filter(({ id }) => wanted?.has(id) ?? true)
      .map(({ name, query, mode, sort }) => ({ name, query, mode, sort })),
  };
}

type Report = CommandResponse<'collections.import'>;
type IfTaken = CommandRequest<'collections.import'>['ifTaken'];

/** @throws AppError bad-arguments */
export function importCollections(
  { fileName, text, ifTaken }: CommandRequest<'collections.import'>,
  { connection, eventLog, clock }: CollectionWriting,
): Report {
  const entries = readDocument(text, fileName);
  return eventLog.transaction(() => {
    const intake = new Intake(listCollections(connection), ifTaken, clock.now());
    for (const [index, entry] of entries.entries()) intake.take(entry, index + 1);
    const { added, replaced } = intake.report;
    const changed = [...replaced.map(({ after }) => after), ...added];
    for (const collection of changed) putCollection(connection, collection);
    tell(eventLog, changed);
    return intake.report;
  });
}

/** Decides of each entry what becomes of it; nothing is written here. */
class Intake {
  readonly report: Report = { added: [], replaced: [], leftOut: [] };
  readonly #ifTaken: IfTaken;
  readonly #nowMs: number;
  /** By key. */
  readonly #present: Map<string, Collection>;
  /** Came with this document: not to be replaced by what else is in it. */
  readonly #come = new Set<string>();

  constructor(present: readonly Collection[], ifTaken: IfTaken, nowMs: number) {
    this.#present = new Map(present.map((collection) => [collectionKey(collection.name), collection]));
    this.#ifTaken = ifTaken;
    this.#nowMs = nowMs;
  }

  take(entry: unknown, number: number): void {
    const parsed = portableCollection.safeParse(entry);
    const name = nameIn(entry);
    const leaveOut = (reason: Report['leftOut'][number]['reason'], detail = ''): void => {
      this.report.leftOut.push({ entry: number, name, reason, detail });
    };
    if (!parsed.success) {
      leaveOut('not-a-collection', issuesText(parsed.error));
      return;
    }
    const wanted = { ...parsed.data, name: tidyName(parsed.data.name), query: parsed.data.query.trim() };
    if (this.#isHere(wanted)) {
      leaveOut('same');
      return;
    }
    const rival = this.#present.get(collectionKey(wanted.name));
    if (rival !== undefined && this.#ifTaken === 'replace' && !this.#come.has(rival.id))
      this.#replace(rival, wanted);
    else if (this.#present.size >= mostCollections) leaveOut('too-many');
    else this.#add(wanted);
  }

  /** Under its name, or one that it was numbered to when it came before. */
  #isHere(wanted: PortableCollection): boolean {
    for (const name of numberedNames(wanted.name)) {
      const there = this.#present.get(collectionKey(name));
      if (there === undefined) break;
      if (isSameContent(there, wanted)) return true;
    }
    return false;
  }

  #replace(before: Collection, wanted: PortableCollection): void {
    const after = { ...before, ...wanted, changedMs: this.#nowMs };
    this.report.replaced.push({ before, after });
    this.#keep(after);
  }

  #add(wanted: PortableCollection): void {
    const present = [...this.#present.values()];
    const name = freeName(wanted.name, keysOf(present));
    const collection = { ...begun(present, this.#nowMs), ...wanted, name };
    this.report.added.push(collection);
    this.#keep(collection);
  }

  #keep(collection: Collection): void {
    this.#present.set(collectionKey(collection.name), collection);
    this.#come.add(collection.id);
  }
}

function readDocument(text: string, fileName: string): readonly unknown[] {
  const refuse = (detail: string, cause?: unknown): AppError =>
    new AppError('bad-arguments', { ...(fileName === '' ? {} : { file: fileName }), detail }, cause);
  const envelope = z.object({ format: z.literal(collectionsFormat), version: z.int().min(1) });
  const content = z.object({ collections: z.array(z.unknown()).max(mostEntries) });
  const json = parseJson(text, (cause) => refuse('this is not JSON', cause));
  const outside = envelope.safeParse(json);
  if (!outside.success) throw refuse('these are not collections that Rushes exported', outside.error);
  const { version } = outside.data;
  if (version > collectionsVersion)
    throw refuse(
      `a newer Rushes wrote this (version ${String(version)}; this one reads up to ${String(collectionsVersion)}): update Rushes`,
    );
  const inside = content.safeParse(json);
  if (!inside.success) throw refuse(issuesText(inside.error), inside.error);
  return inside.data.collections;
}

function parseJson(text: string, failure: (cause: unknown) => AppError): unknown {
  try {
    // Some editors put a byte order mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw failure(error);
  }
}

function nameIn(entry: unknown): string | null {
  const named = z.object({ name: z.string() }).safeParse(entry);
  return named.success ? named.data.name.slice(0, 200) : null;
}

function issuesText(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ');
}
