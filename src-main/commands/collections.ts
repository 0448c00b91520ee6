import { exportCollections, importCollections } from '../search/collections/collection-transfer.ts';
import { countCollections } from '../search/collections/collection-counts.ts';
import {
  orderCollections,
  readCollections,
  removeCollections,
  restoreCollections,
  saveCollection,
} from '../search/collections/collections.ts';
import { forgetQueries, listRecentQueries, rememberQuery } from '../search/collections/recent-queries.ts';
import type { HandlersOf } from './handler.ts';

type RecentHandlers = Pick<HandlersOf<'search'>, 'search.recent' | 'search.remember' | 'search.forgetRecent'>;

export const collectionHandlers: HandlersOf<'collections'> & RecentHandlers = {
  'collections.list': (_request, context) => readCollections(context),
  'collections.count': countCollections,
  'collections.save': saveCollection,
  'collections.remove': removeCollections,
  'collections.restore': restoreCollections,
  'collections.order': orderCollections,
  'collections.export': exportCollections,
  'collections.import': importCollections,
  'search.recent': listRecentQueries,
  'search.remember': rememberQuery,
  'search.forgetRecent': forgetQueries,
};
