/** A query as it was understood. */
import type { TextField, UnderstoodQuery } from '../../../src-preload/contract/search.ts';
import type { ValueFilter } from '../search-filter.ts';

/** Where it stands in what was written: `start` up to before `end`, in UTF-16 units. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Words as they were written, without quotes and signs. */
export interface TextPart extends Place {
  readonly kind: 'text';
  /** 'prefix': somebody may still be writing it, or it ends in "*". */
  readonly match: 'word' | 'prefix' | 'phrase';
  readonly words: string;
  /** null: any. */
  readonly fields: readonly TextField[] | null;
  /** Id of the filter that gave the fields. */
  readonly field: string | null;
}

export interface FilterPart extends Place {
  readonly kind: 'filter';
  readonly filter: ValueFilter;
  readonly value: unknown;
}

/** Each of its options has to hold. */
export interface NotPart extends Place {
  readonly kind: 'not';
  readonly part: TextPart | FilterPart;
}

/** One of its options has to hold. */
export interface AnyPart extends Place {
  readonly kind: 'any';
  readonly options: readonly (TextPart | FilterPart | NotPart)[];
}

export type QueryPart = TextPart | FilterPart | NotPart | AnyPart;

export interface ParsedQuery {
  readonly text: string;
  /** All of them have to hold. */
  readonly parts: readonly QueryPart[];
  readonly ignored: UnderstoodQuery['ignored'];
}
