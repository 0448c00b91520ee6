/** Corrections of transcripts. What the engine heard is never changed: a correction is laid over it where both time and word fit. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import type { ClipUnderstanding } from '../../src-preload/contract/commands/clip-understanding.ts';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import type { EventLog } from '../db/event-log.ts';
import { ResultsRepository } from '../db/repositories/results.repository.ts';
import {
  putWordEdit,
  removeWordEdit,
  type WordEdit,
  wordEditsOf,
} from '../db/repositories/word-edits.repository.ts';
import type { Clock } from '../platform/clock.ts';
import { resolveClip } from './clip-names.ts';

type ReadTranscript = NonNullable<ClipUnderstanding['transcript']>;

/** Another run of the same engine may put a word a little earlier or later. */
const sameWordMs = 60;

/** PURE. Segments' texts follow their words. */
export function withEdits(transcript: Artifact<'transcript'>, edits: readonly WordEdit[]): ReadTranscript {
  const segments = transcript.segments.map((segment) => {
    const words = segment.words.map((word) => {
      const edit = edits.find((each) => fits(each, word));
      return edit === undefined
        ? { ...word, original: null }
        : { ...word, text: edit.text, original: word.text };
    });
    const isEdited = words.some(({ original }) => original !== null);
    return { ...segment, words, text: isEdited ? textOf(segment.text, words) : segment.text };
  });
  return { ...transcript, segments };
}

function fits(edit: WordEdit, word: { readonly text: string; readonly startSec: number }): boolean {
  return edit.original === word.text && Math.abs(edit.startMs - word.startSec * 1000) <= sameWordMs;
}

/** The segment's text with its words replaced one after the other, so that what stands between them stays. */
function textOf(
  text: string,
  words: readonly { readonly text: string; readonly original: string | null }[],
): string {
  let written = '';
  let rest = text;
  for (const { text: now, original } of words) {
    const heard = original ?? now;
    const at = rest.indexOf(heard);
    if (at < 0) return words.map((word) => word.text).join(' ');
    written += rest.slice(0, at) + now;
    rest = rest.slice(at + heard.length);
  }
  return written + rest;
}

export interface EditDeps {
  readonly connection: Connection;
  readonly eventLog: EventLog;
  readonly clock: Clock;
}

/** @throws AppError clip-unknown, bad-arguments where there is no such word */
export function editWord(
  request: CommandRequest<'clip.editWord'>,
  { connection, eventLog, clock }: EditDeps,
): CommandResponse<'clip.editWord'> {
  const clipId = resolveClip(connection, request);
  const { startSec, original, text } = request;
  const startMs = Math.round(startSec * 1000);
  const transcript = new ResultsRepository(connection).artifact(clipId, 'transcript');
  const words = transcript?.segments.flatMap((segment) => segment.words) ?? [];
  const word = words.find((each) => fits({ startMs, original, text: '' }, each));
  if (word === undefined) {
    const detail = `no word "${original}" is heard at ${startSec.toFixed(2)} s`;
    throw new AppError('bad-arguments', { clip: clipId, detail });
  }
  eventLog.transaction(() => {
    for (const edit of wordEditsOf(connection, clipId)) {
      if (fits(edit, word)) removeWordEdit(connection, clipId, edit);
    }
    if (text !== null && text !== original)
      putWordEdit(connection, clipId, { startMs, original, text }, clock.now());
    eventLog.add('clips-annotated', { clipIds: [clipId] });
  });
  return { clipId };
}
