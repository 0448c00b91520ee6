/** The full-text index: what is written into it, what is due, and where in clips words are found. Text in it is spread already. */
import {
  type MomentLane,
  momentLanes,
  type TextField,
  textFields,
} from '../../../src-preload/contract/search.ts';
import type { Connection } from '../connection.ts';
import { momentScores } from '../moment-rank.ts';
import type { ScratchIndex } from '../scratch-index.ts';

/** What of the index is made anew together. */
export const indexParts = ['facts', 'said', 'read', 'sees', 'hears', 'vectors'] as const;
export type IndexPart = (typeof indexParts)[number];

export interface StaleClip {
  readonly sequence: number;
  readonly clipId: string;
  readonly parts: readonly IndexPart[];
}

export interface MomentText {
  readonly startSec: number;
  /** null: an instant. */
  readonly endSec: number | null;
  readonly text: string;
  /**
   * When its words begin: a place in the text (in UTF-16 units, of text that is not spread), the seconds, the next place, and so on. Left out: nobody
   * knows, or it does not matter.
   */
  readonly wordTimes?: readonly number[];
}

export type DocumentTexts = Readonly<Partial<Record<TextField, string>>>;

/** Ids of a lane of a clip: more moments than this there are not of one. */
const idsOfLane = 2 ** 18;
const idsOfClip = idsOfLane * momentLanes.length;

/** First and last id that moments of a clip's lane can have. */
function momentIds(sequence: number, lane: MomentLane): readonly [first: number, last: number] {
  const first = sequence * idsOfClip + momentLanes.indexOf(lane) * idsOfLane;
  return [first, first + idsOfLane - 1];
}

export function clipOfMoment(id: number): number {
  return Math.floor(id / idsOfClip);
}

interface StaleRow {
  readonly sequence: number;
  readonly clipId: string;
  readonly parts: string;
}

const staleColumns = `SELECT s.sequence, c.id AS clipId, group_concat(s.part) AS parts
  FROM search_stale s JOIN clips c ON c.sequence = s.sequence`;

export class SearchIndexRepository {
  readonly #dueNow;
  readonly #staleBehind;
  readonly #postponeAll;
  readonly #postpone;
  readonly #settle;
  readonly #selectDocument;
  readonly #putDocument;
  readonly #selectMoments;
  readonly #insertMoment;
  readonly #deleteMoment;

