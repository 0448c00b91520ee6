/** All labelled queries. */
import type { Kind, LabelledQuery } from './labelled-query.ts';
import { queriesByContent } from './queries-by-content.ts';
import { queriesByFacts } from './queries-by-facts.ts';

export const labelledQueries: Readonly<Record<Kind, readonly LabelledQuery[]>> = {
  ...queriesByContent,
  ...queriesByFacts,
};
