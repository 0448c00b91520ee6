import type { UnderstoodQuery } from '../../../src-preload/contract/search.ts';
import { useSearch } from '../../stores/use-stores.ts';
import { useSearchRoute } from './use-search-change.ts';

export type QueryPart = UnderstoodQuery['understood'][number];

const none: readonly QueryPart[] = [];

/** Parts of the query that narrow down: filters, and words in one field. Empty while the answer is that of another query. */
export function useQueryFilters(): readonly QueryPart[] {
  const query = useSearch((state) => state.answer?.query ?? null);
  const route = useSearchRoute();
  if (query === null || query.text !== route?.query) return none;
  return query.understood.filter(
    ({ kind, field, use }) => kind === 'filter' || field !== null || use === 'exclude',
  );
}
