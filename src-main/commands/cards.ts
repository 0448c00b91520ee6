import { readFacets } from '../library/card-facets.ts';
import { readProgress } from '../library/card-progress.ts';
import { readCardIds, readCardPage, readCardPosition, readCards } from '../library/cards.ts';
import { readPlaces } from '../library/place-tree.ts';
import type { HandlersOf } from './handler.ts';

export const cardHandlers: HandlersOf<'cards'> = {
  'cards.page': (request, context) => readCardPage(request, context),
  'cards.byId': (request, context) => readCards(request, context),
  'cards.ids': (request, context) => readCardIds(request, context),
  'cards.position': (request, context) => readCardPosition(request, context),
  'cards.facets': (request, context) => readFacets(request, context),
  'cards.places': (_request, context) => readPlaces(context),
  'cards.progress': (request, context) => readProgress(request, context),
};
