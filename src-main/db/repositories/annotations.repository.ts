/** What people say of clips: rating, note, tags, and whether anybody has looked. It belongs to content, not to files. */
import { foldText } from '../../platform/text-folding.ts';
import type { Connection } from '../connection.ts';
import { tagKey } from '../tag-key.ts';

export interface Annotation {
  /** 1 to 5; null: not rated. */
  readonly rating: number | null;
  readonly note: string;
}

export class AnnotationsRepository {
  readonly #sequence;
  readonly #find;
  readonly #put;
  readonly #markOpened;
  readonly #tagsOf;
  readonly #insertTag;
  readonly #tagClip;
  readonly #untagClip;
  readonly #removeUnusedTags;
  readonly #tagsInUse;

  constructor(connection: Connection) {
    this.#sequence = connection.prepare('SELECT sequence FROM clips WHERE id = ?').pluck();
    this.#find = connection.prepare('SELECT rating, note FROM annotations WHERE clip_sequence = ?');
    this.#put = connection.prepare(
      `INSERT INTO annotations (clip_sequence, rating, note, folded_note, changed_ms)
       VALUES (@sequence, @rating, @note, @foldedNote, @nowMs)
       ON CONFLICT (clip_sequence) DO UPDATE SET rating = excluded.rating, note = excluded.note,
         folded_note = excluded.folded_note, changed_ms = excluded.changed_ms`,
    );
    this.#markOpened = connection.prepare(
      `INSERT INTO annotations (clip_sequence, opened_ms, changed_ms) VALUES (@sequence, @nowMs, @nowMs)
       ON CONFLICT (clip_sequence) DO UPDATE SET opened_ms = excluded.opened_ms, changed_ms = excluded.changed_ms
       WHERE opened_ms IS NULL`,
    );
    this.#tagsOf = connection
      .prepare(
        `SELECT t.name FROM clip_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.clip_sequence = ? ORDER BY t.folded_name, t.key`,
      )
      .pluck();
    this.#insertTag = connection.prepare(
      'INSERT INTO tags (name, key, folded_name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.#tagClip = connection.prepare(
      `INSERT INTO clip_tags (tag_id, clip_sequence) SELECT id, ? FROM tags WHERE key = ? ON CONFLICT DO NOTHING`,
    );
    this.#untagClip = connection.prepare(
      'DELETE FROM clip_tags WHERE tag_id = (SELECT id FROM tags WHERE key = ?) AND clip_sequence = ?',
    );
    this.#removeUnusedTags = connection.prepare(
      'DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM clip_tags WHERE tag_id = tags.id)',
    );
    this.#tagsInUse = connection.prepare(
      `SELECT t.name, COUNT(*) AS clips FROM clip_tags ct JOIN tags t ON t.id = ct.tag_id
       GROUP BY ct.tag_id ORDER BY clips DESC, t.folded_name, t.key`,
    );
  }

  /** The number that a clip was added under; null: there is no such clip. */
  sequenceOf(clipId: string): number | null {
    return (this.#sequence.get(clipId) as number | undefined) ?? null;
  }

  find(sequence: number): Annotation {
    return (this.#find.get(sequence) as Annotation | undefined) ?? { rating: null, note: '' };
  }

  put(sequence: number, { rating, note }: Annotation, nowMs: number): void {
    this.#put.run({ sequence, rating, note, foldedNote: foldText(note), nowMs });
  }

  /** @returns whether it is the first time */
  markOpened(sequence: number, nowMs: number): boolean {
    return this.#markOpened.run({ sequence, nowMs }).changes > 0;
  }

  /** Names, in alphabetical order. */
  tagsOf(sequence: number): string[] {
    return this.#tagsOf.all(sequence) as string[];
  }

  /** A tag that is there already keeps its spelling. */
  addTag(sequence: number, name: string): void {
    const key = tagKey(name);
    this.#insertTag.run(name.normalize('NFC'), key, foldText(name));
    this.#tagClip.run(sequence, key);
  }

  removeTag(sequence: number, name: string): void {
    this.#untagClip.run(tagKey(name), sequence);
  }

  removeUnusedTags(): void {
    this.#removeUnusedTags.run();
  }

  /** Most used first. */
  tagsInUse(): { name: string; clips: number }[] {
    return this.#tagsInUse.all() as { name: string; clips: number }[];
  }
}
