/** What a filter of the query language is: one file each under `filters/`, found by glob, its id the file's name. */
import type { TextField } from '../../src-preload/contract/search.ts';
import type { Condition } from '../db/card-filter-sql.ts';

export type { Condition };

/** What a window offers to fill it in with. */
export type FilterControl = 'words' | 'choice' | 'range' | 'date' | 'flag' | 'place';

interface FilterHead {
  /** What is written before the colon: lower-case letters. */
  readonly id: string;
  /** Other spellings of it. */
  readonly aliases: readonly string[];
  readonly control: FilterControl;
  /** A whole part of a query, such as `rating:>=3`. */
  readonly example: string;
}

/** Words are looked for in these fields only. */
export interface WordsFilter extends FilterHead {
  readonly control: 'words';
  readonly fields: readonly TextField[];
  /** Of what is looked for as names rather than as text: labels of objects and of sounds. */
  readonly values?: ValueListing;
}

/** Values that clips have, with how many have them: for suggestions, and for narrowing results down. */
export interface ValueListing {
  /**
   * SQL that gives rows (value, clips), most frequent first, of the cards whose `sequence` is in the subquery `among`; without values of NULL.
   * Its parameters are those of `among`, then the limit.
   */
  readonly sql: (among: string) => string;
  /** The same of all cards, where there is a quicker way than to ask whether each is among them. Its parameter is the limit. */
  readonly ofAll?: string;
}

export interface ValueFilter<V = unknown> extends FilterHead {
  readonly control: Exclude<FilterControl, 'words'>;
  /** null: the text is no value of it. `now`: for dates such as "today". */
  parse(text: string, now: Date): V | null;
  /** In its usual spelling, so that `parse` gives the same again; quotes are not its affair. */
  format(value: V): string;
  /**
   * What holds of a row of `cards`, whose columns it names plainly. NULL where the clip does not tell: it does not hold, and neither does
   * `NOT` of it, so that its opposite is `NOT COALESCE((…), 0)`.
   */
  predicate(value: V): Condition;
  /** Values worth naming whatever the library holds, in their usual spelling. */
  readonly choices?: readonly string[];
  /** None for what has too many values to list. */
  readonly values?: ValueListing;
  /** How to write that one listed value alone is meant, where a value stands for all that have it in them. Left out: it is as it is listed. */
  readonly exactly?: (value: string) => string;
}

export type SearchFilter = WordsFilter | ValueFilter;

export function defineFilter<V>(filter: ValueFilter<V>): ValueFilter<V> {
  return filter;
}

export function defineWordsFilter(filter: WordsFilter): WordsFilter {
  return filter;
}
