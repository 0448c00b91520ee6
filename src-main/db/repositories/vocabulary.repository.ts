/** The words that the full-text index knows, by their stems. */
import { textFields } from '../../../src-preload/contract/search.ts';
import type { Connection } from '../connection.ts';

export interface KnownTerm {
  readonly term: string;
  /** Clips that have it. */
  readonly clips: number;
}

/** Of so many characters, beginning with this one. */
export function termsBeginningWith(
  connection: Connection,
  first: string,
  { least, most }: { readonly least: number; readonly most: number },
): KnownTerm[] {
  return connection
    .prepare(
      `SELECT term, doc AS clips FROM search_vocabulary
       WHERE term >= @first AND term < @first || char(0x10FFFF) AND length(term) BETWEEN @least AND @most`,
    )
    .all({ first, least, most }) as KnownTerm[];
}

/** Those of these stems that the index has. */
export function knownTerms(connection: Connection, terms: readonly string[]): string[] {
  const known = connection.prepare('SELECT 1 FROM search_vocabulary WHERE term = ?');
  return terms.filter((term) => known.get(term) !== undefined);
}

/** Texts of some clips in which a stem occurs: where to look for how it is written. */
export function textsWithTerm(connection: Connection, term: string, limit: number): string[] {
  const places = connection
    .prepare('SELECT doc AS sequence, col AS field FROM search_terms WHERE term = ? LIMIT ?')
    .all(term, limit) as { readonly sequence: number; readonly field: string }[];
  return places.flatMap(({ sequence, field }) => {
    // Names of columns can't be parameters; these are the contract's own.
    const column = textFields.find((each) => each === field);
    if (column === undefined) return [];
    const text = connection.prepare(`SELECT "${column}" FROM search_documents WHERE sequence = ?`).pluck();
    const found = text.get(sequence);
    return typeof found === 'string' ? [found] : [];
  });
}
