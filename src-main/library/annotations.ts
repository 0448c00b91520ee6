/** Rates, tags and notes clips, and says what was there before, so that it can be taken back. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { EventLog } from '../db/event-log.ts';
import { type Annotation, AnnotationsRepository } from '../db/repositories/annotations.repository.ts';
import { tagKey } from '../db/tag-key.ts';
import { resolveClip } from './clip-names.ts';
import type { LibraryView } from './library-view.ts';

export interface AnnotationDeps extends Pick<LibraryView, 'connection' | 'clock'> {
  readonly eventLog: EventLog;
}

type Change = CommandRequest<'annotations.set'>['changes'][number];
type Previous = CommandResponse<'annotations.set'>['previous'][number];

/** All or nothing. @throws AppError clip-unknown */
export function setAnnotations(
  { changes }: CommandRequest<'annotations.set'>,
  { connection, eventLog, clock }: AnnotationDeps,
): CommandResponse<'annotations.set'> {
  const annotations = new AnnotationsRepository(connection);
  const nowMs = clock.now();
  return eventLog.transaction(() => {
    const previous = new Map<string, Previous>();
    for (const change of changes) {
      const before = apply(annotations, change, nowMs);
      // Of several changes to one clip the first knows what stood before all of them.
      if (before !== null) previous.set(change.clipId, { ...before, ...previous.get(change.clipId) });
    }
    annotations.removeUnusedTags();
    if (previous.size > 0) eventLog.add('clips-annotated', { clipIds: [...previous.keys()] });
    return { changed: previous.size, previous: [...previous.values()] };
  });
}

/** @returns what stood before, of what is different now; null: nothing is */
function apply(annotations: AnnotationsRepository, change: Change, nowMs: number): Previous | null {
  const { clipId } = change;
  const sequence = annotations.sequenceOf(clipId);
  if (sequence === null) throw new AppError('clip-unknown', { clip: clipId });
  const before = annotations.find(sequence);
  const after: Annotation = { rating: before.rating, note: before.note, ...saidIn(change) };
  const isSame = { rating: after.rating === before.rating, note: after.note === before.note };
  if (!isSame.rating || !isSame.note) annotations.put(sequence, after, nowMs);
  const tags = applyTags(annotations, sequence, change);
  if (isSame.rating && isSame.note && tags === null) return null;
  return {
    clipId,
    ...(isSame.rating ? {} : { rating: before.rating }),
    ...(isSame.note ? {} : { note: before.note }),
    ...(tags === null ? {} : { tags }),
  };
}

function saidIn({ rating, note }: Change): Partial<Annotation> {
  return { ...(rating === undefined ? {} : { rating }), ...(note === undefined ? {} : { note }) };
}

/** First `tags`, then what is added, then what is taken away. @returns the tags before; null: they are as they were */
function applyTags(annotations: AnnotationsRepository, sequence: number, change: Change): string[] | null {
  const { tags, addTags = [], removeTags = [] } = change;
  if (tags === undefined && addTags.length === 0 && removeTags.length === 0) return null;
  const before = annotations.tagsOf(sequence);
  const old = new Map(before.map((name) => [tagKey(name), name]));
  // Of two spellings of one tag the first holds: it comes last here.
  const wanted = new Map([...(tags ?? before), ...addTags].reverse().map((name) => [tagKey(name), name]));
  for (const name of removeTags) wanted.delete(tagKey(name));
  const gone = [...old].filter(([key]) => !wanted.has(key));
  const added = [...wanted].filter(([key]) => !old.has(key));
  for (const [, name] of gone) annotations.removeTag(sequence, name);
  for (const [, name] of added) annotations.addTag(sequence, name);
  return gone.length + added.length === 0 ? null : before;
}

export function listTags({
  connection,
}: Pick<LibraryView, 'connection'>): CommandResponse<'annotations.tags'> {
  return { tags: new AnnotationsRepository(connection).tagsInUse() };
}

export function markOpened(
  { clipIds }: CommandRequest<'annotations.markOpened'>,
  { connection, eventLog, clock }: AnnotationDeps,
): CommandResponse<'annotations.markOpened'> {
  const annotations = new AnnotationsRepository(connection);
  const nowMs = clock.now();
  return eventLog.transaction(() => {
    const marked = clipIds.filter((clipId) => {
      const sequence = annotations.sequenceOf(clipId);
      return sequence !== null && annotations.markOpened(sequence, nowMs);
    });
    if (marked.length > 0) eventLog.add('clips-annotated', { clipIds: marked });
    return { marked: marked.length };
  });
}

/** @throws AppError clip-unknown, bad-arguments; for a file that did not become a clip, the error it was refused with */
export function readAnnotations(
  request: CommandRequest<'clip.annotations'>,
  { connection }: Pick<LibraryView, 'connection'>,
): CommandResponse<'clip.annotations'> {
  const clipId = resolveClip(connection, request);
  const annotations = new AnnotationsRepository(connection);
  const sequence = annotations.sequenceOf(clipId);
  if (sequence === null) throw new AppError('clip-unknown', { clip: clipId });
  return { clipId, ...annotations.find(sequence), tags: annotations.tagsOf(sequence) };
}
