import type { HandlersOf } from './handler.ts';

export const modelHandlers: HandlersOf<'models'> = {
  'models.list': (_request, { models }) => models.list(),
  'models.info': (request, { models }) => models.info(request),
  'models.download': (request, { models }, signal) => models.download(request, signal),
  'models.pause': (request, { models }) => models.pause(request),
  'models.resume': (request, { models }) => models.resume(request),
  'models.cancel': (request, { models }) => models.cancel(request),
  'models.import': (request, { models }, signal) => models.importFrom(request, signal),
  'models.export': (request, { models }, signal) => models.exportTo(request, signal),
  'models.verify': (request, { models }, signal) => models.verify(request, signal),
  'models.remove': (request, { models }) => models.remove(request),
  'models.use': (request, { models }) => models.use(request),
  'models.bench': (request, { models }, signal) => models.bench(request, signal),
};
