/** Filters whose values are a list of words, each with its condition. */
import type { Condition, ValueFilter } from '../search-filter.ts';

export interface Flag {
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly condition: Condition;
}

export function flag(name: string, otherNames: readonly string[], condition: Condition): Flag {
  return { name, otherNames, condition };
}

/** On columns of `cards`. */
export function column(sql: string): Condition {
  return { sql, values: [] };
}

export function flagFilter(
  flags: readonly Flag[],
): Pick<ValueFilter<Flag>, 'parse' | 'format' | 'predicate' | 'choices'> {
  return {
    choices: flags.map(({ name }) => name),
    parse: (written) => {
      const name = written
        .trim()
        .toLowerCase()
        .replace(/[\s_]+/g, '-');
      return flags.find((each) => each.name === name || each.otherNames.includes(name)) ?? null;
    },
    format: ({ name }) => name,
    predicate: ({ condition }) => condition,
  };
}
