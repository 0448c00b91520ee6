/**
 * A full-text index of a handful of texts, in memory. The library's own has to go through all that begins with a few letters before it
 * looks at one clip; of one clip's moments that is quicker found here.
 */
import Database from 'better-sqlite3';
import { indexTokenizer } from './stemming.ts';

export class ScratchIndex {
  readonly #database = new Database(':memory:');
  readonly #put;
  readonly #find;
  readonly #clear;

  constructor() {
    this.#database.exec(`CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = '${indexTokenizer}')`);
    this.#put = this.#database.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)');
    this.#find = this.#database.prepare(
      'SELECT rowid AS at, highlight(texts, 0, @start, @end) AS text FROM texts WHERE texts MATCH @match ORDER BY rowid',
    );
    this.#clear = this.#database.prepare('DELETE FROM texts');
  }

  /** Those in which `match` is found, by their place in the list, with what was found between `start` and `end`. */
  highlights(
    texts: readonly string[],
    match: string,
    marks: { readonly start: string; readonly end: string },
  ): { readonly at: number; readonly text: string }[] {
    return this.#database.transaction(() => {
      this.#clear.run();
      for (const [at, text] of texts.entries()) this.#put.run(at, text);
      return this.#find.all({ ...marks, match }) as { readonly at: number; readonly text: string }[];
    })();
  }

  close(): void {
    this.#database.close();
  }
}
