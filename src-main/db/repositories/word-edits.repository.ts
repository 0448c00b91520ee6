/** Corrections of transcripts: by the time of a word and what the engine heard there. */
import type { Connection } from '../connection.ts';

export interface WordEdit {
  readonly startMs: number;
  /** What was heard. */
  readonly original: string;
  readonly text: string;
}

export function wordEditsOf(connection: Connection, clipId: string): readonly WordEdit[] {
  return connection
    .prepare('SELECT start_ms AS startMs, original, text FROM word_edits WHERE clip_id = ? ORDER BY start_ms')
    .all(clipId) as WordEdit[];
}

export function putWordEdit(connection: Connection, clipId: string, edit: WordEdit, nowMs: number): void {
  connection
    .prepare(
      `INSERT INTO word_edits (clip_id, start_ms, original, text, edited_ms) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (clip_id, start_ms, original) DO UPDATE SET text = excluded.text, edited_ms = excluded.edited_ms`,
    )
    .run(clipId, edit.startMs, edit.original, edit.text, nowMs);
}

export function removeWordEdit(
  connection: Connection,
  clipId: string,
  { startMs, original }: Pick<WordEdit, 'startMs' | 'original'>,
): void {
  connection
    .prepare('DELETE FROM word_edits WHERE clip_id = ? AND start_ms = ? AND original = ?')
    .run(clipId, startMs, original);
}