  constructor(connection: Connection) {
    this.#dueNow = connection.prepare(
      `${staleColumns} WHERE s.due = 'now' GROUP BY s.sequence ORDER BY s.sequence LIMIT ?`,
    );
    this.#staleBehind = connection.prepare(
      `${staleColumns} WHERE s.sequence > ? GROUP BY s.sequence ORDER BY s.sequence LIMIT ?`,
    );
    this.#postponeAll = connection.prepare(`UPDATE search_stale SET due = 'later' WHERE due = 'now'`);
    this.#postpone = connection.prepare(
      `UPDATE search_stale SET due = 'later' WHERE sequence = ? AND part = ?`,
    );
    this.#settle = connection.prepare('DELETE FROM search_stale WHERE sequence = ? AND part = ?');
    this.#selectDocument = connection.prepare(
      `SELECT ${textFields.join(', ')} FROM search_documents WHERE sequence = ?`,
    );
    this.#putDocument = connection.prepare(
      `INSERT INTO search_documents (sequence, ${textFields.join(', ')})
       VALUES (@sequence, ${textFields.map((field) => `@${field}`).join(', ')})
       ON CONFLICT (sequence) DO UPDATE SET ${textFields.map((field) => `${field} = excluded.${field}`).join(', ')}`,
    );
    this.#selectMoments = connection.prepare(
      `SELECT id, start_sec AS startSec, end_sec AS endSec, text, word_times AS times FROM search_moments WHERE id BETWEEN ? AND ? ORDER BY id`,
    );
    this.#insertMoment = connection.prepare(
      'INSERT INTO search_moments (id, lane, start_sec, end_sec, text, word_times) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#deleteMoment = connection.prepare('DELETE FROM search_moments WHERE id = ?');
  }

  /** Clips that changed in this transaction. */
  dueNow(limit: number): StaleClip[] {
    return (this.#dueNow.all(limit) as StaleRow[]).map(staleClip);
  }

  /** In the order of their sequence, behind this one. */
  staleBehind(sequence: number, limit: number): StaleClip[] {
    return (this.#staleBehind.all(sequence, limit) as StaleRow[]).map(staleClip);
  }

  /** What is due now may wait. @returns how many rows that were */
  postponeAll(): number {
    return this.#postponeAll.run().changes;
  }

  postpone(sequence: number, part: IndexPart): void {
    this.#postpone.run(sequence, part);
  }

  settle(sequence: number, part: IndexPart): void {
    this.#settle.run(sequence, part);
  }

  /** Fields that are left out stay as they are. Writes only what differs. */
  putDocument(sequence: number, texts: DocumentTexts): void {
    const before = this.#selectDocument.get(sequence) as Record<TextField, string> | undefined;
    const isSame =
      before !== undefined && textFields.every((field) => (texts[field] ?? before[field]) === before[field]);
    if (isSame) return;
    const empty = Object.fromEntries(textFields.map((field) => [field, '']));
    this.#putDocument.run({ ...empty, ...before, ...texts, sequence });
  }

  /** Those of a lane become these; what stays the same is not touched. */
  replaceMoments(sequence: number, lane: MomentLane, moments: readonly MomentText[]): void {
    const [first, last] = momentIds(sequence, lane);
    const stored = this.#selectMoments.all(first, last) as StoredMoment[];
    const wanted = new Map(moments.map((moment) => [keyOf(moment, timesOf(moment)), moment]));
    const taken = new Set<number>();
    for (const moment of stored) {
      if (wanted.delete(keyOf(moment, moment.times))) taken.add(moment.id);
      else this.#deleteMoment.run(moment.id);
    }
    let id = first;
    for (const moment of wanted.values()) {
      const { startSec, endSec, text } = moment;
      while (taken.has(id)) id += 1;
      if (id > last) return;
      this.#insertMoment.run(id, lane, startSec, endSec, text, timesOf(moment));
      id += 1;
    }
  }
}

function staleClip({ sequence, clipId, parts }: StaleRow): StaleClip {
  const stale = new Set(parts.split(','));
  return { sequence, clipId, parts: indexParts.filter((part) => stale.has(part)) };
}

interface StoredMoment extends Omit<MomentText, 'wordTimes'> {
  readonly id: number;
  /** JSON. */
  readonly times: string | null;
}

function timesOf({ wordTimes }: MomentText): string | null {
  return wordTimes === undefined ? null : JSON.stringify(wordTimes);
}

function keyOf({ startSec, endSec, text }: Omit<MomentText, 'wordTimes'>, times: string | null): string {
  return `${String(startSec)} ${String(endSec)} ${times ?? ''} ${text}`;
}

/** Stand around found words in highlighted text. Of private use: no indexed text has them. */
export const matchStart = '\uE000';
export const matchEnd = '\uE001';
const marks = { start: matchStart, end: matchEnd };

export interface FieldHit {
  readonly sequence: number;
  readonly field: TextField;
  /** The whole field, words marked. */
  readonly text: string;
}

/**
 * Of each of these clips the fields in which something of `match` (over the columns of `search_clips`) is found. Each field of each clip
 * is taken apart for it, so ask for what is shown.
 *
 * Here and below numbers are cast: JavaScript's are bound as floating point, and FTS5 takes no notice of a condition on rowids
 * that are not whole by type.
 */
export function documentHighlights(
  connection: Connection,
  sequences: readonly number[],
  match: string,
  fields: readonly TextField[] = textFields,
): FieldHit[] {
  if (fields.length === 0 || sequences.length === 0) return [];
  const columns = fields.map(
    (field) => `highlight(search_clips, ${String(textFields.indexOf(field))}, @start, @end) AS ${field}`,
  );
  const highlighted = `SELECT rowid AS sequence, ${columns.join(', ')} FROM search_clips WHERE search_clips MATCH @match`;
  return rowsOfClips().flatMap((row) =>
    fields
      .map((field) => ({ sequence: row.sequence, field, text: row[field] }))
      .filter(({ text }) => text.includes(matchStart)),
  );

  function rowsOfClips(): readonly HighlightRow[] {
    // For the beginning of a word FTS5 brings all that begins so together: once for all of the clips rather than for each.
    if (hasPrefix(match)) {
      const among = connection.prepare(
        `${highlighted} AND +rowid IN (SELECT value FROM json_each(@sequences))`,
      );
      return among.all({ ...marks, match, sequences: JSON.stringify(sequences) }) as HighlightRow[];
    }
    const one = connection.prepare(`${highlighted} AND rowid = CAST(@sequence AS INTEGER)`);
    return sequences.flatMap(
      (sequence) => (one.get({ ...marks, match, sequence }) as HighlightRow | undefined) ?? [],
    );
  }
}

type HighlightRow = { readonly sequence: number } & Readonly<Record<TextField, string>>;

/** Whether an FTS5 expression asks for the beginning of a word; now and then of one that does not. */
function hasPrefix(match: string): boolean {
  return match.includes('" *');
}

export interface MomentHit extends MomentText {
  readonly id: number;
  readonly lane: MomentLane;
  /** Of the moments of these lanes of the clip, the best has the highest. */
  readonly score: number;
}

/** So many are looked at of one clip, in the order in which they were stored. */
const mostLookedAt = 4_000;
/** More moments of a clip than this are quicker found in the library's index, even by the beginnings of words. */
const mostInScratch = 400;

type FoundMoment = StoredMoment & { readonly lane: MomentLane };

/** Asks for the moments of one clip after another: its statements are made once. */
export class MomentFinder {
  readonly #select;
  readonly #selectAll;
  readonly #count;
  readonly #scratch: ScratchIndex;

  /** @param scratch for beginnings of words */
  constructor(connection: Connection, scratch: ScratchIndex) {
    this.#scratch = scratch;
    this.#selectAll = connection.prepare(
      `SELECT id, lane, start_sec AS startSec, end_sec AS endSec, word_times AS times, text
       FROM search_moments WHERE id BETWEEN ? AND ? ORDER BY id`,
    );
    this.#select = connection.prepare(
      `SELECT m.id, m.lane, m.start_sec AS startSec, m.end_sec AS endSec, m.word_times AS times,
         highlight(search_moments_fts, 0, @start, @end) AS text
       FROM search_moments_fts JOIN search_moments m ON m.id = search_moments_fts.rowid
       WHERE search_moments_fts MATCH @match AND search_moments_fts.rowid BETWEEN CAST(@first AS INTEGER) AND CAST(@last AS INTEGER)
       ORDER BY search_moments_fts.rowid LIMIT @most`,
    );
    this.#count = connection.prepare('SELECT COUNT(*) FROM search_moments WHERE id BETWEEN ? AND ?').pluck();
  }

  /**
   * The best moments of a clip in which `match` (an expression without columns) is found, words marked. Their rank is not FTS5's: to know
   * how rare words are, that would count them in all moments of the library, for each clip anew.
   */
  hits(sequence: number, match: string, lanes: readonly MomentLane[], limit: number): MomentHit[] {
    const moments = lanes.reduce(
      (sum, lane) => sum + Number(this.#count.get(...momentIds(sequence, lane))),
      0,
    );
    if (moments === 0) return [];
    const isShortWork = moments <= mostInScratch && hasPrefix(match);
    const hits = isShortWork
      ? this.#scratchHits(sequence, match, lanes)
      : this.#hitsIn(sequence, match, lanes);
    const scores = momentScores(
      hits.map(({ text }) => text),
      moments,
    );
    return hits
      .map(({ times, ...hit }, at) => ({
        ...{ ...hit, score: scores[at] ?? 0 },
        ...(times === null ? {} : { wordTimes: JSON.parse(times) as number[] }),
      }))
      .sort((one, other) => other.score - one.score || one.startSec - other.startSec)
      .slice(0, limit);
  }

  #scratchHits(sequence: number, match: string, lanes: readonly MomentLane[]): FoundMoment[] {
    const moments = lanes.flatMap(
      (lane) => this.#selectAll.all(...momentIds(sequence, lane)) as FoundMoment[],
    );
    const texts = moments.map(({ text }) => text);
    return this.#scratch.highlights(texts, match, marks).flatMap(({ at, text }) => {
      const moment = moments[at];
      return moment === undefined ? [] : [{ ...moment, text }];
    });
  }

  /** Lanes of a clip lie one behind the other: one look goes through all of them. */
  #hitsIn(sequence: number, match: string, lanes: readonly MomentLane[]): FoundMoment[] {
    const ids = lanes.flatMap((lane) => momentIds(sequence, lane));
    const range = { first: Math.min(...ids), last: Math.max(...ids), most: mostLookedAt };
    const found = this.#select.all({ ...marks, match, ...range }) as FoundMoment[];
    return found.filter(({ lane }) => lanes.includes(lane));
  }
}
