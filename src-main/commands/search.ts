import { searchClips, searchFacets, searchIds } from '../search/search-clips.ts';
import { queryFields, suggestions } from '../search/query/suggest.ts';
import { embedQuery } from '../search/embed.ts';
import { searchSimilar } from '../search/similar.ts';
import type { HandlersOf } from './handler.ts';

type SearchCommands =
  | 'search.run'
  | 'search.facets'
  | 'search.ids'
  | 'search.suggest'
  | 'search.fields'
  | 'search.reindex'
  | 'search.similar'
  | 'search.embed';

export const searchHandlers: Pick<HandlersOf<'search'>, SearchCommands> = {
  'search.run': (request, context, signal) => searchClips(request, context, signal),
  'search.facets': (request, context, signal) => searchFacets(request, context, signal),
  'search.ids': (request, context, signal) => searchIds(request, context, signal),
  'search.suggest': (request, context) => suggestions(request, context),
  'search.fields': (_request, context) => queryFields(context),
  'search.similar': (request, context, signal) => searchSimilar(request, context, signal),
  'search.embed': (request, context, signal) => embedQuery(request, context, signal),
  'search.reindex': (_request, context, signal) => context.searchIndexer.reindex(signal),
};
