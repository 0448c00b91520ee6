/** Words as the full-text index has them: folded and stemmed by SQLite's own tokenizer, asked in a database in memory. */
import Database from 'better-sqlite3';

/** That of `search_clips`. */
export const indexTokenizer = 'porter unicode61 remove_diacritics 2';

export class Stemmer {
  readonly #database = new Database(':memory:');
  readonly #add;
  readonly #read;
  readonly #clear;

  constructor() {
    this.#database.exec(`
      CREATE VIRTUAL TABLE words USING fts5(text, tokenize = '${indexTokenizer}');
      CREATE VIRTUAL TABLE terms USING fts5vocab(words, instance);`);
    this.#add = this.#database.prepare('INSERT INTO words (rowid, text) VALUES (1, ?)');
    this.#read = this.#database.prepare('SELECT term FROM terms ORDER BY offset').pluck();
    this.#clear = this.#database.prepare('DELETE FROM words');
  }

  /** Of a text, in order; none of what is no word. */
  terms(text: string): string[] {
    this.#add.run(text);
    try {
      return this.#read.all() as string[];
    } finally {
      this.#clear.run();
    }
  }

  close(): void {
    this.#database.close();
  }
}
